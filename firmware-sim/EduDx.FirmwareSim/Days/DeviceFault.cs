using EduDx.Contracts.Ingest.V1;
using Google.Protobuf.Collections;

namespace EduDx.FirmwareSim.Days;

/// <summary>Something wrong with one device for a while.</summary>
/// <param name="Name">Name of the fault, as <c>--fault</c> takes it.</param>
/// <param name="FromMs">Since when, Unix milliseconds.</param>
/// <param name="ToMs">Until when.</param>
public record DeviceFault(string Name, long FromMs, long ToMs)
{
    /// <summary>Milliseconds by which the device's clock is behind.</summary>
    public virtual long ClockBehindMs => 0;

    /// <summary>True when it keeps the device from sending.</summary>
    public virtual bool Silences(long atMs) => false;

    /// <summary>True when the device starts anew at this heartbeat.</summary>
    public virtual bool IsRestart(long atMs) => false;

    /// <summary>A scan that the fault makes at a heartbeat, and of whom; null for none.</summary>
    public virtual (Scan Body, int Person)? ScanAt(long atMs, long beatMs) => null;

    /// <summary>Changes what the device measures.</summary>
    public virtual void Bend(long atMs, MapField<string, double> metrics)
    {
    }

    /// <summary>True while it lasts.</summary>
    protected bool Holds(long atMs) => atMs >= FromMs && atMs < ToMs;
}

/// <summary>It sends nothing.</summary>
public sealed record SilentFault(string Name, long FromMs, long ToMs) : DeviceFault(Name, FromMs, ToMs)
{
    /// <inheritdoc/>
    public override bool Silences(long atMs) => Holds(atMs);
}

/// <summary>One metric is missing.</summary>
public sealed record MutedFault(string Name, long FromMs, long ToMs, string Metric) : DeviceFault(Name, FromMs, ToMs)
{
    /// <inheritdoc/>
    public override void Bend(long atMs, MapField<string, double> metrics)
    {
        if (Holds(atMs)) metrics.Remove(Metric);
    }
}

/// <summary>One metric has a value of the fault: always the same, or climbing to it over <paramref name="ClimbMs"/>.</summary>
public sealed record ValueFault(string Name, long FromMs, long ToMs, string Metric, double Value, long ClimbMs, double Jitter) : DeviceFault(Name, FromMs, ToMs)
{
    /// <inheritdoc/>
    public override void Bend(long atMs, MapField<string, double> metrics)
    {
        if (!Holds(atMs) || !metrics.TryGetValue(Metric, out var usual)) return;
        var share = ClimbMs == 0 ? 1 : Math.Min(1, (atMs - FromMs) / (double)ClimbMs);
        // The usual value's own fraction is the jitter: the fault needs no random numbers of its own.
        metrics[Metric] = Math.Round(usual + (Value - usual) * share + Jitter * (usual * 7 % 1 - 0.5), 2);
    }
}

/// <summary>Its clock is behind all day.</summary>
public sealed record ClockFault(string Name, long FromMs, long ToMs, long BehindMs) : DeviceFault(Name, FromMs, ToMs)
{
    /// <inheritdoc/>
    public override long ClockBehindMs => BehindMs;
}

/// <summary>It starts anew at every second heartbeat.</summary>
public sealed record FlappingFault(string Name, long FromMs, long ToMs) : DeviceFault(Name, FromMs, ToMs)
{
    /// <inheritdoc/>
    public override bool IsRestart(long atMs) => Holds(atMs) && (atMs - FromMs) / 30_000 % 2 == 0;
}

/// <summary>A kiosk that was carried away and still reads cards, every fifth heartbeat, with the place where it is now.</summary>
public sealed record CarriedFault(string Name, long FromMs, long ToMs, int Person, string Card, double Latitude, double Longitude) : DeviceFault(Name, FromMs, ToMs)
{
    /// <inheritdoc/>
    public override (Scan Body, int Person)? ScanAt(long atMs, long beatMs) => Holds(atMs) && (atMs - FromMs) / beatMs % 5 == 0
        ? (new Scan { Card = Card, Dir = Direction.In, Mode = ScanMode.Kiosk, Lat = Latitude, Lon = Longitude, Acc = 12 }, Person)
        : null;
}
