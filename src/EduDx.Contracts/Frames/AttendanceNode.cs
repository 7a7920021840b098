namespace EduDx.Contracts.Frames;

/// <summary>The pupils' figures of one node of the tree, with the staff's beside them.</summary>
public record AttendanceNode : AttendanceFigures
{
    /// <summary>Node id, for example <c>hue</c>, <c>phu-xuan</c>, <c>thcs-phu-xuan-1</c>, <c>thcs-phu-xuan-1.6a1</c>.</summary>
    public string Id { get; set; } = "";
    /// <summary><c>city</c>, <c>commune</c>, <c>school</c>, <c>campus</c> or <c>class</c>.</summary>
    public string Kind { get; set; } = "";
    /// <summary>Name as written in Vietnamese.</summary>
    public string Name { get; set; } = "";
    /// <summary>Staff of the node (a class has none: staff belong to a campus).</summary>
    public AttendanceFigures Staff { get; set; } = new();
    /// <summary>How much of the figures is known, and from how many sources.</summary>
    public Coverage Coverage { get; set; } = new();
    /// <summary>Fixed place on the tile map, zero-based column; -1 when the node has none.</summary>
    public int Column { get; set; } = -1;
    /// <summary>Fixed place on the tile map, zero-based row; -1 when the node has none.</summary>
    public int Row { get; set; } = -1;
    /// <summary>Id of the campus that a class belongs to; null above the class.</summary>
    public string? Campus { get; set; }
    /// <summary><c>open</c>, <c>closed</c> (no session today) or <c>mixed</c>.</summary>
    public string Day { get; set; } = "open";
    /// <summary>Why the day is closed, as the calendar says; null when open.</summary>
    public string? DayReason { get; set; }
    /// <summary>Unknown persons by cause: <c>kioskSilent</c>, <c>noKiosk</c>.</summary>
    public UnknownCauses Causes { get; set; } = new();
    /// <summary><c>normal</c>, <c>warning</c>, <c>critical</c> or <c>unknown</c>, by the thresholds of the deployment.</summary>
    public string Level { get; set; } = "normal";
}

/// <summary>Unknown persons by cause; the members add up to <see cref="AttendanceFigures.Unknown"/> of pupils and staff.</summary>
public sealed record UnknownCauses
{
    /// <summary>All kiosks of the campus were silent in the arrival window and nobody called the roll.</summary>
    public int KioskSilent { get; set; }
    /// <summary>The campus has no kiosk and nobody called the roll.</summary>
    public int NoKiosk { get; set; }
}

/// <summary>How complete the figures are.</summary>
public sealed record Coverage
{
    /// <summary>Kiosks heard within the silence limit (or, after the arrival window, during it).</summary>
    public int KiosksReporting { get; set; }
    /// <summary>Kiosks that should report.</summary>
    public int Kiosks { get; set; }
    /// <summary>Schools with at least one reporting kiosk.</summary>
    public int SchoolsReporting { get; set; }
    /// <summary>Schools with a session in this period today.</summary>
    public int Schools { get; set; }
    /// <summary>Share of the enrolled pupils and staff whose state is known, 0 to 100.</summary>
    public double KnownPct { get; set; }
    /// <summary>Newest event time folded for this node; null before the first.</summary>
    public DateTimeOffset? LastEventAt { get; set; }
}
