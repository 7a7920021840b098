namespace EduDx.Live.Events;

/// <summary>What a canonical event is. Numbers are on the disk: never used again for something else.</summary>
public enum EventType : byte
{
    /// <summary>A card read at a kiosk.</summary>
    Scan = 1,
    /// <summary>A source came up or went away.</summary>
    Status = 2,
    /// <summary>Measured values.</summary>
    Telemetry = 3,
    /// <summary>A teacher's roll call for one person.</summary>
    Roll = 4,
    /// <summary>The office's correction for one person.</summary>
    Override = 5,
    /// <summary>A meeting was booked, begun, ended or called off.</summary>
    Meeting = 6,
    /// <summary>People in a room, and its air.</summary>
    Occupancy = 7,
}

/// <summary>Direction of a scan.</summary>
public enum ScanDirection : byte
{
    /// <summary>Into the school.</summary>
    In = 1,
    /// <summary>Out of the school.</summary>
    Out = 2,
}

/// <summary>What read the code.</summary>
public enum ScanMode : byte
{
    /// <summary>A fixed kiosk.</summary>
    Kiosk = 1,
    /// <summary>A person's phone; says nothing about the kiosk's health.</summary>
    Phone = 2,
}

/// <summary>What a teacher or the office says of a person.</summary>
public enum SaidState : byte
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>There, on time.</summary>
    Present = 1,
    /// <summary>There, after the bell.</summary>
    Late = 2,
    /// <summary>Not there, without leave.</summary>
    Absent = 3,
    /// <summary>Not there, with leave.</summary>
    Excused = 4,
}

/// <summary>What happened to a meeting.</summary>
public enum MeetingState : byte
{
    /// <summary>Booked, or booked for another time.</summary>
    Scheduled = 1,
    /// <summary>Begun.</summary>
    Started = 2,
    /// <summary>Over.</summary>
    Ended = 3,
    /// <summary>Called off.</summary>
    Cancelled = 4,
}

/// <summary>Steps of the paperless life cycle.</summary>
public enum PaperlessStep : byte
{
    /// <summary>Not paperless.</summary>
    None = 0,
    /// <summary>Registered.</summary>
    Registered = 1,
    /// <summary>Invitations sent.</summary>
    Invited = 2,
    /// <summary>Documents handed out.</summary>
    Documents = 3,
    /// <summary>Started.</summary>
    Started = 4,
    /// <summary>Concluded.</summary>
    Concluded = 5,
}
