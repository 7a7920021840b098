namespace EduDx.FirmwareSim.City;

/// <summary>The city as the simulator sees it on one day, read back from the import files.</summary>
public sealed class SimCity
{
    /// <summary>The day that validities were read for.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>Schools in the order of the files.</summary>
    public required IReadOnlyList<SimSchool> Schools { get; init; }
    /// <summary>Classes with pupils and campuses with staff that have a session.</summary>
    public required IReadOnlyList<SimGroup> Groups { get; init; }
    /// <summary>Persons, those of a group together.</summary>
    public required SimPerson[] Persons { get; init; }
    /// <summary>What publishes: all kiosks, then all classes, then all offices.</summary>
    public required SimSource[] Sources { get; init; }
    /// <summary>What reports its own health: kiosks in the order of <see cref="Sources"/>, then devices, then the rooms' controllers.</summary>
    public required SimDevice[] Devices { get; init; }
    /// <summary>All sessions of each class on the day, by node id.</summary>
    public required IReadOnlyDictionary<string, SessionTimes[]> ClassSessions { get; init; }
    /// <summary>What kitchens cook.</summary>
    public required SimDish[] Dishes { get; init; }
    /// <summary>Allergens of the persons who have an allergy, by index of the person.</summary>
    public required IReadOnlyDictionary<int, string[]> Allergies { get; init; }
}
