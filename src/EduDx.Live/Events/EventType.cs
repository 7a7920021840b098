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
    /// <summary>A meal as a class ate it.</summary>
    Meal = 8,
    /// <summary>A child fell asleep or woke, or the sleepers were checked.</summary>
    Nap = 9,
    /// <summary>What a kitchen cooked.</summary>
    Cook = 10,
    /// <summary>A step of the three-step food check.</summary>
    Check = 11,
    /// <summary>A food sample was kept or thrown away.</summary>
    Sample = 12,
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

/// <summary>A meal of the day.</summary>
public enum MealName : byte
{
    /// <summary>Breakfast.</summary>
    Breakfast = 1,
    /// <summary>Lunch.</summary>
    Lunch = 2,
    /// <summary>Snack.</summary>
    Snack = 3,
    /// <summary>Dinner.</summary>
    Dinner = 4,
}

/// <summary>What happened in a nap.</summary>
public enum NapState : byte
{
    /// <summary>Asleep from now on.</summary>
    Asleep = 1,
    /// <summary>Awake from now on.</summary>
    Awake = 2,
    /// <summary>An adult looked after the sleepers.</summary>
    Check = 3,
}

/// <summary>How a sleeping child lies.</summary>
public enum SleepPosition : byte
{
    /// <summary>Not said.</summary>
    None = 0,
    /// <summary>On the back.</summary>
    Back = 1,
    /// <summary>On the side.</summary>
    Side = 2,
    /// <summary>On the belly.</summary>
    Front = 3,
}

/// <summary>What happened to a food sample.</summary>
public enum SampleState : byte
{
    /// <summary>Kept from now on.</summary>
    Taken = 1,
    /// <summary>Thrown away.</summary>
    Discarded = 2,
}
