using EduDx.History;
using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.ServerTests.History;

// Levels, staff, sessions and outcomes.
public abstract partial class HistoryStoreContract
{
    private static readonly DateOnly Monday = new(2026, 9, 7);

    private static IEnumerable<OutcomeRow> Week(int present) =>
        from day in Enumerable.Range(0, 3)
        from @group in City.Groups
        from session in new[] { SessionKind.Morning, SessionKind.Afternoon }
        select City.Outcome(Monday.AddDays(day), session, @group, present + day, session == SessionKind.Morning ? 7 * 60 : 13 * 60 + 30);

    private static StateCounts Sum(IEnumerable<StateCounts> all)
    {
        var sum = new StateCounts();
        foreach (var counts in all) sum.Add(counts);
        return sum;
    }

    [Fact]
    public async Task Attendance_keeps_every_figure()
    {
        await Store.AppendAsync(Batch(1, null, [City.Outcome(Monday, SessionKind.Morning, 1101, 30)]), default);

        var row = Assert.Single(await Store.QueryAsync(OfCity(Series.Attendance, new(1, BucketUnit.Hour), NodeKind.Class), default));

        Assert.Equal(new SeriesRow(City.At("2026-09-07T07:00:00"), 1101, City.Counts(1101, 30)), row);
    }

    [Theory]
    [InlineData(Series.Attendance, BucketUnit.Day)]
    [InlineData(Series.Attendance, BucketUnit.Week)]
    [InlineData(Series.Scans, BucketUnit.Hour)]
    [InlineData(Series.Scans, BucketUnit.Month)]
    public async Task Every_level_adds_up_to_the_city(Series series, BucketUnit unit)
    {
        var scans = Enumerable.Range(0, 3000).Select(i => City.Scan(City.At("2026-08-30T05:00:00") + i * 321_000L, (ulong)i, City.Groups[i % City.Groups.Length]));
        await Store.AppendAsync(Batch(1, scans, Week(20)), default);
        var city = await Store.QueryAsync(OfCity(series, new(1, unit)), default);
        Assert.NotEmpty(city);

        foreach (var by in new[] { NodeKind.Commune, NodeKind.School, NodeKind.Class })
        {
            var rows = await Store.QueryAsync(OfCity(series, new(1, unit), by), default);

            Assert.Equal(rows.OrderBy(r => r.BucketMs).ThenBy(r => r.NodeKey), rows);
            Assert.Equal(city, rows.GroupBy(r => r.BucketMs).Select(g => new SeriesRow(g.Key, 0, Sum(g.Select(r => r.Counts)))));
            var keys = by switch { NodeKind.Commune => City.Communes, NodeKind.School => City.Schools, _ => City.Groups };
            Assert.Equal(keys, rows.Select(r => r.NodeKey).Distinct().Order());
        }
    }

    [Theory]
    [InlineData(NodeKind.Commune, 2, 10)]
    [InlineData(NodeKind.School, 21, 5)]
    [InlineData(NodeKind.Class, 2101, 1)]
    [InlineData(NodeKind.Class, 2100, 1)]
    [InlineData(NodeKind.School, 999, 0)]
    public async Task A_node_answers_for_what_is_under_it(NodeKind level, int key, int groups)
    {
        await Store.AppendAsync(Batch(1, City.Groups.Select(g => Scan("2026-09-07T07:00:00", g)), Week(20)), default);
        var query = new SeriesQuery(Series.Attendance, level, key, null, Early, Late, Days, null, []);

        var rows = await Store.QueryAsync(query, default);
        Assert.Equal(groups == 0 ? 0 : 3, rows.Count);
        Assert.All(rows, r => Assert.Equal(key, r.NodeKey));
        Assert.Equal(groups * 2 * (20 + 21 + 22), rows.Sum(r => r.Counts.Present));

        var byClass = await Store.QueryAsync(query with { By = NodeKind.Class, Series = Series.Scans }, default);
        Assert.Equal(groups, byClass.Count);
        Assert.All(byClass, r => Assert.Equal(1, r.Counts.Scans));
    }

    [Fact]
    public async Task Pupils_and_staff_are_told_apart()
    {
        await Store.AppendAsync(Batch(1, City.Groups.Select(g => Scan("2026-09-07T07:00:00", g)), Week(20)), default);

        foreach (var series in new[] { Series.Scans, Series.Attendance })
        {
            var query = OfCity(series, Days, NodeKind.Class);
            var staff = await Store.QueryAsync(query with { Staff = true }, default);
            var pupils = await Store.QueryAsync(query with { Staff = false }, default);

            Assert.All(staff, r => Assert.True(City.IsStaff(r.NodeKey)));
            Assert.All(pupils, r => Assert.False(City.IsStaff(r.NodeKey)));
            Assert.Equal(await Store.QueryAsync(query, default), staff.Concat(pupils).OrderBy(r => r.BucketMs).ThenBy(r => r.NodeKey));
        }
    }

    [Fact]
    public async Task Sessions_are_chosen()
    {
        await Store.AppendAsync(Batch(1, null, [
            City.Outcome(Monday, SessionKind.Morning, 1101, 1), City.Outcome(Monday, SessionKind.Afternoon, 1101, 10, 13 * 60),
            City.Outcome(Monday, SessionKind.Day, 1102, 100)]), default);

        async Task<int> Present(params SessionKind[] sessions) =>
            Assert.Single(await Store.QueryAsync(OfCity(Series.Attendance, Days) with { Sessions = sessions }, default)).Counts.Present;

        Assert.Equal(111, await Present());
        Assert.Equal(1, await Present(SessionKind.Morning));
        Assert.Equal(101, await Present(SessionKind.Morning, SessionKind.Day));
        Assert.Equal(110, await Present(SessionKind.Afternoon, SessionKind.Day));
    }

    [Fact]
    public async Task A_later_outcome_replaces_the_earlier_one()
    {
        await Store.AppendAsync(Batch(1, null, Week(20)), default);
        await Store.AppendAsync(Batch(2, null, [City.Outcome(Monday, SessionKind.Morning, 1101, 27)]), default);
        await ReopenAsync(2);
        await Store.AppendAsync(Batch(3, null, [City.Outcome(Monday, SessionKind.Morning, 1101, 28)]), default);

        var query = new SeriesQuery(Series.Attendance, NodeKind.Class, 1101, null, Early, Late, Days, null, [SessionKind.Morning]);
        Assert.Equal([28, 21, 22], (await Store.QueryAsync(query, default)).Select(r => r.Counts.Present));
        Assert.Equal([20, 21, 22], (await Store.QueryAsync(query with { Sessions = [SessionKind.Afternoon] }, default)).Select(r => r.Counts.Present));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_outcome_with_another_bell_or_commune_still_replaces(bool afterRestart)
    {
        // The registry corrected the timetable and the commune in the course of the day: the identity is the same.
        var first = City.Outcome(Monday, SessionKind.Morning, 1101, 20);
        await Store.AppendAsync(Batch(1, null, [first]), default);
        if (afterRestart) await ReopenAsync(1);
        await Store.AppendAsync(Batch(2, null, [first with { StartsMinute = 9 * 60, Commune = 3, Counts = City.Counts(1101, 25) }]), default);
        await Store.AppendAsync(Batch(3, null, [first with { StartsMinute = 9 * 60, Commune = 3, Counts = City.Counts(1101, 26) }]), default);

        var row = Assert.Single(await Store.QueryAsync(OfCity(Series.Attendance, new(1, BucketUnit.Hour), NodeKind.Commune), default));

        Assert.Equal(new SeriesRow(City.At("2026-09-07T09:00:00"), 3, City.Counts(1101, 26)), row);
    }

    [Fact]
    public async Task A_question_that_cannot_be_answered_is_an_argument_error()
    {
        foreach (var bucket in new Bucket[] { new(0, BucketUnit.Day), new(7, BucketUnit.Minute), new(5, BucketUnit.Hour), new(2, BucketUnit.Day), new(2, BucketUnit.Month) })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Store.QueryAsync(OfCity(Series.Scans, bucket), default));
        }
        await Assert.ThrowsAsync<ArgumentException>(() => Store.QueryAsync(OfCity(Series.Scans, Days, NodeKind.Campus), default));
    }
}
