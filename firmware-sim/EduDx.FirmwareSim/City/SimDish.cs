namespace EduDx.FirmwareSim.City;

/// <summary>A dish that kitchens cook.</summary>
/// <param name="Id">Id in menus, checks and samples.</param>
/// <param name="Name">Vietnamese name.</param>
/// <param name="Allergens">What it holds that some children must not eat.</param>
public sealed record SimDish(string Id, string Name, string[] Allergens);
