using System.Runtime.InteropServices;
using System.Text.Json;
using EduDx.Live.Attendance;

namespace EduDx.History.Influx;

/// <summary>Reads the answer to <see cref="InfluxSeriesQl.For"/>: adds days up to weeks and months, and puts the rows in the port's order.</summary>
internal static class InfluxSeriesReader
{
    public static List<SeriesRow> Read(JsonElement answer, SeriesQuery query)
    {
        var tag = InfluxSeriesQl.NodeTag(query);
        var own = SeriesQueryRules.OwnKey(query);
        var sums = new Dictionary<(long Bucket, int Node), StateCounts>();
        foreach (var row in InfluxAnswer.Rows(answer, InfluxSeriesQl.Measurement(query)))
        {
            var counts = query.Series == Series.Scans ? new StateCounts { Scans = (int)row.Number(1) } : Figures(row);
            // A bucket in which nothing was counted is not there; emptied points look like that.
            if (counts == default) continue;
            var key = (LocalCalendar.BucketOf(row.Time, query.Bucket), tag is null ? own : row.Tag(tag));
            CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _).Add(counts);
        }
        return [.. sums.Select(s => new SeriesRow(s.Key.Bucket, s.Key.Node, s.Value)).OrderBy(r => r.BucketMs).ThenBy(r => r.NodeKey)];
    }

    // The order is that of InfluxSeriesQl.Figures.
    private static StateCounts Figures(InfluxAnswer row) => new()
    {
        Enrolled = (int)row.Number(1),
        Present = (int)row.Number(2),
        Late = (int)row.Number(3),
        LeftEarly = (int)row.Number(4),
        Absent = (int)row.Number(5),
        Excused = (int)row.Number(6),
        UnknownKioskSilent = (int)row.Number(7),
        UnknownNoKiosk = (int)row.Number(8),
        Expected = (int)row.Number(9),
        Off = (int)row.Number(10),
        Scans = (int)row.Number(11),
        Conflicts = (int)row.Number(12),
    };
}
