namespace EduDx.FirmwareSim.City;

/// <summary>A campus.</summary>
public sealed class SimCampus
{
    /// <summary>Node id.</summary>
    public required string Id { get; init; }
    /// <summary>Its place in the city's list of campuses.</summary>
    public required int Index { get; init; }
    /// <summary>Its school.</summary>
    public required SimSchool School { get; init; }
    /// <summary>Middle of the fence, degrees.</summary>
    public required double Latitude { get; init; }
    /// <summary>Middle of the fence, degrees.</summary>
    public required double Longitude { get; init; }
    /// <summary>Indexes of its kiosks among the sources.</summary>
    public List<int> Kiosks { get; } = [];
    /// <summary>All sessions of its classes.</summary>
    public List<SessionTimes> Sessions { get; } = [];
}
