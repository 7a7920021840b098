using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Access.Rights;

/// <summary>The city of the tests, read from its files and from nothing of the product.</summary>
internal static class SmallCity
{
    public const string City = "hue";

    private static readonly string[][] s_nodes = Rows("nodes.csv");

    public static readonly string[] Nodes = [.. s_nodes.Select(r => r[0])];

    /// <summary>Ids by the names that only one node has.</summary>
    public static readonly Dictionary<string, string> ByName = s_nodes.GroupBy(r => r[2]).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single()[0]);

    private static readonly Dictionary<string, string> s_parents = s_nodes.ToDictionary(r => r[0], r => r[3]);

    /// <summary>Class or campus of each pseudonym.</summary>
    public static readonly Dictionary<string, string> Persons = Rows("pupils.csv").ToDictionary(r => r[0], r => r[3]).Concat(Rows("staff.csv").ToDictionary(r => r[0], r => r[3])).ToDictionary();

    public static readonly string[] Schools = [.. s_nodes.Where(r => r[1] == "school").Select(r => r[0])];

    /// <summary>Schools of devices, kiosks and room controllers.</summary>
    public static readonly string[] DeviceSchools = [.. Rows("devices.csv").Concat(Rows("kiosks.csv")).Concat(Rows("rooms.csv")).Select(r => r[0])];

    public static readonly string[] RoomSchools = [.. Rows("rooms.csv").Select(r => r[0])];

    public static string Kind(string node) => s_nodes.Single(r => r[0] == node)[1];

    /// <summary>The node and those above it; nothing for what is not in the tree.</summary>
    public static IEnumerable<string> Up(string node)
    {
        for (var at = node; s_parents.TryGetValue(at, out var parent); at = parent) yield return at;
    }

    public static bool IsUnder(string node, string top) => Up(node).Contains(top);

    /// <summary>Pupils under a node whose class has lessons in the period.</summary>
    public static int Pupils(string node, string? session = null) => Persons.Count(p => p.Key[0] == 'p' && IsUnder(p.Value, node) && (session is null || s_nodes.Single(r => r[0] == p.Value)[10] is var s && (s == session || s == "day")));

    public static int Staff(string node) => Persons.Count(p => p.Key[0] == 's' && IsUnder(p.Value, node));

    // None of its files has quotes.
    private static string[][] Rows(string file) => [.. File.ReadLines(Path.Combine(Repo.SmallCity, file)).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))];
}
