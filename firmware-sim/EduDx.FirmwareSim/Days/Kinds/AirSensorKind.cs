using Google.Protobuf.Collections;

namespace EduDx.FirmwareSim.Days;

/// <summary>The air of a classroom: six metrics.</summary>
public sealed class AirSensorKind : IDeviceKind
{
    /// <inheritdoc/>
    public void Measure(DeviceActor actor, long atMs, MapField<string, double> metrics)
    {
        metrics["temp_c"] = Math.Round(24 + actor.Draw(1) * 4 + actor.Draw(atMs) * 1.5, 2);
        metrics["humidity_pct"] = Math.Round(65 + actor.Draw(2) * 15 + actor.Draw(atMs + 1) * 3, 1);
        metrics["co2_ppm"] = Math.Round(500 + actor.Draw(3) * 250 + actor.Draw(atMs + 2) * 60, 0);
        metrics["noise_db"] = Math.Round(45 + actor.Draw(atMs + 3) * 20, 1);
        metrics["light_lx"] = Math.Round(300 + actor.Draw(atMs + 4) * 200, 0);
        metrics["pm25_ugm3"] = Math.Round(8 + actor.Draw(atMs + 5) * 12, 1);
    }
}
