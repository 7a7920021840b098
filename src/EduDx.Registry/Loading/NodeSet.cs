using System.Collections.Frozen;
using EduDx.Live.City;

namespace EduDx.Registry.Loading;

/// <summary>The nodes of a day and what the registry knows of them beside the tree.</summary>
/// <param name="Nodes">Ordered by kind, then id; parents before children.</param>
/// <param name="ByKey">Registry keys to positions.</param>
/// <param name="Places">Fence of a campus; null elsewhere.</param>
/// <param name="Sessions">Bits of a class's sessions; 0 elsewhere.</param>
internal sealed record NodeSet(Node[] Nodes, FrozenDictionary<int, int> ByKey, Place?[] Places, byte[] Sessions)
{
    /// <summary>The school at or above a node; null for a commune or the city.</summary>
    public Node? SchoolOf(Node node)
    {
        while (node.Kind > NodeKind.School) node = Nodes[node.Parent];
        return node.Kind == NodeKind.School ? node : null;
    }
}
