namespace EduDx.FirmwareSim.City;

/// <summary>A school of the plan, before it is written.</summary>
public sealed class PlannedSchool
{
    /// <summary>Node id.</summary>
    public required string Id { get; init; }
    /// <summary>Vietnamese name.</summary>
    public required string Name { get; init; }
    /// <summary>Its level.</summary>
    public required SchoolLevel Level { get; init; }
    /// <summary>Its commune.</summary>
    public required Commune Commune { get; init; }
    /// <summary>Bell of the morning or day, minutes after midnight.</summary>
    public required int Bell { get; init; }
    /// <summary>A lower-secondary school whose classes are there twice a day.</summary>
    public required bool TwoSessions { get; init; }
    /// <summary>Campuses, the main one first.</summary>
    public List<PlannedCampus> Campuses { get; } = [];
    /// <summary>Classes by grade.</summary>
    public List<PlannedClass> Classes { get; } = [];
    /// <summary>How many staff it has; set after all schools are known, so that the city's total is exact.</summary>
    public int Staff { get; set; }
}
