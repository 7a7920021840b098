namespace EduDx.Registry.Storage;

/// <summary>A dish that kitchens cook.</summary>
public sealed class DishRow
{
    /// <summary>Id.</summary>
    public required string Id { get; set; }
    /// <summary>Name in Vietnamese, NFC.</summary>
    public required string Name { get; set; }
    /// <summary>What it holds, separated by spaces, in order; empty for nothing.</summary>
    public required string Allergens { get; set; }
}
