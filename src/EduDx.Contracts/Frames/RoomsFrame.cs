namespace EduDx.Contracts.Frames;

/// <summary>
/// Meeting rooms of one node. States are disjoint and add up: <c>Rooms = InUse + Free + Unknown</c>. Meetings of the day add up:
/// <c>Meetings = Upcoming + Running + Held + NoShow + Cancelled</c>.
/// </summary>
public record RoomFigures
{
    /// <summary>Rooms on the register.</summary>
    public int Rooms { get; set; }
    /// <summary>A meeting runs, or people are in it.</summary>
    public int InUse { get; set; }
    /// <summary>Nobody in it, as its sensor or controller says.</summary>
    public int Free { get; set; }
    /// <summary>Its controller is not heard: nobody can say.</summary>
    public int Unknown { get; set; }
    /// <summary>Rooms with a meeting within the readiness horizon whose equipment is not ready.</summary>
    public int NotReady { get; set; }
    /// <summary>Rooms whose CO2 is above the deployment's limit.</summary>
    public int Stuffy { get; set; }
    /// <summary>Rooms that are not ready, or stuffy, or both.</summary>
    public int NeedPerson { get; set; }
    /// <summary>Meetings booked for the day, cancelled ones included.</summary>
    public int Meetings { get; set; }
    /// <summary>Not begun.</summary>
    public int Upcoming { get; set; }
    /// <summary>Running.</summary>
    public int Running { get; set; }
    /// <summary>Begun and over.</summary>
    public int Held { get; set; }
    /// <summary>Nobody came within the release limit: the room was given back.</summary>
    public int NoShow { get; set; }
    /// <summary>Called off.</summary>
    public int Cancelled { get; set; }
    /// <summary>Meetings that are paperless.</summary>
    public int Paperless { get; set; }
    /// <summary>Invited to the meetings that were not called off.</summary>
    public int Invited { get; set; }
    /// <summary>Checked in.</summary>
    public int CheckedIn { get; set; }
    /// <summary>People in the rooms now.</summary>
    public int People { get; set; }
    /// <summary>Minutes in use today, summed over the rooms.</summary>
    public long UsedMinutes { get; set; }
    /// <summary>Minutes booked today and not called off, summed over the rooms.</summary>
    public long BookedMinutes { get; set; }
}

/// <summary>The room figures of one node of the tree.</summary>
public record RoomNode : RoomFigures
{
    /// <summary>Node id.</summary>
    public string Id { get; set; } = "";
    /// <summary><c>city</c>, <c>commune</c>, <c>school</c> or <c>campus</c>.</summary>
    public string Kind { get; set; } = "";
    /// <summary>Name as written in Vietnamese.</summary>
    public string Name { get; set; } = "";
    /// <summary>Fixed place on the tile map, zero-based column; -1 when the node has none.</summary>
    public int Column { get; set; } = -1;
    /// <summary>Fixed place on the tile map, zero-based row; -1 when the node has none.</summary>
    public int Row { get; set; } = -1;
    /// <summary><c>normal</c>, <c>warning</c>, <c>critical</c> or <c>unknown</c>.</summary>
    public string Level { get; set; } = "normal";
}

/// <summary>The whole state of the view <c>rooms</c> for one scope.</summary>
public sealed record RoomsFrame : RoomNode, IWallFrame
{
    /// <inheritdoc/>
    public string View { get; set; } = "rooms";
    /// <inheritdoc/>
    public string Scope { get; set; } = "";
    /// <inheritdoc/>
    public DateTimeOffset AsOf { get; set; }
    /// <inheritdoc/>
    public long Offset { get; set; }
    /// <inheritdoc/>
    public DateOnly Date { get; set; }
    /// <inheritdoc/>
    public PathStep[] Path { get; set; } = [];
    /// <inheritdoc/>
    public SystemLine System { get; set; } = new();
    /// <inheritdoc/>
    public AlarmLine Alarm { get; set; } = new();
    /// <summary>The scope's children.</summary>
    public RoomNode[] Children { get; set; } = [];
    /// <summary>Meetings that run or come next, not-ready first and then by start, at most 60; all of the day at school scope.</summary>
    public MeetingRow[] Schedule { get; set; } = [];
    /// <summary>Rooms: not ready, in use, then free, at most 60; all at school scope.</summary>
    public RoomRow[] List { get; set; } = [];
    /// <summary>Minutes in use by hour of the local day, 24 values.</summary>
    public int[] UsedByHour { get; set; } = [];
    /// <summary>Minutes booked by hour of the local day, 24 values.</summary>
    public int[] BookedByHour { get; set; } = [];
}

/// <summary>One meeting.</summary>
public sealed record MeetingRow
{
    /// <summary>Meeting id, as the source gave it.</summary>
    public string Id { get; set; } = "";
    /// <summary><c>school/room/source</c>.</summary>
    public string Room { get; set; } = "";
    /// <summary>Name of the room.</summary>
    public string RoomName { get; set; } = "";
    /// <summary>Name of the school.</summary>
    public string SchoolName { get; set; } = "";
    /// <summary>Booked start.</summary>
    public DateTimeOffset StartsAt { get; set; }
    /// <summary>Booked end.</summary>
    public DateTimeOffset EndsAt { get; set; }
    /// <summary><c>upcoming</c>, <c>running</c>, <c>held</c>, <c>noShow</c> or <c>cancelled</c>.</summary>
    public string State { get; set; } = "";
    /// <summary>Invited.</summary>
    public int Invited { get; set; }
    /// <summary>Checked in.</summary>
    public int CheckedIn { get; set; }
    /// <summary>Paperless life cycle: <c>none</c>, <c>registered</c>, <c>invited</c>, <c>documents</c>, <c>started</c> or <c>concluded</c>.</summary>
    public string Paperless { get; set; } = "none";
    /// <summary><c>ready</c>, <c>notReady</c>, <c>unknown</c>, or <c>none</c> when it is not within the horizon.</summary>
    public string Readiness { get; set; } = "none";
    /// <summary>Names of the equipment that is not ready.</summary>
    public string[] Missing { get; set; } = [];
}

/// <summary>One room.</summary>
public sealed record RoomRow
{
    /// <summary><c>school/room/source</c>.</summary>
    public string Id { get; set; } = "";
    /// <summary>Name as written in Vietnamese.</summary>
    public string Name { get; set; } = "";
    /// <summary>Node id of the school.</summary>
    public string School { get; set; } = "";
    /// <summary>Name of the school.</summary>
    public string SchoolName { get; set; } = "";
    /// <summary>Seats.</summary>
    public int Capacity { get; set; }
    /// <summary><c>inUse</c>, <c>free</c> or <c>unknown</c>.</summary>
    public string State { get; set; } = "";
    /// <summary>People as last counted; null when not counted today.</summary>
    public int? People { get; set; }
    /// <summary>CO2, ppm, as last measured; null when not measured today.</summary>
    public double? Co2Ppm { get; set; }
    /// <summary>True when that is above the deployment's limit.</summary>
    public bool Stuffy { get; set; }
    /// <summary>As <see cref="MeetingRow.Readiness"/>, for its next meeting.</summary>
    public string Readiness { get; set; } = "none";
    /// <summary>Names of the equipment that is not ready.</summary>
    public string[] Missing { get; set; } = [];
    /// <summary>Start of the next or running meeting; null when there is none today.</summary>
    public DateTimeOffset? NextAt { get; set; }
    /// <summary>Minutes in use today.</summary>
    public int UsedMinutes { get; set; }
}
