using Google.Protobuf.Collections;

namespace EduDx.FirmwareSim.Days;

/// <summary>The controller of a meeting room; its meetings and people are <see cref="RoomActor"/>'s.</summary>
public sealed class RoomKind : IDeviceKind
{
    /// <inheritdoc/>
    public void Measure(DeviceActor actor, long atMs, MapField<string, double> metrics) => metrics["cpu_pct"] = Math.Round(3 + actor.Draw(atMs) * 8, 1);
}
