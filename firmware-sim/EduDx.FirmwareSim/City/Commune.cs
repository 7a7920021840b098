namespace EduDx.FirmwareSim.City;

/// <summary>One commune of the reference city.</summary>
/// <param name="Id">Node id.</param>
/// <param name="Name">Vietnamese name.</param>
/// <param name="Column">Column on the tile map.</param>
/// <param name="Row">Row on the tile map.</param>
/// <param name="Latitude">Middle, degrees.</param>
/// <param name="Longitude">Middle, degrees.</param>
/// <param name="Weight">Share of the city's schools and pupils, relative to the others.</param>
/// <param name="Urban">A ward (phường); schools in rural communes (xã) are smaller and have outlying campuses.</param>
/// <param name="District">Id of the district it lay in before 1 July 2025.</param>
public sealed record Commune(
    string Id, string Name, int Column, int Row, double Latitude, double Longitude, double Weight, bool Urban, string District);
