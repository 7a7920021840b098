namespace EduDx.Wall.Places;

/// <summary>A place of the tree down to the school.</summary>
/// <param name="Id">Node id.</param>
/// <param name="Kind"><c>city</c>, <c>commune</c> or <c>school</c>.</param>
/// <param name="Name">Name as written in Vietnamese.</param>
/// <param name="Within">Name of the commune around a school; empty above.</param>
/// <param name="Path">Ids of the nodes around it, from the city down.</param>
/// <param name="Schools">Schools under it; 1 for a school.</param>
public sealed record Place(string Id, string Kind, string Name, string Within, string[] Path, int Schools);
