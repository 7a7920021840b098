namespace EduDx.Registry.Import;

/// <summary>Content of a device's or room's row; the members are those of <see cref="Storage.DeviceVersion"/>.</summary>
internal sealed record DevicePayload(string Type, int CampusKey, string Name, int ClassKey, int RoomKey, int Capacity);
