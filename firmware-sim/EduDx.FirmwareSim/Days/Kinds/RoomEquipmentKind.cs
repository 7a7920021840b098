using Google.Protobuf.Collections;

namespace EduDx.FirmwareSim.Days;

/// <summary>Screen, camera, microphone and line of a meeting room: on stand-by through the day.</summary>
public sealed class RoomEquipmentKind : IDeviceKind
{
    /// <inheritdoc/>
    public void Measure(DeviceActor actor, long atMs, MapField<string, double> metrics)
    {
        if (actor.Device.Type.Id == "room-line") metrics["latency_ms"] = Math.Round(8 + actor.Draw(atMs) * 20, 1);
        else metrics["on"] = 1;
    }
}
