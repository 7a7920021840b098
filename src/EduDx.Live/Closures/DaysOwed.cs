using EduDx.Live.City;

namespace EduDx.Live.Closures;

/// <summary>The ledger of days to make up.</summary>
public static class DaysOwed
{
    // A school year and a half: what was closed longer ago is not made up any more.
    private const int MaxDays = 550;

    /// <summary>
    /// School days that closures took from a school through <paramref name="today"/>, less the make-up days that the calendar held since the first of them. A day is lost
    /// when half of its lessons or more fell into a closure. Days taught on line are not owed.
    /// </summary>
    public static int Of(SchoolModel school, DateOnly today)
    {
        if (school.Closures.Length == 0) return 0;
        var first = school.Closures.Min(c => c.From);
        if (today.DayNumber - first.DayNumber > MaxDays) first = today.AddDays(-MaxDays);
        var (lost, madeUp) = (0, 0);
        for (var day = first; day <= today; day = day.AddDays(1))
        {
            if (IsLost(school, day)) lost++;
            else if (Array.Exists(school.Calendar, r => r.Kind == CalendarKind.MakeUp && r.Covers(day))) madeUp++;
        }
        return Math.Max(0, lost - madeUp);
    }

    /// <summary>True when a day must be made up.</summary>
    public static bool IsLost(SchoolModel school, DateOnly day)
    {
        if (school.ClosureOn(day) is not { } closure || closure.Status == ClosureStatus.Online || school.ClosedMinutes(day) is not { } closed || !CalendarRule.Decide(school.Calendar, day).Open) return false;
        var (lessons, gone) = (0L, 0L);
        foreach (var group in school.Groups)
        {
            foreach (var session in group.IsStaff ? [] : group.Sessions)
            {
                lessons += (long)(session.Ends - session.Starts) * group.Count;
                gone += (long)Math.Max(0, Math.Min(session.Ends, closed.To) - Math.Max(session.Starts, closed.From)) * group.Count;
            }
        }
        return gone > 0 && gone * 2 >= lessons;
    }
}
