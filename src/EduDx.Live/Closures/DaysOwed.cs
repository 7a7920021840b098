using EduDx.Live.City;

namespace EduDx.Live.Closures;

/// <summary>The ledger of days to make up.</summary>
public static class DaysOwed
{
    // A school year and a half: what was closed longer ago is not made up any more.
    private const int MaxDays = 550;

    /// <summary>
    /// School days that closures took from a school through <paramref name="today"/>, less the make-up days that the calendar held since the first of them. Days
    /// taught on line are not owed.
    /// </summary>
    public static int Of(SchoolModel school, DateOnly today)
    {
        if (school.Closures.Length == 0) return 0;
        var first = school.Closures.Min(c => c.From);
        if (today.DayNumber - first.DayNumber > MaxDays) first = today.AddDays(-MaxDays);
        var calendar = Array.FindAll(school.Calendar, r => r.Kind != CalendarKind.Suspended);
        var (lost, madeUp) = (0, 0);
        for (var day = first; day <= today; day = day.AddDays(1))
        {
            var closure = school.ClosureOn(day);
            var open = CalendarRule.Decide(calendar, day).Open;
            if (closure is not null && open && closure.Status != ClosureStatus.Online) lost++;
            else if (closure is null && Array.Exists(calendar, r => r.Kind == CalendarKind.MakeUp && r.Covers(day))) madeUp++;
        }
        return Math.Max(0, lost - madeUp);
    }
}
