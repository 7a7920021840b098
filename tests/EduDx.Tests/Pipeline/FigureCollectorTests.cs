using EduDx.Live.Figures;
using EduDx.Ops.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Tests.Pipeline;

public sealed class FigureCollectorTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Rows _source = new();
    private readonly FigureCollector _collector;

    public FigureCollectorTests() => _collector = new([_source], TimeSpan.FromSeconds(30), _time);

    [Fact]
    public void Only_rows_that_changed_are_stored_again()
    {
        _source.All = [Row(1, 5), Row(2, 7)];
        Assert.Equal([1, 2], Store(10));
        Assert.Empty(Store(20));
        _source.All = [Row(1, 5), Row(2, 8)];
        Assert.Equal([2], Store(30));
    }

    [Fact]
    public void What_was_not_stored_is_handed_out_again()
    {
        _source.All = [Row(1, 5)];
        var rows = new List<FigureRow>();
        _collector.Collect(rows);
        Assert.Single(rows);
        Assert.Equal([1], Store(10));
    }

    [Fact]
    public void A_row_that_becomes_zero_replaces_and_zeros_that_never_were_anything_are_left_out()
    {
        _source.All = [Row(1, 5)];
        Store(10);
        _source.All = [Row(1, 0), Row(2, 0)];
        Assert.Equal([1], Store(20));
    }

    [Fact]
    public void It_is_due_every_thirty_seconds_while_events_come_and_at_once_when_none_does()
    {
        Assert.True(_collector.IsDue(100));
        Store(100);
        Assert.False(_collector.IsDue(200));
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(_collector.IsDue(300));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_collector.IsDue(400));
        Store(400);
        Assert.False(_collector.IsDue(500));
        Assert.True(_collector.IsDue(500));
        Store(500);
        Assert.Equal(500, _collector.Through);
        Assert.False(_collector.IsDue(500));
    }

    private int[] Store(long live)
    {
        var rows = new List<FigureRow>();
        _collector.Collect(rows);
        _collector.Stored(rows, live);
        return [.. rows.Select(r => r.Subject)];
    }

    private static FigureRow Row(int subject, long value) => new(FigureSeries.Alarms, 0, 0, subject, 1, 1, [value, 0, 0, 0]);

    private sealed class Rows : IFigureSource
    {
        public FigureRow[] All { get; set; } = [];

        public void Collect(List<FigureRow> rows) => rows.AddRange(All);
    }
}
