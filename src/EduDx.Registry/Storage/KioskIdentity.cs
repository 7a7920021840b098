namespace EduDx.Registry.Storage;

/// <summary>What never changes of a kiosk. Never deleted, so a key is never used again.</summary>
public sealed class KioskIdentity
{
    /// <summary>Stable key.</summary>
    public int Key { get; set; }
    /// <summary>Key of the school.</summary>
    public int SchoolKey { get; set; }
    /// <summary>Source id in the topic, unique in the school.</summary>
    public required string Source { get; set; }
}
