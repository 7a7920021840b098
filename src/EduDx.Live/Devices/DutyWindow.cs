using EduDx.Live.City;

namespace EduDx.Live.Devices;

/// <summary>When devices of a campus are on duty on a day.</summary>
public static class DutyWindow
{
    /// <summary>The window of <paramref name="duty"/> on <paramref name="day"/>; null when there is none (no school).</summary>
    public static (long FromMs, long ToMs)? Of(SchoolModel school, int campus, DutyHours duty, DateOnly day)
    {
        var start = LocalTime.StartMs(day);
        // Nobody watches the fridge of a school that is under water; over a weekend, or while it is taught on line, samples are still held.
        if (school.ClosureOn(day) is { Status: not Closures.ClosureStatus.Online }) return null;
        if (duty == DutyHours.Always) return (start, start + LocalTime.DayMs);
        if (!CalendarRule.Decide(school.Calendar, day).Open) return null;
        var (opens, ends) = (int.MaxValue, 0);
        foreach (var group in school.Groups)
        {
            if (group.Campus != campus || group.IsStaff) continue;
            foreach (var session in group.Sessions)
            {
                opens = Math.Min(opens, session.Opens);
                ends = Math.Max(ends, session.Ends);
            }
        }
        return opens < ends ? (start + opens * 60_000L, start + ends * 60_000L) : null;
    }
}
