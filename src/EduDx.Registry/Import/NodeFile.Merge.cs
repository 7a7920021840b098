using EduDx.Live.City;
using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

internal sealed partial class NodeFile
{
    private static readonly string[] Properties =
    [
        nameof(NodeVersion.NodeKey), nameof(NodeVersion.Name), nameof(NodeVersion.ParentKey), nameof(NodeVersion.Level), nameof(NodeVersion.Column),
        nameof(NodeVersion.TileRow), nameof(NodeVersion.Latitude), nameof(NodeVersion.Longitude), nameof(NodeVersion.RadiusMetres), nameof(NodeVersion.Sessions),
    ];

    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        using var table = new VersionedTable<int, NodePayload>(
            run.Context, typeof(NodeVersion), Properties,
            r => (r.GetInt32(0), new(
                r.GetString(1), r.GetInt32(2), r.GetString(3), r.GetInt32(4), r.GetInt32(5), r.DoubleOrNull(6), r.DoubleOrNull(7), r.DoubleOrNull(8), r.GetInt32(9))),
            (key, p) => [key, p.Name, p.ParentKey, p.Level, p.Column, p.TileRow, p.Latitude, p.Longitude, p.RadiusMetres, p.Sessions]);
        var stated = _rows.ConvertAll(r => (r.Entry.Key, new Stated<NodePayload>(
            r.Payload with { ParentKey = run.Nodes.Find(r.Span.Parent)?.Key ?? 0 }, r.From, r.Span.To)));
        var counter = new DifferenceCounter(Sheets.Nodes.File);
        table.Merge(stated, table.Read(), run.Today, (key, outcome) => counter.Count(outcome, () => run.Nodes.IdOf(key)));
        return counter.Result();
    }

    // Keys are given also when the file is bad, so that the files behind it can be checked against its nodes; the
    // transaction that holds the new ones is rolled back then.
    private void GiveKeys()
    {
        var sql = new TableSql(run.Context, typeof(NodeIdentity));
        string[] columns = [nameof(NodeIdentity.Key), nameof(NodeIdentity.Id), nameof(NodeIdentity.Kind)];
        using (var select = sql.Command($"SELECT {sql.Columns(columns)} FROM {sql.Table}", 0))
        using (var reader = select.ExecuteReader())
        {
            while (reader.Read())
            {
                var (key, id, kind) = (reader.GetInt32(0), reader.GetString(1), (NodeKind)reader.GetInt32(2));
                run.Nodes.Name(key, id);
                if (run.Nodes.Find(id) is not { } entry) continue;
                entry.Key = key;
                if (entry.Kind != kind)
                {
                    Bad(entry.Spans[0], "kind", $"the registry has '{id}' as a {NodeDirectory.Word(kind)}; an id keeps its kind, give this node another id");
                }
            }
        }
        using var insert = sql.Insert(columns);
        foreach (var entry in run.Nodes.All)
        {
            if (entry.Key != 0) continue;
            entry.Key = ++run.Meta.LastNodeKey;
            run.Nodes.Name(entry.Key, entry.Id);
            insert.Run(entry.Key, entry.Id, (int)entry.Kind);
        }
    }
}
