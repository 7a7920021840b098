using System.Collections.Frozen;
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
        var (schools, ofSchool) = (new SchoolModel[registry.Schools.Length], new Dictionary<int, Closure[]>());
        for (var i = 0; i < schools.Length; i++)
        {
            var school = registry.Schools[i];
            var own = ofSchool[school.Node.Key] = Of(registry, school, byNode);
            schools[i] = Closed(school, own, before is not null && i < before.Schools.Length ? before.Schools[i] : null);
        }
        var past = registry.Past.Count == 0 ? registry.Past : registry.Past.ToFrozenDictionary(p => p.Key, p => Closed(p.Value, ofSchool[p.Key.SchoolKey], before?.Past.GetValueOrDefault(p.Key)));
        return registry with { Schools = schools, Past = past };
    }

    private static SchoolModel Closed(SchoolModel school, Closure[] own, SchoolModel? known) =>
        own.Length == 0 ? school
        : known is not null && known.HasLayoutOf(school) && known.Closures.SequenceEqual(own) ? known
        : school with { Closures = own };

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
