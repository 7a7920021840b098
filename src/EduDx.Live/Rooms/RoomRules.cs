namespace EduDx.Live.Rooms;

/// <summary>Limits of the room figures that are not the registry's.</summary>
/// <param name="NoShowMinutes">Minutes after the booked start after which a meeting that nobody came to is a no-show, and the room is given back. Default 10 (practice).</param>
public sealed record RoomRules(int NoShowMinutes = 10);
