using System.Collections.Frozen;
using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>Reads the tree as of a day. A node whose parent does not exist on the day is not there either.</summary>
internal sealed class NodeLoader(RegistryContext context, DateOnly day)
{
    private sealed record Raw(Node Node, int ParentKey, Place? Place, byte Sessions);

    /// <summary>Reads and links the nodes.</summary>
    public NodeSet Load()
    {
        var (outlines, raw) = (Outlines(), Read());
        raw.Sort((a, b) => a.Node.Kind != b.Node.Kind ? a.Node.Kind.CompareTo(b.Node.Kind) : string.CompareOrdinal(a.Node.Id, b.Node.Id));
        var (nodes, places, sessions) = (new List<Node>(raw.Count), new List<Place?>(raw.Count), new List<byte>(raw.Count));
        var byKey = new Dictionary<int, int>(raw.Count);
        foreach (var row in raw)
        {
            var parent = -1;
            if (row.Node.Kind == NodeKind.City ? nodes.Count > 0 : !byKey.TryGetValue(row.ParentKey, out parent)) continue;
            byKey[row.Node.Key] = nodes.Count;
            nodes.Add(row.Node with { Index = nodes.Count, Parent = row.Node.Kind == NodeKind.City ? -1 : parent });
            places.Add(outlines.TryGetValue(row.Node.Key, out var outline) ? Outlined(row.Place, outline) : row.Place);
            sessions.Add(row.Sessions);
        }
        Link(nodes);
        return new([.. nodes], byKey.ToFrozenDictionary(), [.. places], [.. sessions]);
    }

    // Siblings are of one kind and the nodes are ordered by id within a kind, so children come out ordered by id.
    private static void Link(List<Node> nodes)
    {
        var counts = new int[nodes.Count];
        foreach (var node in nodes)
        {
            if (node.Parent >= 0) counts[node.Parent]++;
        }
        for (var i = 0; i < nodes.Count; i++)
        {
            if (counts[i] > 0) nodes[i].Children = new int[counts[i]];
        }
        Array.Clear(counts);
        foreach (var node in nodes)
        {
            if (node.Parent >= 0) nodes[node.Parent].Children[counts[node.Parent]++] = node.Index;
        }
    }

    // A campus without a point has one by its outline.
    private static Place Outlined(Place? place, Outline outline) => (place ?? new(outline.Centre.Latitude, outline.Centre.Longitude, 0)) with { Outline = outline };

    private Dictionary<int, Outline> Outlines()
    {
        var sql = new TableSql(context, typeof(OutlineVersion));
        using var select = sql.OnDay($"SELECT {sql.Columns([nameof(OutlineVersion.CampusKey), nameof(OutlineVersion.Points)], "o")} FROM {sql.Table} o", "o", day);
        using var reader = select.ExecuteReader();
        var outlines = new Dictionary<int, Outline>();
        // What an import has taken is sound: it was parsed then.
        while (reader.Read()) outlines[reader.GetInt32(0)] = Outline.Parse(reader.GetString(1), out var problem) ?? throw new FormatException($"the outline of a campus in the registry: {problem}");
        return outlines;
    }

    private List<Raw> Read()
    {
        var (ids, versions) = (new TableSql(context, typeof(NodeIdentity)), new TableSql(context, typeof(NodeVersion)));
        string[] columns =
        [
            nameof(NodeVersion.NodeKey), nameof(NodeVersion.Name), nameof(NodeVersion.ParentKey), nameof(NodeVersion.Level),
            nameof(NodeVersion.Column), nameof(NodeVersion.TileRow), nameof(NodeVersion.Latitude), nameof(NodeVersion.Longitude),
            nameof(NodeVersion.RadiusMetres), nameof(NodeVersion.Sessions),
        ];
        using var select = versions.OnDay(
            $"SELECT {versions.Columns(columns, "v")}, {ids.Columns([nameof(NodeIdentity.Id), nameof(NodeIdentity.Kind)], "i")} FROM {versions.Table} v"
            + $" JOIN {ids.Table} i ON i.{ids.Column(nameof(NodeIdentity.Key))}=v.{versions.Column(nameof(NodeVersion.NodeKey))}", "v", day);
        using var reader = select.ExecuteReader();
        var raw = new List<Raw>();
        while (reader.Read())
        {
            var level = reader.GetString(3);
            var node = new Node(
                -1, reader.GetInt32(0), reader.GetString(10), (NodeKind)reader.GetInt32(11), reader.GetString(1), -1,
                string.IsInterned(level) ?? level, reader.GetInt32(4), reader.GetInt32(5));
            raw.Add(new(node, reader.GetInt32(2), reader.PlaceOrNull(6), (byte)reader.GetInt32(9)));
        }
        return raw;
    }
}
