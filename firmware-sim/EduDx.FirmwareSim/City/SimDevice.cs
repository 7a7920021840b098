using EduDx.Contracts.Topics;

namespace EduDx.FirmwareSim.City;

/// <summary>Something that reports its own health: a kiosk, a device or a room's controller.</summary>
/// <param name="School">Its school.</param>
/// <param name="Kind">What it publishes as.</param>
/// <param name="Name">Source id in the topic.</param>
/// <param name="Type">Its type.</param>
/// <param name="Campus">Where it stands.</param>
/// <param name="Class">Node id of the class where it stands; null for none.</param>
/// <param name="Room">Source id of the room that it equips; null for none.</param>
public sealed record SimDevice(SimSchool School, SourceKind Kind, string Name, SimDeviceType Type, SimCampus Campus, string? Class, string? Room)
{
    /// <summary><c>school/kind/source</c>, as the live API names it.</summary>
    public string Id { get; } = $"{School.Id}/{Kind.ToString().ToLowerInvariant()}/{Name}";
}

/// <summary>A type of device.</summary>
/// <param name="Id">Type id.</param>
/// <param name="Always">True when it is on duty day and night; otherwise in the hours of its campus on school days.</param>
/// <param name="HeartbeatSeconds">Seconds between its signs of life.</param>
/// <param name="Missed">Missed signs of life from which it is offline.</param>
/// <param name="Metrics">Names of its metrics.</param>
public sealed record SimDeviceType(string Id, bool Always, int HeartbeatSeconds, int Missed, string[] Metrics);
