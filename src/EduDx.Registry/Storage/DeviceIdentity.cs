using EduDx.Live.City;

namespace EduDx.Registry.Storage;

/// <summary>What never changes of a device or of a meeting room with its controller. Never deleted, so a key is never used again.</summary>
public sealed class DeviceIdentity
{
    /// <summary>Stable key.</summary>
    public int Key { get; set; }
    /// <summary>Key of the school.</summary>
    public int SchoolKey { get; set; }
    /// <summary>Device or room.</summary>
    public DeviceKind Kind { get; set; }
    /// <summary>Source id in the topic, unique in the school and kind.</summary>
    public required string Source { get; set; }
}
