using EduDx.Live.City;

namespace EduDx.Registry.Storage;

/// <summary>What never changes of a node: its key, its id and its kind. Never deleted, so a key is never used again.</summary>
public sealed class NodeIdentity
{
    /// <summary>Stable key.</summary>
    public int Key { get; set; }
    /// <summary>Public id.</summary>
    public required string Id { get; set; }
    /// <summary>Level in the tree.</summary>
    public NodeKind Kind { get; set; }
}
