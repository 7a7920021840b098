namespace EduDx.Registry.Storage;

/// <summary>What a person must not eat. Sensitive: it leaves the registry only as bits beside keys, and frames count classes, never children.</summary>
public sealed class Allergy : Versioned
{
    /// <summary>Key of the person.</summary>
    public int PersonKey { get; set; }
    /// <summary>The allergen.</summary>
    public required string Allergen { get; set; }
}
