namespace EduDx.Registry.Storage;

/// <summary>A card in the hands of a person.</summary>
public sealed class Card : Versioned
{
    /// <summary>Key of the holder.</summary>
    public int PersonKey { get; set; }
    /// <summary>The code on the card.</summary>
    public required string Code { get; set; }
}
