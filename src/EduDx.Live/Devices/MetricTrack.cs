using EduDx.Live.Events;

namespace EduDx.Live.Devices;

/// <summary>The newest value of one metric of one device.</summary>
public struct MetricTrack
{
    /// <summary>Stamp of the value.</summary>
    public Stamp At;
    /// <summary>The value.</summary>
    public double Value;
    /// <summary>When the server last received one, Unix milliseconds; 0 for never.</summary>
    public long HeardMs;

    /// <summary>Notes a value.</summary>
    public void Say(in Stamp at, long receivedMs, double value)
    {
        HeardMs = Math.Max(HeardMs, receivedMs);
        if (!at.IsAfter(At)) return;
        (At, Value) = (at, value);
    }
}
