namespace EduDx.FirmwareSim.City;

/// <summary>The persons whose attendance is counted together: a class, or the staff of a campus.</summary>
public sealed class SimGroup
{
    /// <summary>Node id of the class or the campus.</summary>
    public required string Node { get; init; }
    /// <summary>True for the staff of a campus.</summary>
    public required bool Staff { get; init; }
    /// <summary>Where it is.</summary>
    public required SimCampus Campus { get; init; }
    /// <summary>The session of the morning period.</summary>
    public required SessionTimes Session { get; init; }
    /// <summary>Minute from which an event belongs to the group's second session; null with one session.</summary>
    public required int? SecondOpens { get; init; }
    /// <summary>Index of the class among the sources; -1 for staff.</summary>
    public required int Source { get; init; }
    /// <summary>Index of the first person.</summary>
    public int FirstPerson { get; set; }
    /// <summary>How many persons.</summary>
    public int PersonCount { get; set; }
    /// <summary>Index of the teacher who calls the roll; -1 when nobody is known.</summary>
    public int Teacher { get; set; } = -1;
}
