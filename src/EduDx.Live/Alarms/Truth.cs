namespace EduDx.Live.Alarms;

/// <summary>The answer to a condition at a tick.</summary>
/// <param name="Holds">True, false, or null for unknown (also: between a limit and its way back).</param>
/// <param name="SinceMs">Event time since which the answer is what it is; 0 when not known.</param>
/// <param name="Value">Value that was looked at; NaN for none.</param>
/// <param name="Limit">Limit that it was held against; NaN for none.</param>
/// <param name="Metric">Metric or figure that the value is of, or skew_s, connects or missing_equipment; null for none.</param>
public readonly record struct Truth(bool? Holds, long SinceMs, double Value = double.NaN, double Limit = double.NaN, string? Metric = null)
{
    /// <summary>Nothing is known.</summary>
    public static readonly Truth Unknown = new(null, 0);

    /// <summary>All must hold: since the last of them does.</summary>
    public static Truth All(ReadOnlySpan<Truth> parts)
    {
        var since = 0L;
        var unknown = false;
        foreach (var part in parts)
        {
            if (part.Holds == false) return part;
            unknown |= part.Holds is null;
            since = Math.Max(since, part.SinceMs);
        }
        return parts.IsEmpty || unknown ? Unknown : parts[0] with { SinceMs = since };
    }

    /// <summary>One must hold: since the first of them does.</summary>
    public static Truth Any(ReadOnlySpan<Truth> parts)
    {
        Truth? best = null;
        var unknown = false;
        foreach (var part in parts)
        {
            unknown |= part.Holds is null;
            if (part.Holds == true && (best is null || part.SinceMs < best.Value.SinceMs)) best = part;
        }
        return best ?? (unknown || parts.IsEmpty ? Unknown : parts[0]);
    }
}
