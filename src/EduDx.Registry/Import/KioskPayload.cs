namespace EduDx.Registry.Import;

/// <summary>Content of a kiosk's row; the members are those of <see cref="Storage.KioskVersion"/>.</summary>
internal sealed record KioskPayload(int CampusKey, string Name, double? Latitude, double? Longitude, double? RadiusMetres);
