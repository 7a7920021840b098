using EduDx.History;
using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.ServerTests.History;

/// <summary>Figures: whole numbers of a subject and a bucket.</summary>
public abstract partial class HistoryStoreContract
{
    private static readonly long Nine = City.At("2026-09-07T09:00:00");
    private static readonly long Ten = City.At("2026-09-07T10:00:00");
    private static readonly long NextDay = City.At("2026-09-08T09:00:00");

    [Fact]
    public async Task A_later_row_of_a_subject_and_bucket_replaces_the_earlier_one()
    {
        await FiguresAsync(1, Room(Nine, 71, 10), Room(Ten, 71, 20));
        await FiguresAsync(2, Room(Nine, 71, 45));
        await FiguresAsync(2, Room(Nine, 71, 45));
        Assert.Equal([(Nine, 0, 45L), (Ten, 0, 20L)], await UsedAsync(FigureBy.Node, new Bucket(1, BucketUnit.Hour)));
        Assert.Equal([(City.At("2026-09-07T00:00:00"), 0, 65L)], await UsedAsync(FigureBy.Node, Days));
    }

    [Fact]
    public async Task Figures_sum_up_by_source_school_commune_and_city()
    {
        await FiguresAsync(1, Room(Nine, 71, 10, school: 11, commune: 5), Room(Nine, 72, 20, school: 11, commune: 5), Room(Nine, 73, 30, school: 12, commune: 6), Room(NextDay, 73, 5, school: 12, commune: 6));
        var (first, second) = (City.At("2026-09-07T00:00:00"), City.At("2026-09-08T00:00:00"));
        Assert.Equal([(first, 71, 10L), (first, 72, 20L), (first, 73, 30L), (second, 73, 5L)], await UsedAsync(FigureBy.Source, Days));
        Assert.Equal([(first, 11, 30L), (first, 12, 30L), (second, 12, 5L)], await UsedAsync(FigureBy.School, Days));
        Assert.Equal([(first, 5, 30L), (first, 6, 30L), (second, 6, 5L)], await UsedAsync(FigureBy.Commune, Days));
        Assert.Equal([(City.At("2026-09-01T00:00:00"), 0, 65L)], await UsedAsync(FigureBy.Node, new Bucket(1, BucketUnit.Month)));
        Assert.Equal([(first, 12, 30L), (second, 12, 5L)], await UsedAsync(FigureBy.Node, Days, NodeKind.School, 12));
        Assert.Equal([(first, 71, 10L), (first, 72, 20L)], await UsedAsync(FigureBy.Source, Days, NodeKind.Commune, 5));
    }

    [Fact]
    public async Task Series_and_kinds_of_subjects_do_not_mix_and_every_column_comes_back()
    {
        var values = Enumerable.Range(1, FigureSeries.Devices.Columns.Length).Select(i => (long)i * 1_000_000_007).ToArray();
        await FiguresAsync(1, new FigureRow(FigureSeries.Devices, Nine, 1, 71, 5, 11, values), new FigureRow(FigureSeries.Devices, Nine, 2, 71, 5, 11, [1, 0, 0, 0, 0, 0, 0]), Room(Nine, 71, 9));
        var rows = await Store.QueryFiguresAsync(new FigureQuery(FigureSeries.Devices, NodeKind.City, 0, FigureBy.Source, Early, Late, Days), default);
        Assert.Equal([1, 2], rows.Select(r => (int)r.SubjectKind));
        Assert.Equal(values, rows[0].Values);
    }

    [Fact]
    public async Task Figures_and_the_cursor_are_there_after_a_restart()
    {
        await FiguresAsync(77, Room(Nine, 71, 10));
        await ReopenAsync(77);
        Assert.Equal([(Nine, 0, 10L)], await UsedAsync(FigureBy.Node, new Bucket(1, BucketUnit.Hour)));
        await FiguresAsync(78, Room(Nine, 71, 0));
        Assert.Empty(await UsedAsync(FigureBy.Node, Days));
    }

    private async Task FiguresAsync(long cursor, params FigureRow[] rows)
    {
        var batch = Batch(cursor);
        batch.Figures.AddRange(rows);
        await Store.AppendAsync(batch, default);
    }

    private async Task<(long BucketMs, int Key, long Used)[]> UsedAsync(FigureBy by, Bucket bucket, NodeKind level = NodeKind.City, int key = 0) =>
        [.. (await Store.QueryFiguresAsync(new FigureQuery(FigureSeries.Rooms, level, key, by, Early, Late, bucket), default)).Select(r => (r.BucketMs, r.Key, r.Values[0]))];

    private static FigureRow Room(long bucket, int room, long used, int school = 11, int commune = 5) =>
        new(FigureSeries.Rooms, bucket, (byte)DeviceKind.Room, room, commune, school, [used, 0, 0, 0, 0, 0, 0, 0, 0]);
}
