namespace EduDx.Registry.Import;

/// <summary>Content of a node's row; the members are those of <see cref="Storage.NodeVersion"/>.</summary>
internal sealed record NodePayload(
    string Name, int ParentKey, string Level, int Column, int TileRow, double? Latitude, double? Longitude, double? RadiusMetres, int Sessions);
