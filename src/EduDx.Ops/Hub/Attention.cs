using EduDx.Contracts.Frames;
using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.Ops.Hub;

/// <summary>What needs a person under a scope, worst first. Codes and figures only: the wall words them.</summary>
internal static class Attention
{
    public static List<AttentionItem> Of(WallOptions limits, Node scope, AttendanceFrame frame, SchoolView[] schools, Period period)
    {
        var items = new List<AttentionItem>();
        foreach (var view in schools)
        {
            AddSilentCampuses(scope, view, period, items);
            AddConflicts(limits, scope, view, period, items);
        }
        // A node with most pupils unknown is listed by its silent campuses; its share present says nothing.
        foreach (var child in frame.Children.Where(c => c.Level is "warning" or "critical"))
        {
            var there = child.Present + child.Late + child.LeftEarly;
            var decided = child.Enrolled - child.Off - child.Expected - child.Unknown;
            items.Add(new AttentionItem
            {
                Code = "lowAttendance",
                Level = child.Level,
                NodeId = child.Id,
                Name = child.Name,
                Count = decided - there,
                Pct = decided == 0 ? null : Math.Round(100.0 * there / decided, 1),
            });
        }
        items.Sort((a, b) => a.Level != b.Level
            ? (a.Level == "critical" ? -1 : 1)
            : a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.NodeId, b.NodeId));
        return items;
    }

    private static void AddSilentCampuses(Node scope, SchoolView view, Period period, List<AttentionItem> items)
    {
        for (var campus = 0; campus < view.SilentSince.Length; campus++)
        {
            if (view.SilentSince[campus] < 0) continue;
            var unknown = 0;
            for (var g = 0; g < view.School.Groups.Length; g++)
            {
                var group = view.School.Groups[g];
                if (!NodeFigures.IsUnder(view.School, group, scope)) continue;
                for (var s = 0; s < group.Sessions.Length && group.Campus == campus; s++)
                {
                    if (group.Sessions[s].In(period)) unknown += view.Counts[g * 2 + s].Unknown;
                }
            }
            if (unknown == 0) continue;
            var node = view.School.Campuses.Length == 1 ? view.School.Node : view.School.Campuses[campus].Node;
            items.Add(new AttentionItem
            {
                Code = "campusSilent",
                Level = "critical",
                NodeId = node.Id,
                Name = node == view.School.Node ? node.Name : $"{view.School.Node.Name} · {node.Name}",
                Within = view.School.Commune.Name,
                Count = unknown,
                Since = LocalTime.At(LocalTime.StartMs(view.Day)).AddMinutes(view.SilentSince[campus]),
            });
        }
    }

    private static void AddConflicts(WallOptions limits, Node scope, SchoolView view, Period period, List<AttentionItem> items)
    {
        var conflicts = view.Conflicts.Count(c =>
            NodeFigures.IsUnder(view.School, view.School.Groups[c.Group], scope) && view.School.Groups[c.Group].Sessions[c.SessionSlot].In(period));
        if (conflicts < limits.ConflictsFrom) return;
        items.Add(new AttentionItem
        {
            Code = "conflicts",
            Level = "warning",
            NodeId = view.School.Node.Id,
            Name = view.School.Node.Name,
            Within = view.School.Commune.Name,
            Count = conflicts,
        });
    }
}
