namespace EduDx.Live.City;

/// <summary>What a calendar rule says of its days. Later members outrank earlier ones.</summary>
public enum CalendarKind : byte
{
    /// <summary>School is held on the weekdays of the rule.</summary>
    Term = 1,
    /// <summary>Holiday: no school.</summary>
    Holiday = 2,
    /// <summary>Closed (flood, storm, other reason).</summary>
    Closure = 3,
    /// <summary>A day made up, also on a weekend.</summary>
    MakeUp = 4,
}

/// <summary>One rule of the calendar, for a node and everything below it.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, inclusive.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Weekdays">Bit 0 is Monday, bit 6 Sunday; the rule holds on these days.</param>
/// <param name="Reason">Why, as people wrote it.</param>
public sealed record CalendarRule(DateOnly From, DateOnly To, CalendarKind Kind, byte Weekdays, string Reason)
{
    /// <summary>All seven weekdays.</summary>
    public const byte EveryDay = 0x7F;

    /// <summary>True when the rule speaks of <paramref name="day"/>.</summary>
    public bool Covers(DateOnly day) =>
        day >= From && day <= To && (Weekdays >> (((int)day.DayOfWeek + 6) % 7) & 1) == 1;

    /// <summary>
    /// Is there school on <paramref name="day"/>? The highest <see cref="Kind"/> that covers the day decides, whatever
    /// node it stands on; without any rule there is none.
    /// </summary>
    /// <returns>Whether school is held, and the reason of the deciding rule (null when no rule covers the day).</returns>
    public static (bool Open, string? Reason) Decide(ReadOnlySpan<CalendarRule> rules, DateOnly day)
    {
        CalendarRule? best = null;
        foreach (var rule in rules)
        {
            if (rule.Covers(day) && (best is null || rule.Kind > best.Kind)) best = rule;
        }
        return (best?.Kind is CalendarKind.Term or CalendarKind.MakeUp, best?.Reason);
    }
}
