namespace EduDx.Registry.Storage;

/// <summary>A node as it is for a span of days.</summary>
public sealed class NodeVersion : Versioned
{
    /// <summary>Key of the node.</summary>
    public int NodeKey { get; set; }
    /// <summary>Name, NFC.</summary>
    public required string Name { get; set; }
    /// <summary>Key of the parent; 0 for the city.</summary>
    public int ParentKey { get; set; }
    /// <summary>Education level of a school; empty elsewhere.</summary>
    public required string Level { get; set; }
    /// <summary>Column on the parent's tile map; -1 when none.</summary>
    public int Column { get; set; }
    /// <summary>Row on the parent's tile map; -1 when none.</summary>
    public int TileRow { get; set; }
    /// <summary>Degrees, WGS 84; null when not known.</summary>
    public double? Latitude { get; set; }
    /// <summary>Degrees, WGS 84; null when not known.</summary>
    public double? Longitude { get; set; }
    /// <summary>Fence, metres; null when not known.</summary>
    public double? RadiusMetres { get; set; }
    /// <summary>Sessions of a class: bit 0 morning, bit 1 afternoon, bit 2 day; 0 elsewhere.</summary>
    public int Sessions { get; set; }
}
