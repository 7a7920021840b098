using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Live.Rooms;

/// <summary>The meeting rooms of one school on one day at one tick, without the health of their equipment: that is in the devices' view.</summary>
public sealed class RoomsView
{
    /// <summary>The school.</summary>
    public required SchoolModel School { get; init; }
    /// <summary>The local day.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>The tick, Unix milliseconds.</summary>
    public required long AsOfMs { get; init; }
    /// <summary>One for each of <see cref="SchoolModel.Rooms"/>.</summary>
    public required RoomStatus[] Rooms { get; init; }
    /// <summary>Meetings of the day, by room and start.</summary>
    public required MeetingStatus[] Meetings { get; init; }
    /// <summary>The next instant at which time alone changes something, Unix milliseconds.</summary>
    public required long ChangesMs { get; init; }
}

/// <summary>One room at one tick.</summary>
/// <param name="People">People as last counted; -1 when not counted today.</param>
/// <param name="PeopleAtMs">When they were counted; 0 for never.</param>
/// <param name="Co2Ppm">CO2 as last measured; NaN when not measured today.</param>
/// <param name="UsedMinutes">Minutes in use by hour of the day, 24 values.</param>
/// <param name="BookedMinutes">Minutes booked by hour of the day, 24 values.</param>
public readonly record struct RoomStatus(int People, long PeopleAtMs, double Co2Ppm, short[] UsedMinutes, short[] BookedMinutes);

/// <summary>How a meeting stands at a tick.</summary>
public enum MeetingOutcome : byte
{
    /// <summary>Not begun.</summary>
    Upcoming = 1,
    /// <summary>Running.</summary>
    Running = 2,
    /// <summary>Begun and over.</summary>
    Held = 3,
    /// <summary>Nobody came within the release limit.</summary>
    NoShow = 4,
    /// <summary>Called off.</summary>
    Cancelled = 5,
}

/// <summary>One meeting at one tick. Instants are Unix milliseconds.</summary>
/// <param name="Id">Id of the meeting in its room.</param>
/// <param name="Room">Position in <see cref="SchoolModel.Rooms"/>.</param>
/// <param name="StartsMs">Booked start.</param>
/// <param name="EndsMs">Booked end.</param>
/// <param name="StartedMs">When it began; 0 when it has not.</param>
/// <param name="EndedMs">When it ended; 0 when it has not.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="Invited">Invited; 0 when not said.</param>
/// <param name="CheckedIn">Checked in; 0 when not said.</param>
/// <param name="Paperless">Furthest step of the paperless life cycle.</param>
public readonly record struct MeetingStatus(
    string Id, int Room, long StartsMs, long EndsMs, long StartedMs, long EndedMs, MeetingOutcome Outcome, int Invited, int CheckedIn, PaperlessStep Paperless);
