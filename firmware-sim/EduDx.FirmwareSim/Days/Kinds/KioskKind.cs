using Google.Protobuf.Collections;

namespace EduDx.FirmwareSim.Days;

/// <summary>A QR kiosk at a gate: on mains with a battery, in the open.</summary>
public sealed class KioskKind : IDeviceKind
{
    /// <inheritdoc/>
    public void Measure(DeviceActor actor, long atMs, MapField<string, double> metrics)
    {
        metrics["temp_c"] = Math.Round(30 + actor.Draw(1) * 5 + actor.Draw(atMs) * 3, 1);
        metrics["cpu_pct"] = Math.Round(5 + actor.Draw(atMs + 1) * 30, 1);
        metrics["battery_pct"] = Math.Round(80 + actor.Draw(2) * 20 - actor.Draw(atMs + 2), 1);
        metrics["storage_pct"] = Math.Round(20 + actor.Draw(3) * 40 + actor.Draw(atMs + 3), 1);
    }
}
