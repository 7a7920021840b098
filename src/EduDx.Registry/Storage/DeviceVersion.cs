namespace EduDx.Registry.Storage;

/// <summary>A device or a room as it is for a span of days.</summary>
public sealed class DeviceVersion : Versioned
{
    /// <summary>Key of the device or room.</summary>
    public int DeviceKey { get; set; }
    /// <summary>Id of the type.</summary>
    public required string Type { get; set; }
    /// <summary>Key of the campus where it stands.</summary>
    public int CampusKey { get; set; }
    /// <summary>Name, NFC.</summary>
    public required string Name { get; set; }
    /// <summary>Key of the class where it stands; 0 for none.</summary>
    public int ClassKey { get; set; }
    /// <summary>Key of the room that it equips; 0 for none.</summary>
    public int RoomKey { get; set; }
    /// <summary>Seats of a room; 0 when not known.</summary>
    public int Capacity { get; set; }
}
