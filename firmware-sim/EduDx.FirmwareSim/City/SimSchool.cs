namespace EduDx.FirmwareSim.City;

/// <summary>A school.</summary>
public sealed class SimSchool
{
    /// <summary>Node id.</summary>
    public required string Id { get; init; }
    /// <summary>Node id of its commune.</summary>
    public required string Commune { get; init; }
    /// <summary>Campuses by the order of the file.</summary>
    public List<SimCampus> Campuses { get; } = [];
    /// <summary>True for a kindergarten.</summary>
    public required bool IsKindergarten { get; init; }
    /// <summary>Classes with a session, and the staff of its campuses.</summary>
    public List<SimGroup> Groups { get; } = [];
    /// <summary>True when the calendar has school on the day.</summary>
    public bool Open { get; set; }
    /// <summary>Minutes of the day in which it was closed by an action, as the server answered it; null when it was not.</summary>
    public (int From, int To)? Closed { get; set; }

    /// <summary>True when a session is held: the calendar has school, and the school was not closed while people arrive.</summary>
    public bool IsHeld(SessionTimes session) => Open && (Closed is not { } closed || closed.From >= session.Deadline || closed.To <= session.Opens);
    /// <summary>True when the calendar had school on the day before.</summary>
    public required bool OpenYesterday { get; init; }
    /// <summary>Index of its office among the sources.</summary>
    public int Office { get; set; }
    /// <summary>Index of the person who signs for the office; -1 without staff.</summary>
    public int Head { get; set; } = -1;
}
