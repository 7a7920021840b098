using Google.Protobuf.Collections;

namespace EduDx.FirmwareSim.Days;

/// <summary>What a kind of device measures. Usual values cause no alarm; faults bend them.</summary>
public interface IDeviceKind
{
    /// <summary>Adds the metrics of one heartbeat.</summary>
    void Measure(DeviceActor actor, long atMs, MapField<string, double> metrics);
}
