using EduDx.Live.City;

namespace EduDx.History.Influx;

/// <summary>Translates a <see cref="SeriesQuery"/>. Every value in the text is an integer or a word from here, so nothing is quoted.</summary>
internal static class InfluxSeriesQl
{
    // InfluxDB's own range, 1677 to 2262, with a margin; Unix milliseconds.
    private const long EarliestMs = -9_000_000_000_000;
    private const long LatestMs = 9_000_000_000_000;

    /// <summary>Figures of <c>attendance</c>, in the order of the columns after <c>time</c>.</summary>
    private static readonly string[] Figures =
        ["enrolled", "present", "late", "left_early", "absent", "excused", "unknown_silent", "unknown_no_kiosk", "expected", "off", "scans", "conflicts"];

    private static readonly string Sums = string.Join(", ", Figures.Select(f => $"SUM(\"{f}\") AS \"{f}\""));

    /// <summary>Name of the measurement.</summary>
    public static string Measurement(SeriesQuery query) => query.Series == Series.Scans ? "scan" : "attendance";

    /// <summary>The tag that tells the nodes apart; null when the answer is about one node.</summary>
    public static string? NodeTag(SeriesQuery query) => query.By is { } by and not NodeKind.City ? Tag(by) : null;

    /// <summary>The statement. Weeks and months come as days: InfluxQL has no month, and its weeks begin on Thursday.</summary>
    public static string For(SeriesQuery query)
    {
        var from = Math.Clamp(query.FromMs, EarliestMs, LatestMs);
        var to = Math.Clamp(query.ToMs, EarliestMs, LatestMs);
        var text = $"SELECT {(query.Series == Series.Scans ? "COUNT(\"person\")" : Sums)} FROM \"{Measurement(query)}\" WHERE time >= {from}ms AND time < {to}ms";
        if (query.Level != NodeKind.City) text += $" AND \"{Tag(query.Level)}\" = '{query.NodeKey}'";
        if (query.Staff is { } staff) text += $" AND \"staff\" = '{(staff ? 't' : 'f')}'";
        if (query.Series == Series.Attendance && query.Sessions.Length > 0)
        {
            text += $" AND ({string.Join(" OR ", query.Sessions.Select(s => $"\"session\" = '{(int)s}'"))})";
        }
        var node = NodeTag(query) is { } tag ? $", \"{tag}\"" : "";
        return $"{text} GROUP BY time({Width(query.Bucket)}, -7h){node} fill(none)";
    }

    /// <summary>Where the outcomes of a day stand; emptied points (<see cref="InfluxPoints.Void"/>) are left out.</summary>
    public static string Places(DateOnly day)
    {
        var midnight = LocalCalendar.Midnight(day);
        return $"SELECT \"starts\" FROM \"attendance\" WHERE time >= {midnight}ms AND time < {midnight + LocalCalendar.DayMs}ms AND \"starts\" >= 0 "
            + "GROUP BY \"commune\", \"school\", \"group\", \"session\", \"staff\"";
    }

    /// <summary>The cursor.</summary>
    public static string Cursor => $"SELECT \"value\" FROM \"edudx_cursor\" WHERE time = {InfluxPoints.CursorNs}";

    private static string Width(Bucket bucket) => bucket.Unit switch
    {
        BucketUnit.Minute => $"{bucket.Count}m",
        BucketUnit.Hour => $"{bucket.Count}h",
        _ => "1d",
    };

    private static string Tag(NodeKind level) => level switch
    {
        NodeKind.Commune => "commune",
        NodeKind.School => "school",
        _ => "group",
    };
}
