using EduDx.Live.City;

namespace EduDx.Live.Closures;

/// <summary>
/// The registry's model with the closures laid over it: only the schools that they speak of differ, so that putting one in
/// force costs nothing for the others.
/// </summary>
public static class ClosedCity
{
    /// <summary>Lays closures over a model.</summary>
    /// <param name="registry">The model as the registry has it.</param>
    /// <param name="closures">All closures.</param>
    /// <param name="before">The model in force; schools about which nothing changed are taken from it. Null at the start.</param>
    public static CityModel Over(CityModel registry, IEnumerable<Closure> closures, CityModel? before)
    {
        var byNode = new Dictionary<int, List<Closure>>();
        foreach (var closure in closures.Where(c => c.UndoneMs == 0).OrderByDescending(c => c.Id))
        {
            foreach (var node in closure.Nodes)
            {
                if (!byNode.TryGetValue(node, out var list)) byNode[node] = list = [];
                list.Add(closure);
            }
        }
        if (byNode.Count == 0) return registry;
        var schools = new SchoolModel[registry.Schools.Length];
        for (var i = 0; i < schools.Length; i++)
        {
            var school = registry.Schools[i];
            var own = Of(registry, school, byNode);
            var known = before is not null && i < before.Schools.Length ? before.Schools[i] : null;
            schools[i] = own.Length == 0 ? school
                : known is not null && known.HasLayoutOf(school) && known.Closures.SequenceEqual(own) ? known
                : school with { Closures = own };
        }
        return registry with { Schools = schools };
    }

    private static Closure[] Of(CityModel city, SchoolModel school, Dictionary<int, List<Closure>> byNode)
    {
        var found = new List<Closure>();
        for (Node? node = school.Node; node is not null; node = node.Parent < 0 ? null : city.Nodes[node.Parent])
        {
            if (byNode.TryGetValue(node.Key, out var closures)) found.AddRange(closures);
        }
        return [.. found.DistinctBy(c => c.Id).OrderByDescending(c => c.Id)];
    }
}
