using EduDx.Live.City;

namespace EduDx.Live.Devices;

/// <summary>When devices of a campus are on duty on a day.</summary>
public static class DutyWindow
{
    /// <summary>The window of <paramref name="duty"/> on <paramref name="day"/>; null when there is none (no school).</summary>
    public static (long FromMs, long ToMs)? Of(SchoolModel school, int campus, DutyHours duty, DateOnly day)
    {
        var start = LocalTime.StartMs(day);
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

    /// <summary>
    /// What closures leave of a window at a tick: nothing while the school is closed, and after it was reopened the time since. Nobody watches the fridge of a school that
    /// is under water; while it is taught on line, as over a weekend, samples are still held.
    /// </summary>
    public static (long FromMs, long ToMs)? LeftOf((long FromMs, long ToMs)? window, SchoolModel school, DutyHours duty, DateOnly day, long nowMs)
    {
        if (window is not { } whole || !Takes(school, duty, day, out var closed)) return window;
        var start = LocalTime.StartMs(day);
        var (from, to) = (start + closed.From * 60_000L, start + closed.To * 60_000L);
        var left = nowMs < from ? (whole.FromMs, Math.Min(whole.ToMs, from)) : nowMs >= to ? (Math.Max(whole.FromMs, to), whole.ToMs) : (0L, 0L);
        return left.Item1 < left.Item2 ? left : null;
    }

    /// <summary>Minutes of the day that closures take from a duty.</summary>
    public static bool Takes(SchoolModel school, DutyHours duty, DateOnly day, out (int From, int To) closed)
    {
        closed = default;
        if (duty == DutyHours.Always && school.ClosureOn(day) is { Status: Closures.ClosureStatus.Online }) return false;
        if (school.ClosedMinutes(day) is not { } minutes) return false;
        closed = minutes;
        return true;
    }
}
