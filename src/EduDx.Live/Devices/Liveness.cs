namespace EduDx.Live.Devices;

/// <summary>How long the server has listened, Unix milliseconds. A source that says it is away is believed since <see cref="StartedMs"/>; silence proves something only since <see cref="UnbrokenMs"/>.</summary>
/// <param name="StartedMs">Since when the server takes events in.</param>
/// <param name="UnbrokenMs">Since when it did so without standing still.</param>
/// <param name="LeadMs">How far receipts are ahead of the clock, milliseconds: they never go backwards, and the clock may have been set back.</param>
public readonly record struct Listening(long StartedMs, long UnbrokenMs, long LeadMs = 0)
{
    /// <summary>It has listened since <paramref name="ms"/> without a break.</summary>
    public static Listening Since(long ms) => new(ms, ms);

    /// <summary>It stood still until <paramref name="ms"/>, or its clock was set to that.</summary>
    public Listening After(long ms) => this with { StartedMs = Math.Min(StartedMs, ms), UnbrokenMs = ms };

    /// <summary>The clock at a receipt; 0 stays 0, for never.</summary>
    public long ClockAt(long receivedMs) => receivedMs == 0 ? 0 : receivedMs - LeadMs;
}

/// <summary>The rule of silence, for a device and for one of its metrics: pure arithmetic on instants, Unix milliseconds.</summary>
public static class Liveness
{
    /// <summary>Is a device there?</summary>
    /// <param name="heardMs">When the server last heard it; 0 for never: what was never heard may not be installed, and is unknown.</param>
    /// <param name="saidOfflineMs">When the server was last told that it went away (Last Will too); 0 for never.</param>
    /// <param name="duty">Its duty window around now; null when it has none.</param>
    /// <param name="listening">Since when the server listens.</param>
    /// <param name="limitMs">Silence from which it is offline.</param>
    /// <param name="nowMs">The tick.</param>
    /// <returns>Off duty, unknown, online or offline; since when (0 for unknown and off duty); and when it changes by time alone (long.MaxValue for never).</returns>
    public static (DeviceState State, long SinceMs, long ChangesMs) Of(
        long heardMs, long saidOfflineMs, (long FromMs, long ToMs)? duty, Listening listening, long limitMs, long nowMs)
    {
        if (duty is not { } window || nowMs < window.FromMs || nowMs >= window.ToMs) return (DeviceState.OffDuty, 0, duty is { } next && nowMs < next.FromMs ? next.FromMs : long.MaxValue);
        var saidNow = saidOfflineMs > heardMs && saidOfflineMs >= Math.Max(window.FromMs, listening.StartedMs);
        if (saidNow) return (DeviceState.Offline, saidOfflineMs, window.ToMs);
        var silentAt = heardMs + limitMs;
        if (heardMs >= listening.UnbrokenMs && saidOfflineMs <= heardMs && nowMs < silentAt) return (DeviceState.Online, heardMs, Math.Min(silentAt, window.ToMs));
        if (heardMs == 0) return (DeviceState.Unknown, 0, window.ToMs);
        var provenAt = Math.Max(heardMs, Math.Max(window.FromMs, listening.UnbrokenMs)) + limitMs;
        return nowMs < provenAt ? (DeviceState.Unknown, 0, Math.Min(provenAt, window.ToMs)) : (DeviceState.Offline, provenAt, window.ToMs);
    }

    /// <summary>Is a metric of a device that lives silent?</summary>
    /// <param name="heardMs">When the server last heard the metric; 0 for never.</param>
    /// <param name="dutyFromMs">Beginning of the duty window.</param>
    /// <param name="listeningMs">Since when the server listens.</param>
    /// <param name="limitSeconds">Silence that it may have; 0 for any.</param>
    /// <param name="nowMs">The tick.</param>
    /// <returns>Whether it is silent, and since or until when.</returns>
    public static (bool Silent, long SinceMs) OfMetric(long heardMs, long dutyFromMs, long listeningMs, int limitSeconds, long nowMs)
    {
        if (limitSeconds == 0) return (false, long.MaxValue);
        var since = Math.Max(heardMs, Math.Max(dutyFromMs, listeningMs)) + limitSeconds * 1000L;
        return (nowMs >= since, since);
    }
}
