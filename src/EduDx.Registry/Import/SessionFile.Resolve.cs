using EduDx.Live.City;

namespace EduDx.Registry.Import;

internal sealed partial class SessionFile
{
    /// <summary>
    /// Notes every class, and every campus with staff, that has no times on or above it. The times are data: without
    /// them nobody can be late, and no default would be right.
    /// </summary>
    public void CheckResolved()
    {
        foreach (var entry in run.Nodes.All)
        {
            if (entry.Spans.Count == 0) continue;
            var span = entry.Current(run.Today);
            if (span.To < run.Today) continue;
            if (entry.Kind == NodeKind.Class) CheckClass(entry, span);
            if (entry.Kind == NodeKind.Campus && run.StaffCampuses.TryGetValue(entry.Key, out var staff) && !Up(entry).Any(HasStaffRow))
            {
                run.Errors.Add(staff.File, staff.Line, staff.Line == 0 ? "" : "campus",
                    $"the staff of '{entry.Id}' have no session; add a row with audience staff for it or a node above it to sessions.csv");
            }
        }
    }

    private void CheckClass(NodeEntry entry, NodeSpan span)
    {
        foreach (var kind in (ReadOnlySpan<SessionKind>)[SessionKind.Morning, SessionKind.Afternoon, SessionKind.Day])
        {
            if ((span.Sessions >> ((int)kind - 1) & 1) == 0 || Up(entry).Any(n => _current.Contains(new(n.Key, false, kind)))) continue;
            var word = kind.ToString().ToLowerInvariant();
            run.Errors.Add(span.Line == 0 ? Sheets.Sessions.File : Sheets.Nodes.File, span.Line, span.Line == 0 ? "" : "sessions",
                $"the class '{entry.Id}' has the session {word}, whose times are not known; add a row pupils,{word} for it or a node above it to sessions.csv");
        }
    }

    private bool HasStaffRow(NodeEntry node) =>
        _current.Contains(new(node.Key, true, SessionKind.Morning))
        || _current.Contains(new(node.Key, true, SessionKind.Afternoon))
        || _current.Contains(new(node.Key, true, SessionKind.Day));

    private IEnumerable<NodeEntry> Up(NodeEntry entry)
    {
        // A bad file can hold a circle; the tree has five levels.
        var node = entry;
        for (var depth = 0; node is not null && depth < 5; depth++)
        {
            yield return node;
            node = node.Spans.Count == 0 ? null : run.Nodes.Find(node.Current(run.Today).Parent);
        }
    }
}
