namespace EduDx.Registry.Storage;

/// <summary>A kiosk as it is for a span of days.</summary>
public sealed class KioskVersion : Versioned
{
    /// <summary>Key of the kiosk.</summary>
    public int KioskKey { get; set; }
    /// <summary>Key of the campus where it stands.</summary>
    public int CampusKey { get; set; }
    /// <summary>Name, NFC.</summary>
    public required string Name { get; set; }
    /// <summary>Degrees, WGS 84; null when not known.</summary>
    public double? Latitude { get; set; }
    /// <summary>Degrees, WGS 84; null when not known.</summary>
    public double? Longitude { get; set; }
    /// <summary>Fence, metres; null when not known.</summary>
    public double? RadiusMetres { get; set; }
}
