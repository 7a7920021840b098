using System.Globalization;
using System.Text;
using System.Text.Json;
using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.History.Influx;

/// <summary>
/// Figures as points: a measurement a series, tags for the subject and its nodes, a field a column. A repeat falls onto the same point. A
/// subject that changes its school or commune within a bucket leaves a point, which is emptied as long as this process remembers it.
/// </summary>
internal sealed class InfluxFigures
{
    private const long NsPerMs = 1_000_000;
    private const int MaxPlaces = 500_000;

    private readonly Dictionary<(string Series, long Bucket, byte Kind, int Subject), (int Commune, int School)> _places = [];

    /// <summary>Writes a row, and empties the point that it leaves.</summary>
    public void Write(LineProtocolEncoder lines, in FigureRow row)
    {
        var (key, place) = ((row.Series.Name, row.BucketMs, row.SubjectKind, row.Subject), (row.Commune, row.School));
        if (_places.TryGetValue(key, out var left) && left != place) Point(lines, row, left.Commune, left.School, isEmpty: true);
        if (_places.Count >= MaxPlaces) _places.Clear();
        _places[key] = place;
        Point(lines, row, row.Commune, row.School, isEmpty: false);
    }

    /// <summary>The statement of a query. Weeks and months come as days: InfluxQL has no month, and its weeks begin on Thursday.</summary>
    public static string For(FigureQuery query)
    {
        var sums = string.Join(", ", query.Series.Columns.Select(c => $"SUM(\"{c}\") AS \"{c}\""));
        var filter = query.Level switch { NodeKind.Commune => $" AND \"commune\" = '{query.NodeKey}'", NodeKind.School => $" AND \"school\" = '{query.NodeKey}'", _ => "" };
        var width = query.Bucket.Unit switch { BucketUnit.Minute => $"{query.Bucket.Count}m", BucketUnit.Hour => $"{query.Bucket.Count}h", _ => "1d" };
        var by = query.By switch { FigureBy.Commune => ", \"commune\"", FigureBy.School => ", \"school\"", FigureBy.Source => ", \"kind\", \"subject\"", _ => "" };
        return $"SELECT {sums} FROM \"{query.Series.Name}\" WHERE time >= {query.FromMs}ms AND time < {query.ToMs}ms{filter} GROUP BY time({width}, -7h){by} fill(none)";
    }

    /// <summary>Reads the answer.</summary>
    public static List<FigureSum> Read(JsonElement answer, FigureQuery query)
    {
        var sums = new Dictionary<(long Bucket, byte Kind, int Key), long[]>();
        foreach (var row in InfluxAnswer.Rows(answer, query.Series.Name))
        {
            var kind = query.By == FigureBy.Source ? byte.Parse(row.Text("kind"), CultureInfo.InvariantCulture) : (byte)0;
            var key = query.By switch
            {
                FigureBy.Commune => row.Tag("commune"),
                FigureBy.School => row.Tag("school"),
                FigureBy.Source => row.Tag("subject"),
                _ => query.Level == NodeKind.City ? 0 : query.NodeKey,
            };
            var at = (LocalCalendar.BucketOf(row.Time, query.Bucket), kind, key);
            if (!sums.TryGetValue(at, out var values)) sums[at] = values = new long[query.Series.Columns.Length];
            for (var i = 0; i < values.Length; i++) values[i] += row.Number(1 + i);
        }
        return [.. sums.Where(s => s.Value.AsSpan().ContainsAnyExcept(0)).Select(s => new FigureSum(s.Key.Bucket, s.Key.Kind, s.Key.Key, s.Value)).OrderBy(s => s.BucketMs).ThenBy(s => s.SubjectKind).ThenBy(s => s.Key)];
    }

    private static void Point(LineProtocolEncoder lines, in FigureRow row, int commune, int school, bool isEmpty)
    {
        lines.Measurement(NameOf(row.Series));
        lines.Tag("commune"u8, commune);
        lines.Tag("kind"u8, row.SubjectKind);
        lines.Tag("school"u8, school);
        lines.Tag("subject"u8, row.Subject);
        var columns = ColumnsOf(row.Series);
        for (var i = 0; i < columns.Length; i++) lines.Field(columns[i], isEmpty ? 0 : row.Values[i]);
        lines.End(row.BucketMs * NsPerMs);
    }

    private static readonly Dictionary<FigureSeries, (byte[] Name, byte[][] Columns)> Utf8 =
        FigureSeries.All.ToDictionary(s => s, s => (Encoding.UTF8.GetBytes(s.Name), s.Columns.Select(Encoding.UTF8.GetBytes).ToArray()));

    private static byte[] NameOf(FigureSeries series) => Utf8[series].Name;

    private static byte[][] ColumnsOf(FigureSeries series) => Utf8[series].Columns;
}
