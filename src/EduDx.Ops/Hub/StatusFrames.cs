using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Live.Closures;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Closures;

namespace EduDx.Ops.Hub;

/// <summary>The view <c>status</c>: what the day is for each school. Reads the model alone, which has the closures laid over it.</summary>
internal sealed class StatusFrames(ClosureJournal journal)
{
    public StatusFrame Build(FrameScope at)
    {
        var frame = new StatusFrame { Scope = at.Node.Id, AsOf = LocalTime.At(at.NowMs), Offset = at.Offset, Date = at.Day, Path = at.Path };
        Name(frame, at.Node);
        var places = at.Node.Kind < NodeKind.School ? at.Node.Children.Select(c => at.City.Nodes[c]).ToDictionary(n => n.Index, Place) : [];
        var rows = new List<SchoolStatusRow>();
        foreach (var school in at.Schools)
        {
            var row = RowOf(school, at.Day, at.NowMs);
            // Of a class or campus its own pupils alone.
            if (at.Node.Kind > NodeKind.School) row.Pupils = school.Groups.Where((g, i) => !g.IsStaff && at.Holds(at.Node, school, g.Campus, i)).Sum(g => g.Count);
            Add(frame, row);
            if (places.TryGetValue(at.Node.Kind == NodeKind.City ? school.Commune.Index : school.Node.Index, out var place)) Add(place, row);
            if (row.Status != "open" || row.DaysOwed > 0 || at.Node.Kind >= NodeKind.School) rows.Add(row);
        }
        // On a Sunday everybody is off: that is one figure and no list.
        if (frame.Off * 2 > frame.Schools && at.Node.Kind < NodeKind.School) rows.RemoveAll(r => r is { Status: "off", DaysOwed: 0 });
        frame.Level = LevelOf(frame);
        foreach (var place in places.Values) place.Level = LevelOf(place);
        frame.Children = [.. places.Values];
        frame.List = [.. rows.OrderBy(r => Array.IndexOf(Order, r.Status)).ThenBy(r => r.Since ?? DateTimeOffset.MaxValue).ThenBy(r => r.Id, StringComparer.Ordinal)];
        var mentioned = at.Schools.SelectMany(s => s.Closures).Select(c => c.Id).ToHashSet();
        frame.Closures = [.. journal.All.Where(c => mentioned.Contains(c.Id) && (c.IsInForce || IsReopening(c))).Select(c => Card(at.City, c, node => NodePaths.Concerns(at.City, node, at.Node)))];
        return frame;
    }

    /// <summary>What the day is for one school.</summary>
    /// <param name="school">The school.</param>
    /// <param name="day">The day shown.</param>
    /// <param name="nowMs">The tick; days are owed through its day.</param>
    public static SchoolStatusRow RowOf(SchoolModel school, DateOnly day, long nowMs)
    {
        var row = new SchoolStatusRow { Id = school.Node.Id, Name = school.Node.Name, CommuneName = school.Commune.Name, DaysOwed = DaysOwed.Of(school, LocalTime.DayOf(nowMs)) };
        foreach (var group in school.Groups) row.Pupils += group.IsStaff ? 0 : group.Count;
        var (open, reason) = CalendarRule.Decide(school.Calendar, day);
        // Of a past day: what it was at its end.
        var closed = school.ClosureAt(Math.Min(nowMs, LocalTime.StartMs(day) + LocalTime.DayMs - 1));
        var closure = closed ?? Array.Find(school.Closures, IsReopening);
        row.Status = closed is not null ? closed.Status.ToString().ToLowerInvariant() : !open ? "off" : closure is not null ? "reopening" : "open";
        row.Reason = closure?.Reason ?? (open ? null : reason);
        if (closure is null) return row;
        (row.Closure, row.Since) = (closure.Id, LocalTime.At(closed is null ? closure.ReopenedMs : closure.StartMs));
        (row.ChecklistItems, row.ChecklistDone) = (closure.Checklist.Length, closure.Checklist.Count(i => i.DoneMs != 0));
        return row;
    }

    /// <summary>A closure as people see it.</summary>
    /// <param name="city">The tree in force.</param>
    /// <param name="closure">The closure.</param>
    /// <param name="isSeen">Which nodes are shown and counted: an order may name schools that its reader has no right to.</param>
    public static ClosureCard Card(CityModel city, Closure closure, Func<Node, bool> isSeen) => new()
    {
        Id = closure.Id,
        Status = closure.Status.ToString().ToLowerInvariant(),
        State = closure.UndoneMs != 0 ? "undone" : closure.ReopenedMs != 0 ? "reopened" : "inForce",
        Nodes = [.. closure.Nodes.Where(city.NodeByKey.ContainsKey).Select(k => city.Nodes[city.NodeByKey[k]]).Where(isSeen).Select(n => n.Id)],
        Schools = city.Schools.Count(s => isSeen(s.Node) && Array.Exists(closure.Nodes, k => city.NodeByKey.TryGetValue(k, out var index) && IsUnder(city, s, index))),
        Reason = closure.Reason,
        By = closure.By,
        At = LocalTime.At(closure.AtMs),
        From = closure.From,
        To = closure.To == DateOnly.MaxValue ? null : closure.To,
        EndedAt = closure.UndoneMs != 0 ? LocalTime.At(closure.UndoneMs) : closure.ReopenedMs != 0 ? LocalTime.At(closure.ReopenedMs) : null,
        EndedBy = closure.UndoneBy ?? closure.ReopenedBy,
        Checklist = [.. closure.Checklist.Select(i => new ChecklistItem { Id = i.Id, TextVi = i.TextVi, TextEn = i.TextEn, DoneBy = i.DoneBy, DoneAt = i.DoneMs == 0 ? null : LocalTime.At(i.DoneMs) })],
    };

    private static readonly string[] Order = ["flooded", "shelter", "closed", "online", "reopening", "open", "off"];

    // Taught on line, nothing was left that must be checked before people come back.
    private static bool IsReopening(Closure closure) =>
        closure is { UndoneMs: 0, ReopenedMs: not 0, Status: not ClosureStatus.Online } && Array.Exists(closure.Checklist, i => i.DoneMs == 0);

    private static bool IsUnder(CityModel city, SchoolModel school, int index) =>
        school.Node.Index == index || school.Commune.Index == index || city.Nodes[index].Kind == NodeKind.City;

    private static StatusNode Place(Node node)
    {
        var place = new StatusNode();
        Name(place, node);
        return place;
    }

    private static void Name(StatusNode figures, Node node) =>
        (figures.Id, figures.Kind, figures.Name, figures.Column, figures.Row) = (node.Id, NodeFigures.Word(node.Kind), node.Name, node.Column, node.Row);

    private static void Add(StatusFigures figures, SchoolStatusRow row)
    {
        figures.Schools++;
        switch (row.Status)
        {
            case "closed": figures.Closed++; break;
            case "flooded": figures.Flooded++; break;
            case "online": figures.Online++; break;
            case "shelter": figures.Shelter++; break;
            case "off": figures.Off++; break;
            default: figures.Open++; break;
        }
        if (row.Status == "reopening") figures.Reopening++;
        if (row.Status is "closed" or "flooded" or "online" or "shelter") figures.PupilsAway += row.Pupils;
        figures.DaysOwed += row.DaysOwed;
    }

    private static string LevelOf(StatusFigures figures)
    {
        var away = figures.Closed + figures.Flooded + figures.Shelter;
        return away > 0 && away * 2 >= figures.Schools - figures.Off ? "critical" : away + figures.Online + figures.Reopening > 0 ? "warning" : "normal";
    }
}
