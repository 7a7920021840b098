namespace EduDx.FirmwareSim.City;

/// <summary>A campus of the plan.</summary>
public sealed class PlannedCampus
{
    /// <summary>Node id.</summary>
    public required string Id { get; init; }
    /// <summary>Vietnamese name.</summary>
    public required string Name { get; init; }
    /// <summary>Middle, degrees.</summary>
    public required double Latitude { get; init; }
    /// <summary>Middle, degrees.</summary>
    public required double Longitude { get; init; }
    /// <summary>An outlying campus in the mountains that has no kiosk: its persons are known by roll only.</summary>
    public bool WithoutKiosk { get; set; }
    /// <summary>Pupils of its classes.</summary>
    public int Pupils { get; set; }
    /// <summary>Number of its classes.</summary>
    public int Classes { get; set; }
    /// <summary>How many kiosks it has; set after all campuses are known.</summary>
    public int Kiosks { get; set; }
}
