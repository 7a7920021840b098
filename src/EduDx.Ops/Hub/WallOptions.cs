using System.ComponentModel.DataAnnotations;

namespace EduDx.Ops.Hub;

/// <summary>What is abnormal on a wall. Defaults are practice, not law: set them to the city's own.</summary>
public sealed class WallOptions
{
    /// <summary>Percent of pupils present below which a commune or school is a warning, once the absence limit has passed. Default 90.</summary>
    [Range(0, 100)]
    public double WarningBelowPct { get; set; } = 90;

    /// <summary>Percent of pupils present below which it is critical. Default 80.</summary>
    [Range(0, 100)]
    public double CriticalBelowPct { get; set; } = 80;

    /// <summary>Percent of pupils unknown from which a node is shown as unknown. Default 50.</summary>
    [Range(0, 100)]
    public double UnknownFromPct { get; set; } = 50;

    /// <summary>Conflicts in a school from which it needs a person. Default 5.</summary>
    [Range(1, 10_000)]
    public int ConflictsFrom { get; set; } = 5;

    /// <summary>Percent of the devices on duty that are offline or quarantined from which a node is a warning. Default 5.</summary>
    [Range(0, 100)]
    public double DevicesWarningPct { get; set; } = 5;

    /// <summary>Percent of the devices on duty that are offline or quarantined from which it is critical. Default 25.</summary>
    [Range(0, 100)]
    public double DevicesCriticalPct { get; set; } = 25;

    /// <summary>Seconds by which the clock of a device may be off. Default 60.</summary>
    [Range(1, 3600)]
    public int SkewSeconds { get; set; } = 60;

    /// <summary>Minutes before a booked meeting from which its room's equipment must be ready. Default 30.</summary>
    [Range(1, 24 * 60)]
    public int ReadinessMinutes { get; set; } = 30;

    /// <summary>CO2 above which a room is stuffy, ppm. Default 1500 (practice).</summary>
    [Range(400, 10_000)]
    public double StuffyPpm { get; set; } = 1500;
}
