using System.Globalization;
using EduDx.Contracts.Frames;
using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Ops.Care;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Hub;

/// <summary>The view <c>care</c>: meals, food safety, naps and groups of the kindergartens under a node. Reads immutable figures only.</summary>
internal sealed class CareFrames(LiveViews views, NormsStore norms, OpsOptions options)
{
    private const int Shown = 60;

    public CareFrame Build(FrameScope at)
    {
        var inForce = norms.Current;
        var frame = new CareFrame
        {
            Scope = at.Node.Id, Offset = at.Offset, Date = at.Day, Path = at.Path,
            Phase = PhaseOf(at, inForce), LunchAt = LunchOf(inForce) is { } lunch ? Text(lunch) : "",
        };
        Name(frame, at.Node);
        var (whole, parts) = (new CareSums(frame), new Dictionary<int, (CareNode Figures, CareSums Sums)>());
        var (kitchens, classes) = (new List<KitchenRow>(), new List<CareClassRow>());
        var asOfMs = at.NowMs;
        foreach (var inTree in at.Schools)
        {
            if (!inTree.IsKindergarten || ViewOf(inTree, at) is not { } view) continue;
            var school = view.School;
            asOfMs = Math.Min(asOfMs, view.AsOfMs);
            whole.AddSchool(view);
            if (at.Node.Kind < NodeKind.School) PartOf(at.Node.Kind == NodeKind.City ? school.Commune : school.Node).Sums.AddSchool(view);
            foreach (var own in view.Classes)
            {
                var group = school.Groups[own.Group];
                if (!at.Holds(at.Node, school, group.Campus, own.Group)) continue;
                whole.Add(own);
                if (at.Node.Kind < NodeKind.Class) PartOf(at.Node.Kind switch { NodeKind.City => school.Commune, NodeKind.Commune => school.Node, _ => group.Node }).Sums.Add(own);
                if (IsListed(at, CareProblems.Of(own))) classes.Add(CareRows.Of(own, view, at.City));
            }
            foreach (var kitchen in view.Kitchens)
            {
                if (!at.Holds(at.Node, school, kitchen.Campus, -1)) continue;
                whole.Add(kitchen, view);
                if (at.Node.Kind < NodeKind.School) PartOf(at.Node.Kind == NodeKind.City ? school.Commune : school.Node).Sums.Add(kitchen, view);
                if (IsListed(at, CareProblems.Of(kitchen, view))) kitchens.Add(CareRows.Of(kitchen, view, at.City));
            }
        }
        frame.AsOf = LocalTime.At(asOfMs);
        frame.Level = LevelOf(frame, whole);
        foreach (var (figures, sums) in parts.Values) figures.Level = LevelOf(figures, sums);
        frame.Nodes = [.. parts.Values.Select(p => p.Figures).OrderBy(n => n.Id, StringComparer.Ordinal)];
        frame.KitchenList = Listed(kitchens, k => k.Problems, k => k.Id, at);
        frame.ClassList = Listed(classes, c => c.Problems, c => c.Id, at);
        return frame;

        (CareNode Figures, CareSums Sums) PartOf(Node node)
        {
            if (parts.TryGetValue(node.Key, out var part)) return part;
            var figures = new CareNode();
            Name(figures, node);
            return parts[node.Key] = (figures, new CareSums(figures));
        }
    }

    private CareView? ViewOf(SchoolModel school, FrameScope at) => views.Care.Find(at.Day, school)?.View is { } view ? view with { School = FrameScope.Placed(view.School, school) } : null;

    // All of a school; above it, what is wrong.
    private static bool IsListed(FrameScope at, string[] problems) => at.Node.Kind >= NodeKind.School || problems.Length > 0;

    private static TRow[] Listed<TRow>(List<TRow> rows, Func<TRow, string[]> problems, Func<TRow, string> id, FrameScope at)
    {
        var sorted = rows.OrderByDescending(r => CareProblems.Weight(problems(r))).ThenBy(id, StringComparer.Ordinal);
        return [.. at.Node.Kind >= NodeKind.School ? sorted : sorted.Take(Shown)];
    }

    private string LevelOf(CareFigures figures, CareSums sums) =>
        sums.IsCritical ? "critical"
        : figures.NeedPerson > 0 ? "warning"
        : figures.Children > 0 && 100.0 * figures.Unknown / figures.Children >= options.Wall.UnknownFromPct ? "unknown" : "normal";

    // A day that is over is looked at as it ended.
    private static string PhaseOf(FrameScope at, CareNorms norms)
    {
        var now = LocalTime.At(at.NowMs);
        if (DateOnly.FromDateTime(now.DateTime) != at.Day) return "afternoon";
        var time = TimeOnly.FromTimeSpan(now.TimeOfDay);
        return time < LunchOf(norms) ? "morning" : time < norms.Sleep.From ? "lunch" : time < norms.Sleep.To ? "nap" : "afternoon";
    }

    private static TimeOnly? LunchOf(CareNorms norms) => Array.Find(norms.Meals, m => m.Meal == MealName.Lunch)?.At;

    private static void Name(CareNode figures, Node node) =>
        (figures.Id, figures.Kind, figures.Name, figures.Column, figures.Row) = (node.Id, NodeFigures.Word(node.Kind), node.Name, node.Column, node.Row);

    /// <summary>A local time as <c>HH:mm</c>.</summary>
    public static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
