using EduDx.Live.City;

namespace EduDx.Registry.Storage;

/// <summary>A rule of the calendar. Its days are what it says, not when it was said.</summary>
public sealed class CalendarEntry
{
    /// <summary>Identity of the row itself.</summary>
    public long Row { get; set; }
    /// <summary>Key of the node that the rule stands on.</summary>
    public int NodeKey { get; set; }
    /// <summary>Term, holiday, closure or make-up.</summary>
    public CalendarKind Kind { get; set; }
    /// <summary>First day.</summary>
    public DateOnly From { get; set; }
    /// <summary>Last day, inclusive.</summary>
    public DateOnly To { get; set; }
    /// <summary>Bit 0 is Monday, bit 6 Sunday.</summary>
    public int Weekdays { get; set; }
    /// <summary>Why, NFC.</summary>
    public required string Reason { get; set; }
}
