using EduDx.Live.City;

namespace EduDx.Registry.Import;

/// <summary>Reads <c>nodes.csv</c>, checks the tree, and merges it.</summary>
internal sealed partial class NodeFile(ImportRun run)
{
    private const int Id = 0, Kind = 1, Name = 2, Parent = 3, Level = 4, Column = 5, Row = 6, Lat = 7, Sessions = 10, From = 11;
    private readonly List<NodeRow> _rows = [];

    /// <summary>Reads all rows into the run's directory, and notes the bad ones.</summary>
    public void Read()
    {
        using (var sheet = run.Open(Sheets.Nodes))
        {
            while (sheet.Read()) ReadRow(sheet);
        }
        CheckTree();
        GiveKeys();
    }

    private void ReadRow(CsvSheet sheet)
    {
        var id = sheet.NodeId(Id);
        var word = sheet.Word(Kind, "city", "commune", "school", "campus", "class");
        var kind = (NodeKind)(word + 1);
        var name = sheet.Name(Name);
        var parent = sheet.Text(Parent).Length == 0 ? "" : sheet.NodeId(Parent);
        var level = sheet.Text(Level);
        if (kind == NodeKind.School) sheet.Word(Level, "kindergarten", "primary", "lower-secondary", "upper-secondary", "office");
        else if (level.Length > 0 && word >= 0) sheet.Bad(Level, "only a school has a level; empty the cell");
        var (column, row) = (sheet.Number(Column, 0, 999, -1), sheet.Number(Row, 0, 999, -1));
        var (lat, lon, radius) = sheet.Place(Lat);
        if (lat is not null && word >= 0 && kind != NodeKind.Campus) sheet.Bad(Lat, "only a campus has a place; empty lat, lon and radius_m");
        var sessions = ReadSessions(sheet, kind);
        var (from, to) = sheet.Span(From);
        if (id.Length == 0 || word < 0) return;

        if (id.Contains('.') != kind is NodeKind.Campus or NodeKind.Class)
        {
            sheet.Bad(Id, "the id of a campus or class is 'school.name', any other id has no dot; correct id or kind");
        }
        if (kind == NodeKind.City != (parent.Length == 0))
        {
            sheet.Bad(Parent, kind == NodeKind.City ? "the city has no parent; empty the cell" : "the cell is empty; write the id of the parent");
        }
        if (run.Nodes.Find(id) is not { } entry) run.Nodes.Add(entry = new(id, kind));
        else if (entry.Kind != kind) sheet.Bad(Kind, $"'{id}' is a {NodeDirectory.Word(entry.Kind)} in line {entry.Spans[0].Line}; an id keeps its kind, give this node another id");
        var span = new NodeSpan(sheet.Line, from ?? DateOnly.MinValue, to, parent, sessions);
        if (entry.Spans.Find(s => s.From <= span.To && span.From <= s.To) is { } other)
        {
            sheet.Bad(From, $"the days overlap those of '{id}' in line {other.Line}; remove one row or correct its days");
        }
        entry.Spans.Add(span);
        if (!sheet.IsBad) _rows.Add(new(entry, span, from, new(name, 0, level, column, row, lat, lon, radius, sessions)));
    }

    private static int ReadSessions(CsvSheet sheet, NodeKind kind)
    {
        if (kind == NodeKind.Class) return sheet.Word(Sessions, "morning", "afternoon", "morning+afternoon", "day") + 1;
        if (sheet.Text(Sessions).Length > 0 && kind > 0) sheet.Bad(Sessions, "only a class has sessions; empty the cell");
        return 0;
    }

    private void CheckTree()
    {
        var (cities, withCampus) = (new HashSet<string>(), new HashSet<string>());
        foreach (var entry in run.Nodes.All)
        {
            if (entry.Kind == NodeKind.City && cities.Add(entry.Id) && cities.Count > 1)
            {
                Bad(entry.Spans[0], "kind", "there is a second city; a registry holds one");
            }
            foreach (var span in entry.Spans)
            {
                if (span.Parent.Length > 0) CheckParent(entry, span);
                if (entry.Kind == NodeKind.Campus && span.To >= run.Today) withCampus.Add(span.Parent);
            }
        }
        foreach (var entry in run.Nodes.All)
        {
            if (entry.Kind == NodeKind.School && entry.Current(run.Today) is var span && span.To >= run.Today && !withCampus.Contains(entry.Id))
            {
                Bad(span, "id", $"the school has no campus; add a row of kind campus, for example {entry.Id}.c1");
            }
        }
    }

    private void CheckParent(NodeEntry entry, NodeSpan span)
    {
        if (run.Nodes.Find(span.Parent) is not { } parent)
        {
            Bad(span, "parent", $"there is no node '{span.Parent}' in the file; add it or correct the id");
        }
        else if (parent.Kind != entry.Kind - 1)
        {
            Bad(span, "parent", $"the parent of a {NodeDirectory.Word(entry.Kind)} is a {NodeDirectory.Word(entry.Kind - 1)}, and '{parent.Id}' is a {NodeDirectory.Word(parent.Kind)}; correct the id");
        }
        else if (entry.Id.IndexOf('.') is var dot and > 0 && entry.Id[..dot] != parent.Id.Split('.')[0])
        {
            Bad(span, "parent", $"'{entry.Id}' belongs to the school {entry.Id[..dot]} and its parent '{parent.Id}' does not; correct one of the ids");
        }
        else
        {
            // "Since ever" of a child means since its parent: only the days from today on are held against the parent then.
            var from = span.From > DateOnly.MinValue ? span.From : span.To < run.Today ? span.To : run.Today;
            if (!parent.Covers(from, span.To)) Bad(span, "parent", $"'{parent.Id}' does not exist on all days of this row; correct the days of one of them");
        }
    }

    private void Bad(NodeSpan span, string column, string message) => run.Errors.Add(Sheets.Nodes.File, span.Line, column, message);
}
