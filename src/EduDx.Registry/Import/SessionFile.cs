using EduDx.Live.City;
using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

/// <summary>Reads and merges <c>sessions.csv</c>, and checks that every class and every campus with staff has its times.</summary>
internal sealed partial class SessionFile(ImportRun run)
{
    private readonly List<(SessionKey Key, Stated<SessionPayload> Row)> _rows = [];
    private readonly HashSet<SessionKey> _current = [];

    /// <summary>Reads all rows and notes the bad ones.</summary>
    public void Read()
    {
        var guard = new SpanGuard<SessionKey>();
        using var sheet = run.Open(Sheets.Sessions);
        while (sheet.Read())
        {
            var nodeId = sheet.NodeId(0);
            var (audience, kind) = (sheet.Word(1, "pupils", "staff"), (SessionKind)(sheet.Word(2, "morning", "afternoon", "day") + 1));
            var (opens, starts, ends) = (sheet.Time(3), sheet.Time(4), sheet.Time(5));
            var (late, absent) = (sheet.Number(6, 0, 600), sheet.Number(7, 0, 600));
            if (!sheet.IsBad && (opens > starts || starts >= ends)) sheet.Bad(4, "the times are not in the order opens, starts, ends; correct them");
            if (!sheet.IsBad && late > absent) sheet.Bad(7, "absent_after_min is less than late_after_min; correct one of them");
            if (!sheet.IsBad && starts + absent > ends) sheet.Bad(7, "a person would be absent only after the session has ended; make it less");
            var (from, to) = sheet.Span(8);
            if (run.Nodes.Resolve(sheet, 0, nodeId, to, run.Today) is not { } node || audience < 0 || kind == 0) continue;
            var key = new SessionKey(node.Key, audience == 1, kind);
            guard.Check(sheet, 8, key, from, to);
            if (to >= run.Today)
            {
                if (key.Staff) CheckMixture(sheet, key);
                _current.Add(key);
            }
            if (!sheet.IsBad) _rows.Add((key, new(new(opens, starts, ends, late, absent), from, to)));
        }
    }

    /// <summary>Takes the sessions that are stored, for an import without <c>sessions.csv</c>.</summary>
    public void Load()
    {
        using var table = Table();
        foreach (var (key, row) in table.Read())
        {
            if (row.To >= run.Today) _current.Add(key);
        }
    }

    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        using var table = Table();
        var counter = new DifferenceCounter(Sheets.Sessions.File);
        table.Merge(_rows, table.Read(), run.Today, (key, outcome) => counter.Count(
            outcome, () => $"{run.Nodes.IdOf(key.Node)} {(key.Staff ? "staff" : "pupils")} {key.Kind.ToString().ToLowerInvariant()}"));
        return counter.Result();
    }

    // Staff have all sessions of the node that decides, and a group has a day, or a morning and an afternoon.
    private void CheckMixture(CsvSheet sheet, SessionKey key)
    {
        var clash = key.Kind == SessionKind.Day
            ? _current.Contains(key with { Kind = SessionKind.Morning }) || _current.Contains(key with { Kind = SessionKind.Afternoon })
            : _current.Contains(key with { Kind = SessionKind.Day });
        if (clash) sheet.Bad(2, "the staff of a node have a day, or a morning and an afternoon, and not both; remove one of the rows");
    }

    private VersionedTable<SessionKey, SessionPayload> Table() => new(
        run.Context, typeof(SessionTime),
        [
            nameof(SessionTime.NodeKey), nameof(SessionTime.Staff), nameof(SessionTime.Kind), nameof(SessionTime.Opens),
            nameof(SessionTime.Starts), nameof(SessionTime.Ends), nameof(SessionTime.LateAfter), nameof(SessionTime.AbsentAfter),
        ],
        r => (new(r.GetInt32(0), r.GetBoolean(1), (SessionKind)r.GetInt32(2)),
            new(r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7))),
        (key, p) => [key.Node, key.Staff, (int)key.Kind, p.Opens, p.Starts, p.Ends, p.LateAfter, p.AbsentAfter]);
}
