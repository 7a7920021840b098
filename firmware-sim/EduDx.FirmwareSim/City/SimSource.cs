using EduDx.Contracts.Topics;

namespace EduDx.FirmwareSim.City;

/// <summary>Something that publishes.</summary>
/// <param name="School">School id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name in its school and kind.</param>
/// <param name="Campus">Its campus; null for an office.</param>
public readonly record struct SimSource(string School, SourceKind Kind, string Name, SimCampus? Campus);
