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
}
