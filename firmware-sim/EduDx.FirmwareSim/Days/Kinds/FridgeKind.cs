using Google.Protobuf.Collections;

namespace EduDx.FirmwareSim.Days;

/// <summary>The fridge of the kept samples: 2 to 8 degrees, opened now and then.</summary>
public sealed class FridgeKind : IDeviceKind
{
    /// <inheritdoc/>
    public void Measure(DeviceActor actor, long atMs, MapField<string, double> metrics)
    {
        metrics["temp_c"] = Math.Round(3.5 + actor.Draw(1) * 1.5 + actor.Draw(atMs) * 0.8, 2);
        metrics["door_open"] = actor.Draw(atMs + 1) < 0.02 ? 1 : 0;
    }
}
