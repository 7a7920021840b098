using EduDx.Live.City;

namespace EduDx.History;

/// <summary>What both stores ask of a query before they translate it.</summary>
internal static class SeriesQueryRules
{
    /// <summary>Throws unless the query can be answered.</summary>
    /// <exception cref="ArgumentException">Names the member and the allowed values.</exception>
    public static void Check(SeriesQuery query)
    {
        CheckBucket(query.Bucket);
        CheckLevel(query.Level, nameof(query.Level));
        if (query.By is { } by) CheckLevel(by, nameof(query.By));
    }

    /// <inheritdoc cref="Check(SeriesQuery)"/>
    public static void Check(FigureQuery query)
    {
        CheckBucket(query.Bucket);
        if (query.Level is not (NodeKind.City or NodeKind.Commune or NodeKind.School)) throw new ArgumentException($"Level is {query.Level}; figures are kept by City, Commune and School", nameof(query));
    }

    /// <summary>The node of rows that are not grouped by one.</summary>
    public static int OwnKey(SeriesQuery query) => query.Level == NodeKind.City ? 0 : query.NodeKey;

    private static void CheckBucket(Bucket bucket)
    {
        var unit = bucket.Unit switch
        {
            BucketUnit.Minute => LocalCalendar.MinuteMs,
            BucketUnit.Hour => LocalCalendar.HourMs,
            _ => LocalCalendar.DayMs,
        };
        // Days, weeks and months come out as 1 only: no greater number of days divides a day.
        if (bucket.Count < 1 || bucket.Count > LocalCalendar.DayMs / unit || LocalCalendar.DayMs % (bucket.Count * unit) != 0)
        {
            throw new ArgumentException($"a bucket of {bucket.Count} {bucket.Unit} does not divide a day; take minutes or hours that do, or 1 day, week or month", nameof(bucket));
        }
    }

    // History is kept by class and by the staff of a campus, which stand on the Class level; a campus as a whole is not asked for.
    private static void CheckLevel(NodeKind level, string member)
    {
        if (level is not (NodeKind.City or NodeKind.Commune or NodeKind.School or NodeKind.Class))
        {
            throw new ArgumentException($"{member} is {level}; history knows City, Commune, School and Class", member);
        }
    }
}
