using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Import;

/// <summary>The nodes that the other files may point at.</summary>
internal sealed class NodeDirectory
{
    private readonly Dictionary<string, NodeEntry> _byId = new(StringComparer.Ordinal);

    private readonly Dictionary<int, string> _ids = [];

    /// <summary>Notes the id of a key, also of a node that has ended.</summary>
    public void Name(int key, string id) => _ids[key] = id;

    /// <summary>Id of the node with that key.</summary>
    public string IdOf(int key) => _ids[key];

    /// <summary>All nodes.</summary>
    public IReadOnlyCollection<NodeEntry> All => _byId.Values;

    /// <summary>The node, or null.</summary>
    public NodeEntry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Adds a node.</summary>
    public void Add(NodeEntry entry) => _byId.Add(entry.Id, entry);

    /// <summary>
    /// The node that a cell points at; notes an error and answers null when it is not there, is of another kind, or ends
    /// before the row does.
    /// </summary>
    public NodeEntry? Resolve(CsvSheet sheet, int column, string id, DateOnly to, DateOnly today, params ReadOnlySpan<NodeKind> kinds)
    {
        if (id.Length == 0) return null;
        if (Find(id) is not { } entry)
        {
            sheet.Bad(column, $"there is no node '{id}'; add it to nodes.csv or correct the id");
            return null;
        }
        if (kinds.Length > 0 && !kinds.Contains(entry.Kind))
        {
            sheet.Bad(column, $"'{id}' is a {Word(entry.Kind)} and not a {string.Join(" or ", kinds.ToArray().Select(Word))}; correct the id");
            return null;
        }
        if (to >= today && !entry.Spans.Exists(s => s.To >= today))
        {
            sheet.Bad(column, $"'{id}' has ended; give the row an end too, or another node");
            return null;
        }
        return entry;
    }

    /// <summary>The word of a kind in the files.</summary>
    public static string Word(NodeKind kind) => kind switch
    {
        NodeKind.City => "city",
        NodeKind.Commune => "commune",
        NodeKind.School => "school",
        NodeKind.Campus => "campus",
        _ => "class",
    };

    /// <summary>Reads what is stored, for an import without <c>nodes.csv</c>.</summary>
    public void Load(RegistryContext context)
    {
        var (ids, versions) = (new TableSql(context, typeof(NodeIdentity)), new TableSql(context, typeof(NodeVersion)));
        var byKey = new Dictionary<int, NodeEntry>();
        using (var select = ids.Command(
            $"SELECT {ids.Columns([nameof(NodeIdentity.Key), nameof(NodeIdentity.Id), nameof(NodeIdentity.Kind)])} FROM {ids.Table}", 0))
        using (var reader = select.ExecuteReader())
        {
            while (reader.Read()) byKey[reader.GetInt32(0)] = new(reader.GetString(1), (NodeKind)reader.GetInt32(2)) { Key = reader.GetInt32(0) };
        }
        string[] columns =
            [nameof(NodeVersion.NodeKey), nameof(NodeVersion.ParentKey), nameof(NodeVersion.Sessions), nameof(NodeVersion.From), nameof(NodeVersion.To)];
        using (var select = versions.Command($"SELECT {versions.Columns(columns)} FROM {versions.Table}", 0))
        using (var reader = select.ExecuteReader())
        {
            while (reader.Read())
            {
                var parent = byKey.TryGetValue(reader.GetInt32(1), out var p) ? p.Id : "";
                byKey[reader.GetInt32(0)].Spans.Add(new(0, reader.Day(3), reader.Day(4), parent, reader.GetInt32(2)));
            }
        }
        foreach (var entry in byKey.Values)
        {
            Add(entry);
            Name(entry.Key, entry.Id);
        }
    }
}
