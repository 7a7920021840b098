using EduDx.Live.City;
using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

/// <summary>Reads and merges <c>outlines.csv</c>.</summary>
internal sealed class OutlineFile(ImportRun run)
{
    private readonly List<(int Campus, Stated<string> Row)> _rows = [];

    /// <summary>Reads all rows and notes the bad ones.</summary>
    public void Read()
    {
        var guard = new SpanGuard<string>();
        using var sheet = run.Open(Sheets.Outlines);
        while (sheet.Read())
        {
            var (campusId, points) = (sheet.NodeId(0), sheet.Text(1));
            var (from, to) = sheet.Span(2);
            var campus = run.Nodes.Resolve(sheet, 0, campusId, to, run.Today, NodeKind.Campus);
            if (Outline.Parse(points, out var problem) is null && !sheet.IsBad) sheet.Bad(1, problem!);
            guard.Check(sheet, 2, campusId, from, to);
            if (!sheet.IsBad) _rows.Add((campus!.Key, new(points, from, to)));
        }
    }

    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        using var table = new VersionedTable<int, string>(
            run.Context, typeof(OutlineVersion), [nameof(OutlineVersion.CampusKey), nameof(OutlineVersion.Points)],
            r => (r.GetInt32(0), r.GetString(1)), (key, points) => [key, points]);
        var counter = new DifferenceCounter(Sheets.Outlines.File);
        table.Merge(_rows, table.Read(), run.Today, (key, outcome) => counter.Count(outcome, () => run.Nodes.IdOf(key)));
        return counter.Result();
    }
}
