using EduDx.Live.City;
using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

/// <summary>Reads and merges <c>groupings.csv</c>. A commune or school is in one group of a grouping at a time.</summary>
internal sealed class GroupingFile(ImportRun run)
{
    private readonly List<((string Kind, int Node) Key, Stated<GroupingPayload> Row)> _rows = [];

    /// <summary>Reads all rows and notes the bad ones.</summary>
    public void Read()
    {
        var guard = new SpanGuard<(string, string)>();
        using var sheet = run.Open(Sheets.Groupings);
        while (sheet.Read())
        {
            var (kind, id, name, nodeId) = (sheet.Id(0), sheet.Id(1), sheet.Name(2), sheet.NodeId(3));
            var (from, to) = sheet.Span(4);
            var node = run.Nodes.Resolve(sheet, 3, nodeId, to, run.Today, NodeKind.Commune, NodeKind.School);
            guard.Check(sheet, 4, (kind, nodeId), from, to);
            if (!sheet.IsBad) _rows.Add(((kind, node!.Key), new(new(id, name), from, to)));
        }
    }

    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        using var table = new VersionedTable<(string Kind, int Node), GroupingPayload>(
            run.Context, typeof(Grouping), [nameof(Grouping.Kind), nameof(Grouping.NodeKey), nameof(Grouping.Id), nameof(Grouping.Name)],
            r => ((r.GetString(0), r.GetInt32(1)), new(r.GetString(2), r.GetString(3))),
            (key, p) => [key.Kind, key.Node, p.Id, p.Name]);
        var counter = new DifferenceCounter(Sheets.Groupings.File);
        table.Merge(_rows, table.Read(), run.Today, (key, outcome) => counter.Count(outcome, () => $"{key.Kind} {run.Nodes.IdOf(key.Node)}"));
        return counter.Result();
    }
}
