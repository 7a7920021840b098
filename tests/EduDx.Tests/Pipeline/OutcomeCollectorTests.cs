using EduDx.Live.Attendance;
using EduDx.Ops.Pipeline;
using EduDx.Tests.Live.Attendance;

namespace EduDx.Tests.Pipeline;

public sealed class OutcomeCollectorTests
{
    private static readonly int Noon = DayStory.At(12, 0);

    private readonly LiveViews _views = new();
    private readonly DayStory _story = new(Schools.Of([(0, false, 3, [Schools.Morning]), (0, false, 2, [Schools.Morning, Schools.Afternoon])], [0]));
    private readonly OutcomeCollector _collector;

    public OutcomeCollectorTests() => _collector = new(_views);

    [Fact]
    public void A_school_that_sent_nothing_has_its_rows_too()
    {
        _views.Publish(_story.View(Noon));
        var rows = Collect(out _);
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal((0, row.Counts.Enrolled), (row.Counts.Absent, row.Counts.Unknown + row.Counts.Expected)));
    }

    [Fact]
    public void Only_what_changed_is_handed_out()
    {
        _story.In(0, DayStory.At(6, 50));
        _views.Publish(_story.View(Noon));
        var rows = Collect(out var collected);
        Assert.Equal([(100, 1), (101, 1), (101, 2)], rows.Select(r => (r.Group, (int)r.Session)));
        Assert.All(rows, r => Assert.Equal((Schools.Monday, 5, 10, false), (r.Day, r.Commune, r.School, r.IsStaff)));
        Assert.Equal([420, 420, 795], rows.Select(r => r.StartsMinute));
        _collector.Stored(collected);

        Assert.Empty(Collect(out collected));
        _collector.Stored(collected);
        _views.Publish(_story.View(Noon));
        Assert.Empty(Collect(out collected));
        _collector.Stored(collected);

        _views.Publish(_story.In(3, DayStory.At(13, 0)).View(Noon));
        var row = Assert.Single(Collect(out _));
        Assert.Equal((101, 1), (row.Group, row.Counts.Present));
    }

    [Fact]
    public void What_was_not_stored_is_handed_out_again()
    {
        _views.Publish(_story.In(0, DayStory.At(6, 50)).View(Noon));
        Assert.Equal(Collect(out _), Collect(out _));
    }

    private List<OutcomeRow> Collect(out List<SchoolView> collected)
    {
        var rows = new List<OutcomeRow>();
        collected = _collector.Collect(rows);
        return rows;
    }
}
