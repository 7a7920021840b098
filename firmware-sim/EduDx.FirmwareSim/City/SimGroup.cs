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
    /// <summary>Its session; the first of two.</summary>
    public required SessionTimes Session { get; init; }
    /// <summary>Its second session, in the afternoon; null with one session.</summary>
    public required SessionTimes? Second { get; init; }
    /// <summary>In which periods it has a session: <c>morning</c>, <c>afternoon</c>, <c>day</c> (one in both) or <c>morning+afternoon</c>.</summary>
    public required string Periods { get; init; }
    /// <summary>Index of the class among the sources; -1 for staff.</summary>
    public required int Source { get; init; }
    /// <summary>Index of the first person.</summary>
    public int FirstPerson { get; set; }
    /// <summary>How many persons.</summary>
    public int PersonCount { get; set; }
    /// <summary>Indexes of the persons who teach the class.</summary>
    public List<int> Teachers { get; } = [];
    /// <summary>Index of the teacher who calls the roll; -1 when nobody is known.</summary>
    public int Teacher => Teachers.Count > 0 ? Teachers[0] : -1;

    /// <summary>The session that a period shows; null when the group has none in it.</summary>
    public SessionTimes? In(Period period) => period == Period.Morning
        ? Periods == "afternoon" ? null : Session
        : Periods == "morning" ? null : Second ?? Session;

    /// <summary>True when an event belongs to the session that a period shows: the second session begins when its gates open.</summary>
    public bool IsIn(Period period, int atMs) => Second is not { } second || atMs >= second.Opens * 60_000 == (period == Period.Afternoon);
}
