namespace EduDx.Contracts.Topics;

/// <summary>The last word of a topic: what the payload is.</summary>
public enum MessageKind : byte
{
    /// <summary>A card or token read at a kiosk.</summary>
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
    /// <summary>How many people are in a room, and its air.</summary>
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
