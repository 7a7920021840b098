using EduDx.Live.City;

namespace EduDx.Ops.Access.Gate;

/// <summary>From a scope to the ids from the city down to it, which is what rights are judged by.</summary>
internal static class NodePaths
{
    /// <summary>The path.</summary>
    /// <param name="city">The tree in force.</param>
    /// <param name="scope">Node id; null or empty for the city.</param>
    /// <returns>Empty when the node is not in the tree, or nothing is.</returns>
    public static string[] Of(CityModel city, string? scope)
    {
        if (city.Nodes.Length == 0) return [];
        // A branch of another tree (hue@district) holds schools of many communes: only who may see the city may see it.
        if (string.IsNullOrEmpty(scope) || scope.Contains('@', StringComparison.Ordinal)) return [city.Nodes[0].Id];
        return city.NodeById.TryGetValue(scope, out var index) ? Of(city, city.Nodes[index]) : [];
    }

    /// <summary>True when what stands at <paramref name="node"/> concerns <paramref name="scope"/>: one is the other, above it or below it.</summary>
    public static bool Concerns(CityModel city, Node node, Node scope) => Of(city, node).Contains(scope.Id) || Of(city, scope).Contains(node.Id);

    /// <summary>The path of a node.</summary>
    public static string[] Of(CityModel city, Node node)
    {
        var path = new List<string>(5);
        for (Node? at = node; at is not null; at = at.Parent < 0 ? null : city.Nodes[at.Parent]) path.Add(at.Id);
        path.Reverse();
        return [.. path];
    }
}
