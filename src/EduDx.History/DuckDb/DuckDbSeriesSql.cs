using EduDx.Live.City;

namespace EduDx.History.DuckDb;

/// <summary>Translates a <see cref="SeriesQuery"/>. Every value in the text is an integer or a word from here, so nothing is quoted.</summary>
internal static class DuckDbSeriesSql
{
    /// <summary>First and last instant of the scans that the query asks for; both null when there are none.</summary>
    public static string Bounds(SeriesQuery query) => $"select min(at_ms), max(at_ms) from scan where {Filter(query)}";

    /// <summary>Columns of the answer: bucket, node, and the figures in the order of <see cref="Figures"/> (scans alone: one).</summary>
    public static string For(SeriesQuery query)
    {
        var node = query.By is { } by and not NodeKind.City ? Column(by) : $"{SeriesQueryRules.OwnKey(query)}";
        return query.Series == Series.Scans
            ? $"""
               select bucket, node, count(*)::integer
               from (select distinct {BucketOf(query.Bucket)} as bucket, {node} as node, id from scan where {Filter(query)})
               group by bucket, node order by bucket, node
               """
            : $"""
               select {BucketOf(query.Bucket)} as bucket, {node} as node, {Figures}
               from outcome where {Filter(query)}
               group by bucket, node order by bucket, node
               """;
    }

    private const string Figures =
        "sum(enrolled)::integer, sum(present)::integer, sum(late)::integer, sum(left_early)::integer, sum(absent)::integer, "
        + "sum(excused)::integer, sum(unknown_silent)::integer, sum(unknown_no_kiosk)::integer, sum(expected)::integer, sum(off)::integer, "
        + "sum(scans)::integer, sum(conflicts)::integer";

    private static string Filter(SeriesQuery query)
    {
        var filter = $"at_ms >= {query.FromMs} and at_ms < {query.ToMs}";
        if (query.Level != NodeKind.City) filter += $" and {Column(query.Level)} = {query.NodeKey}";
        if (query.Staff is { } staff) filter += staff ? " and staff" : " and not staff";
        if (query.Series == Series.Attendance && query.Sessions.Length > 0)
        {
            filter += $" and session in ({string.Join(',', query.Sessions.Select(s => (int)s))})";
        }
        return filter;
    }

    // The same buckets as LocalCalendar.BucketOf; a test holds one against the other.
    public static string BucketOf(Bucket bucket, string at = "at_ms") => bucket.Unit switch
    {
        BucketUnit.Month => $"epoch_ms(date_trunc('month', make_timestamp(({at} + {LocalCalendar.OffsetMs}) * 1000))) - {LocalCalendar.OffsetMs}",
        BucketUnit.Week => $"{at} - ({at} + {LocalCalendar.OffsetMs + LocalCalendar.MondayShiftMs}) % {LocalCalendar.WeekMs}",
        _ => $"{at} - ({at} + {LocalCalendar.OffsetMs}) % {LocalCalendar.WidthMs(bucket)}",
    };

    private static string Column(NodeKind level) => level switch
    {
        NodeKind.Commune => "commune",
        NodeKind.School => "school",
        _ => "grp",
    };
}
