namespace EduDx.FirmwareSim.City;

/// <summary>A class of the plan.</summary>
/// <param name="Id">Node id.</param>
/// <param name="Name">Vietnamese name.</param>
/// <param name="Grade">Its grade.</param>
/// <param name="Campus">Where it is.</param>
/// <param name="Sessions">The word of <c>nodes.csv</c>.</param>
/// <param name="Pupils">How many pupils.</param>
public sealed record PlannedClass(string Id, string Name, Grade Grade, PlannedCampus Campus, string Sessions, int Pupils);
