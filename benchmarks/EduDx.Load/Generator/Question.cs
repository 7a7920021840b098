using EduDx.Load.Bare;

namespace EduDx.Load.Generator;

/// <summary>What somebody asks of history.</summary>
/// <param name="What">In words, for the table.</param>
/// <param name="Path">Series and parameters of the history API.</param>
/// <param name="Sql">The same of the server's tables, as somebody would write it by hand; null for days that still grow.</param>
internal sealed record Question(string What, string Path, string? Sql)
{
    private const string Sums =
        "sum(enrolled), sum(present), sum(late), sum(left_early), sum(absent), sum(excused), sum(unknown_silent), sum(unknown_no_kiosk), sum(expected), sum(off), sum(conflicts), sum(scans)::bigint";

    /// <summary>Figures of attendance by node and day.</summary>
    /// <param name="what">In words.</param>
    /// <param name="scope">Node of the API with a trailing parameter sign, and the same as a condition of SQL.</param>
    /// <param name="by">Level of the rows and its column; empty for the node itself.</param>
    /// <param name="from">First day.</param>
    /// <param name="days">How many.</param>
    public static Question Attendance(string what, (string Api, string Sql) scope, (string Api, string Sql) by, DateOnly from, int days) => new(
        what, FormattableString.Invariant($"attendance?{scope.Api}{by.Api}from={from:yyyy-MM-dd}&to={from.AddDays(days):yyyy-MM-dd}&bucket=1d"),
        $"select at_ms - (at_ms + 25200000) % 86400000 as b, {by.Sql}{Sums} from outcome where {Within(from, days)}{scope.Sql} group by all order by all");

    /// <summary>Distinct scans of one day in buckets of so many minutes.</summary>
    public static Question Scans(string what, (string Api, string Sql) scope, DateOnly day, int minutes) => new(
        what, FormattableString.Invariant($"scans?{scope.Api}from={day:yyyy-MM-dd}&to={day.AddDays(1):yyyy-MM-dd}&bucket={minutes}m"),
        FormattableString.Invariant($"select at_ms - (at_ms + 25200000) % {minutes * 60_000} as b, count(distinct id) from scan where {Within(day, 1)}{scope.Sql} group by b order by b"));

    private static string Within(DateOnly from, int days)
    {
        var (first, end) = BareHistory.Range(from, days);
        return FormattableString.Invariant($"at_ms >= {first} and at_ms < {end}");
    }
}
