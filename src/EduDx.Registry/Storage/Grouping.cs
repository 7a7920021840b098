namespace EduDx.Registry.Storage;

/// <summary>Membership of a commune or school in a group beside the tree, such as the districts of before July 2025.</summary>
public sealed class Grouping : Versioned
{
    /// <summary>Which grouping, for example <c>district</c>.</summary>
    public required string Kind { get; set; }
    /// <summary>Key of the member.</summary>
    public int NodeKey { get; set; }
    /// <summary>Id of the group.</summary>
    public required string Id { get; set; }
    /// <summary>Name of the group, NFC.</summary>
    public required string Name { get; set; }
}
