namespace EduDx.FirmwareSim.City;

/// <summary>The rules of <c>calendar.csv</c>: which days are school days, for which nodes.</summary>
public sealed class SchoolCalendar
{
    private static readonly string[] KindsByRank = ["term", "holiday", "closure", "makeup"];
    private readonly Dictionary<string, List<(int Rank, DateOnly From, DateOnly To, string Weekdays)>> _rules = new(StringComparer.Ordinal);

    /// <summary>Reads the rules of a city.</summary>
    public static SchoolCalendar Read(string folder)
    {
        var calendar = new SchoolCalendar();
        using var csv = new CsvFileReader(folder, CityFiles.Calendar, CityFiles.CalendarHeader);
        while (csv.Read()) calendar.Add(csv[0], csv[1], csv.Day(2), csv.Day(3), csv[4], csv.Where);
        return calendar;
    }

    /// <summary>Adds a rule.</summary>
    public void Add(string node, string kind, DateOnly from, DateOnly to, string weekdays, string where = "calendar")
    {
        var rank = Array.IndexOf(KindsByRank, kind);
        if (rank < 0) throw new Commands.UsageException($"{where}: kind '{kind}' is not term, holiday, closure or makeup");
        if (!_rules.TryGetValue(node, out var rules)) _rules.Add(node, rules = []);
        rules.Add((rank, from, to, weekdays));
    }

    /// <summary>The rule of highest kind that covers the day on any of the nodes decides; no rule, no school.</summary>
    public bool IsSchoolDay(DateOnly day, params ReadOnlySpan<string> nodes)
    {
        var highest = -1;
        var weekday = (char)('0' + (day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek));
        foreach (var node in nodes)
        {
            if (!_rules.TryGetValue(node, out var rules)) continue;
            foreach (var (rank, from, to, weekdays) in rules)
            {
                if (from <= day && day <= to && (weekdays.Length == 0 || weekdays.Contains(weekday, StringComparison.Ordinal))) highest = Math.Max(highest, rank);
            }
        }
        return highest >= 0 && KindsByRank[highest] is ("term" or "makeup");
    }
}
