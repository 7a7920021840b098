using System.Collections.Concurrent;
using System.Collections.Frozen;
using EduDx.Live.City;
using EduDx.Registry;

namespace EduDx.Ops.Hub;

/// <summary>
/// The tree as it is not today: <c>hue@district</c> stands for the city by its old districts, <c>hue@2025-06-30</c> for the communes of that day, and a
/// group of either for its schools. The figures are the same ones, summed along other branches, so the totals cannot differ.
/// </summary>
public sealed class TreeViews(RegistryStore registry, TimeProvider time)
{
    /// <summary>Id of the group of schools that a grouping does not speak of.</summary>
    public const string Others = "khac";

    // Of the days that are asked for: each is a copy of the tree's upper half.
    private const int MostKept = 32;

    private readonly ConcurrentDictionary<string, Groups> _groups = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (CityModel Of, CityModel Model)> _models = new(StringComparer.Ordinal);

    /// <summary>The word behind the last <c>@</c> of a scope; empty without one.</summary>
    public static string WordOf(string? scope) => scope?.LastIndexOf('@') is >= 0 and var at ? scope[(at + 1)..] : "";

    /// <summary>Reads what the scope's tree needs; call it before the frames of a scope are asked for.</summary>
    /// <returns>Null, or why there is no such tree and what there is.</returns>
    public async Task<string?> LoadAsync(string? scope, CancellationToken cancel)
    {
        var word = WordOf(scope);
        if (word.Length == 0) return null;
        var version = await registry.VersionAsync(cancel);
        // A wall that watches the one that goes is told that its node is gone, and asks again.
        if (_groups.Count >= MostKept && !_groups.ContainsKey(word) && _groups.Keys.FirstOrDefault(k => DateOnly.TryParseExact(k, "yyyy-MM-dd", out _)) is { } other)
        {
            _groups.TryRemove(other, out _);
            _models.TryRemove(other, out _);
        }
        if (_groups.TryGetValue(word, out var known) && known.Version == version) return null;
        var today = LocalTime.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
        if (DateOnly.TryParseExact(word, "yyyy-MM-dd", out var day))
        {
            var parents = Communes(await registry.TreeAsync(day, cancel));
            if (parents.Count == 0) return $"the tree had no schools on {word}";
            _groups[word] = new Groups(version, parents);
            return null;
        }
        if (await registry.LastDayOfGroupingAsync(word, today, cancel) is not { } last) return $"there is no grouping '{word}' (groupings.csv), and it is not a day such as 2025-06-30";
        _groups[word] = new Groups(version, Grouped(await registry.TreeAsync(last, cancel), await registry.GroupingsAsync(last, cancel), word));
        return null;
    }

    /// <summary>The model along the branches of the scope's tree; the same one for a plain scope, or while <see cref="LoadAsync"/> has not read it.</summary>
    public CityModel Of(CityModel city, string? scope)
    {
        var word = WordOf(scope);
        if (word.Length == 0 || city.Nodes.Length == 0 || !_groups.TryGetValue(word, out var groups)) return city;
        if (_models.TryGetValue(word, out var made) && ReferenceEquals(made.Of, city)) return made.Model;
        var model = Regroup(city, word, groups.OfSchool);
        _models[word] = (city, model);
        return model;
    }

    /// <summary>The group of each school, by its id; read by <see cref="LoadAsync"/>.</summary>
    public IReadOnlyDictionary<string, (string Id, string Name)>? GroupsOf(string word) => _groups.GetValueOrDefault(word)?.OfSchool;

    private static CityModel Regroup(CityModel city, string word, Dictionary<string, (string Id, string Name)> ofSchool)
    {
        var nodes = city.Nodes.ToList();
        var groups = new Dictionary<string, Node>(StringComparer.Ordinal);
        var members = new Dictionary<int, List<int>>();
        var schools = new SchoolModel[city.Schools.Length];
        for (var i = 0; i < schools.Length; i++)
        {
            var (id, name) = ofSchool.GetValueOrDefault(city.Schools[i].Node.Id, (Others, "Khác"));
            if (!groups.TryGetValue(id, out var group))
            {
                // A commune that stands today keeps its place on the map.
                var same = city.NodeById.TryGetValue(id, out var at) && city.Nodes[at].Kind == NodeKind.Commune ? city.Nodes[at] : null;
                group = new Node(nodes.Count, -1 - groups.Count, $"{id}@{word}", NodeKind.Commune, name, 0, "", same?.Column ?? -1, same?.Row ?? -1);
                groups[id] = group;
                nodes.Add(group);
                members[group.Index] = [];
            }
            members[group.Index].Add(city.Schools[i].Node.Index);
            var node = city.Schools[i].Node with { Parent = group.Index };
            node.Children = city.Schools[i].Node.Children;
            nodes[node.Index] = node;
            schools[i] = city.Schools[i] with { Node = node, Commune = group };
        }
        foreach (var (index, children) in members) nodes[index].Children = [.. children];
        nodes[0] = city.Nodes[0] with { Id = $"{city.Nodes[0].Id}@{word}" };
        nodes[0].Children = [.. groups.Values.OrderBy(g => g.Id, StringComparer.Ordinal).Select(g => g.Index)];
        var byId = new Dictionary<string, int>(city.NodeById, StringComparer.Ordinal) { [nodes[0].Id] = 0 };
        foreach (var group in groups.Values) byId[group.Id] = group.Index;
        return city with { Nodes = [.. nodes], Schools = schools, NodeById = byId.ToFrozenDictionary(StringComparer.Ordinal) };
    }

    private static Dictionary<string, (string Id, string Name)> Communes(IReadOnlyList<TreeRow> tree)
    {
        var names = tree.ToDictionary(r => r.Id, r => r.Name, StringComparer.Ordinal);
        return tree.Where(r => r.Kind == NodeKind.School && r.ParentId is not null).ToDictionary(r => r.Id, r => (r.ParentId!, names[r.ParentId!]), StringComparer.Ordinal);
    }

    private static Dictionary<string, (string Id, string Name)> Grouped(IReadOnlyList<TreeRow> tree, IReadOnlyList<GroupingRow> rows, string kind)
    {
        var byNode = rows.Where(r => r.Grouping == kind).ToDictionary(r => r.NodeId, r => (r.Id, r.Name), StringComparer.Ordinal);
        var grouped = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var school in tree.Where(r => r.Kind == NodeKind.School))
        {
            if (byNode.TryGetValue(school.Id, out var own) || (school.ParentId is { } parent && byNode.TryGetValue(parent, out own))) grouped[school.Id] = own;
        }
        return grouped;
    }

    private sealed record Groups(long Version, Dictionary<string, (string Id, string Name)> OfSchool);
}
