using EduDx.History;
using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.ServerTests.History;

/// <summary>What every history store does. Each test begins with an empty store of the real thing.</summary>
public abstract partial class HistoryStoreContract : IAsyncLifetime
{
    protected static readonly long Early = City.At("2026-01-01T00:00:00");
    protected static readonly long Late = City.At("2027-01-01T00:00:00");
    private ulong _id;

    protected IHistoryStore Store { get; private set; } = null!;

    /// <summary>A store on the same data as before in this test; the caller opens it.</summary>
    protected abstract IHistoryStore Create();

    public virtual async Task InitializeAsync()
    {
        Store = Create();
        Assert.Equal(0, await Store.OpenAsync(default));
    }

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();

    protected async Task ReopenAsync(long expectedCursor)
    {
        await Store.DisposeAsync();
        Store = Create();
        Assert.Equal(expectedCursor, await Store.OpenAsync(default));
    }

    protected static HistoryBatch Batch(long cursor, IEnumerable<ScanRow>? scans = null, IEnumerable<OutcomeRow>? outcomes = null)
    {
        var batch = new HistoryBatch { Cursor = cursor };
        batch.Scans.AddRange(scans ?? []);
        batch.Outcomes.AddRange(outcomes ?? []);
        return batch;
    }

    protected static SeriesQuery OfCity(Series series, Bucket bucket, NodeKind? by = null) =>
        new(series, NodeKind.City, 0, by, Early, Late, bucket, null, []);

    protected static Bucket Days => new(1, BucketUnit.Day);

    internal ScanRow Scan(string local, int group, byte direction = 1) => City.Scan(City.At(local), ++_id, group, direction);

    private async Task<(string Local, int Node, int Scans)[]> ScansAsync(SeriesQuery query) =>
        [.. (await Store.QueryAsync(query, default)).Select(r => (Local(r.BucketMs), r.NodeKey, r.Counts.Scans))];

    private static string Local(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task An_empty_store_answers_with_no_rows()
    {
        Assert.Empty(await Store.QueryAsync(OfCity(Series.Scans, Days), default));
        Assert.Empty(await Store.QueryAsync(OfCity(Series.Attendance, Days, NodeKind.Class), default));
    }

    [Fact]
    public async Task An_empty_batch_moves_the_cursor()
    {
        await Store.AppendAsync(Batch(17), default);
        await ReopenAsync(17);
    }

    [Theory]
    [InlineData(1, BucketUnit.Minute, "2026-09-07T06:59 1|2026-09-07T07:00 2|2026-09-07T07:44 1|2026-09-08T00:00 1")]
    [InlineData(45, BucketUnit.Minute, "2026-09-07T06:45 3|2026-09-07T07:30 1|2026-09-08T00:00 1")]
    [InlineData(1, BucketUnit.Hour, "2026-09-07T06:00 1|2026-09-07T07:00 3|2026-09-08T00:00 1")]
    [InlineData(6, BucketUnit.Hour, "2026-09-07T06:00 4|2026-09-08T00:00 1")]
    [InlineData(1, BucketUnit.Day, "2026-09-07T00:00 4|2026-09-08T00:00 1")]
    [InlineData(1, BucketUnit.Week, "2026-09-07T00:00 5")]
    [InlineData(1, BucketUnit.Month, "2026-09-01T00:00 5")]
    public async Task Scans_are_counted_in_calendar_buckets(int count, BucketUnit unit, string expected)
    {
        await Store.AppendAsync(Batch(5, [
            Scan("2026-09-07T06:59:59.999", 1101), Scan("2026-09-07T07:00:00", 1101), Scan("2026-09-07T07:00:59.999", 2203),
            Scan("2026-09-07T07:44:00", 3100), Scan("2026-09-08T00:00:00", 1102, 2)]), default);

        var rows = await ScansAsync(OfCity(Series.Scans, new(count, unit)));

        Assert.Equal(expected, string.Join('|', rows.Select(r => $"{r.Local} {r.Scans}")));
        Assert.All(rows, r => Assert.Equal(0, r.Node));
    }

    [Theory]
    [InlineData("2026-09-06T23:59:59.999", "2026-09-07T00:00:00", BucketUnit.Day, "2026-09-06T00:00", "2026-09-07T00:00")]
    [InlineData("2026-09-06T23:59:59.999", "2026-09-07T00:00:00", BucketUnit.Week, "2026-08-31T00:00", "2026-09-07T00:00")]
    [InlineData("2026-08-31T23:59:59.999", "2026-09-01T00:00:00", BucketUnit.Month, "2026-08-01T00:00", "2026-09-01T00:00")]
    [InlineData("2026-02-28T23:59:59.999", "2026-03-01T00:00:00", BucketUnit.Month, "2026-02-01T00:00", "2026-03-01T00:00")]
    public async Task A_bucket_ends_at_local_midnight(string before, string after, BucketUnit unit, string first, string second)
    {
        // 17:00 UTC: a store that buckets by UTC puts both into one.
        await Store.AppendAsync(Batch(2, [Scan(before, 1101), Scan(after, 1101)]), default);

        Assert.Equal([(first, 0, 1), (second, 0, 1)], await ScansAsync(OfCity(Series.Scans, new(1, unit))));
    }

    [Fact]
    public async Task The_range_includes_its_start_and_excludes_its_end()
    {
        await Store.AppendAsync(Batch(3, [Scan("2026-09-07T07:00:00", 1101), Scan("2026-09-07T07:29:59.999", 1101), Scan("2026-09-07T07:30:00", 1101)]), default);

        var rows = await ScansAsync(OfCity(Series.Scans, Days) with { FromMs = City.At("2026-09-07T07:00:00"), ToMs = City.At("2026-09-07T07:30:00") });

        // The bucket begins before the range does; only what is in the range counts.
        Assert.Equal([("2026-09-07T00:00", 0, 2)], rows);
    }

    [Fact]
    public async Task A_repeat_changes_no_answer()
    {
        var at = City.At("2026-09-07T07:00:00");
        // Two events of one kiosk and class in one millisecond stay two.
        var batch = Batch(3, [City.Scan(at, 1, 1101), City.Scan(at, 2, 1101), City.Scan(at, 2, 1101)], [City.Outcome(new(2026, 9, 7), SessionKind.Day, 1101, 30)]);

        for (var i = 0; i < 3; i++) await Store.AppendAsync(batch, default);
        await ReopenAsync(3);
        await Store.AppendAsync(batch, default);

        Assert.Equal([("2026-09-07T00:00", 0, 2)], await ScansAsync(OfCity(Series.Scans, Days)));
        Assert.Equal([City.Counts(1101, 30)], (await Store.QueryAsync(OfCity(Series.Attendance, Days), default)).Select(r => r.Counts));
    }

    [Fact]
    public async Task Scans_may_arrive_in_any_order()
    {
        await Store.AppendAsync(Batch(1, [Scan("2026-09-07T09:00:00", 1101)]), default);
        await Store.AppendAsync(Batch(2, [Scan("2026-09-02T09:00:00", 1101), Scan("2026-09-07T06:00:00", 1101)]), default);

        Assert.Equal([("2026-09-02T00:00", 0, 1), ("2026-09-07T00:00", 0, 2)], await ScansAsync(OfCity(Series.Scans, Days)));
    }

    [Fact]
    public async Task The_cursor_survives_and_never_goes_back()
    {
        await Store.AppendAsync(Batch(40, [Scan("2026-09-07T09:00:00", 1101)]), default);
        await Store.AppendAsync(Batch(90), default);
        await Store.AppendAsync(Batch(40), default);
        await ReopenAsync(90);
        Assert.Equal(90, await Store.OpenAsync(default));
    }

    [Fact]
    public async Task Twenty_thousand_rows_are_one_batch()
    {
        var start = City.At("2026-09-07T06:30:00");
        await Store.AppendAsync(Batch(20_000, Enumerable.Range(0, 20_000).Select(i => City.Scan(start + i, (ulong)i, City.Groups[i % City.Groups.Length]))), default);

        Assert.Equal([("2026-09-07T00:00", 0, 20_000)], await ScansAsync(OfCity(Series.Scans, Days)));
    }

    [Fact]
    public async Task Queries_run_beside_an_append()
    {
        var start = City.At("2026-09-07T06:30:00");
        var append = Task.WhenAll(Enumerable.Range(0, 4).Select(b => Store.AppendAsync(
            Batch(b + 1, Enumerable.Range(b * 2000, 2000).Select(i => City.Scan(start + i, (ulong)i, 1101))), default)));
        var queries = Enumerable.Range(0, 12).Select(_ => Store.QueryAsync(OfCity(Series.Scans, Days), default)).ToArray();

        await Task.WhenAll(queries);
        await append;

        Assert.Equal([("2026-09-07T00:00", 0, 8000)], await ScansAsync(OfCity(Series.Scans, Days)));
    }

    [Theory]
    [InlineData(5, BucketUnit.Minute)]
    [InlineData(8, BucketUnit.Hour)]
    [InlineData(1, BucketUnit.Day)]
    [InlineData(1, BucketUnit.Week)]
    [InlineData(1, BucketUnit.Month)]
    public async Task Buckets_are_those_of_the_local_calendar(int count, BucketUnit unit)
    {
        // Instants over three years, a leap day among them.
        var start = City.At("2027-06-15T03:00:00");
        var instants = Enumerable.Range(0, 400).Select(i => start + i * 236_521_013L).Append(City.At("2028-02-29T23:59:59.999")).ToArray();
        await Store.AppendAsync(Batch(1, instants.Select((at, i) => City.Scan(at, (ulong)i, 1101))), default);

        var rows = await Store.QueryAsync(OfCity(Series.Scans, new(count, unit)) with { FromMs = 0, ToMs = long.MaxValue }, default);

        var expected = instants.GroupBy(at => LocalCalendar.BucketOf(at, new(count, unit))).OrderBy(g => g.Key);
        Assert.Equal(expected.Select(g => (g.Key, g.Count())), rows.Select(r => (r.BucketMs, r.Counts.Scans)));
    }
}
