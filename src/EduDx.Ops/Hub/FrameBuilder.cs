using EduDx.Contracts.Frames;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Hub;

/// <summary>
/// From published figures to the frame of a (view, scope): what the wall shows and what the live API answers. Reads immutable
/// views only; sums over the whole city take well under a millisecond.
/// </summary>
public sealed class FrameBuilder(CityHolder holder, LiveViews views, LivePipeline pipeline, SystemHealth health, Comparisons comparisons, TimeProvider time, OpsOptions options)
{
    private const int AttentionShown = 12;
    private const int ConflictsShown = 200;
    private readonly AttendanceRules _rules = new(options.Pipeline.SilentMinutes);

    /// <summary>Builds the frame.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="problem">Why there is no frame: what is wrong and what to do.</param>
    /// <returns>The frame, or null.</returns>
    public AttendanceFrame? Build(FrameRequest request, out string? problem)
    {
        var city = holder.Current;
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        problem = Problem(city, request, nowMs, out var scope);
        if (problem is not null) return null;
        var day = request.Day ?? LocalTime.DayOf(nowMs);
        var offset = pipeline.PublishedOffset;
        var schools = SchoolsUnder(city, scope!).Select(s => ViewOf(s, day, nowMs)).ToArray();
        var period = request.Period ?? (LocalTime.At(nowMs).Hour < 12 ? Period.Morning : Period.Afternoon);
        if (!HasAnyone(scope!, schools, period)) period = period == Period.Morning ? Period.Afternoon : Period.Morning;
        var frame = new AttendanceFrame
        {
            View = request.View,
            Scope = scope!.Id,
            AsOf = LocalTime.At(schools.Length == 0 ? nowMs : schools.Min(v => v.AsOfMs)),
            Offset = offset,
            Date = day,
            Session = period == Period.Morning ? "morning" : "afternoon",
            Path = PathOf(city, scope),
            System = health.Line(),
            Comparison = comparisons.For(scope, day, period),
        };
        var node = new NodeFigures(city, options.Wall, period);
        node.Fill(frame, scope, schools);
        frame.Children = [.. ChildrenOf(city, scope).Select(child => node.Make(child, schools))];
        var attention = Attention.Of(options.Wall, scope, frame, schools, period);
        (frame.Attention, frame.AttentionTotal) = ([.. attention.Take(AttentionShown)], attention.Count);
        if (request.View == "overview" && scope.Kind < NodeKind.Class) frame.Arrivals = Arrivals.Of(schools, scope, period, LocalTime.DayOf(nowMs) == day ? nowMs : long.MaxValue, day);
        if (scope.Kind >= NodeKind.School) frame.ConflictList = [.. node.Conflicts(scope, schools).Take(ConflictsShown)];
        return frame;
    }

    /// <summary>As <see cref="Build"/>, but an empty registry is a frame too: a wall that waits for its schools is live and says so.</summary>
    public AttendanceFrame? BuildForWall(FrameRequest request, out string? problem)
    {
        var frame = Build(request, out problem);
        if (frame is not null || holder.Current.Nodes.Length > 0) return frame;
        problem = null;
        var now = LocalTime.At(time.GetUtcNow().ToUnixTimeMilliseconds());
        return new AttendanceFrame { View = request.View, AsOf = now, Date = DateOnly.FromDateTime(now.DateTime), System = health.Line() };
    }

    /// <summary>Highest version among the figures that a frame of <paramref name="request"/> is made of; it is stale when this moved.</summary>
    public long VersionOf(FrameRequest request)
    {
        var city = holder.Current;
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (Problem(city, request, nowMs, out var scope) is not null) return -city.Version;
        var day = request.Day ?? LocalTime.DayOf(nowMs);
        long version = 0;
        foreach (var school in SchoolsUnder(city, scope!)) version = Math.Max(version, views.Attendance.Find(day, school)?.Version ?? 0);
        return version;
    }

    private string? Problem(CityModel city, FrameRequest request, long nowMs, out Node? scope)
    {
        scope = null;
        if (city.Nodes.Length == 0) return "the registry is empty: import the CSV files of the city (docs/import.md)";
        if (request.Scope is null) scope = city.Nodes[0];
        else if (city.NodeById.TryGetValue(request.Scope, out var index)) scope = city.Nodes[index];
        else return $"the tree has no node '{request.Scope}'; GET /api/v1/tree lists them";
        var today = LocalTime.DayOf(nowMs);
        return request.Day is { } day && (day > today || day < today.AddDays(-7))
            ? $"live figures reach from {today.AddDays(-7):yyyy-MM-dd} to {today:yyyy-MM-dd}; older days are in GET /api/v1/history/attendance"
            : null;
    }

    // A school that nobody has published for that day has no events: its figures follow from the roster and the clock alone.
    private SchoolView ViewOf(SchoolModel school, DateOnly day, long nowMs) =>
        views.Attendance.Find(day, school) is { } published && ReferenceEquals(published.View.School, school)
            ? published.View
            : new SchoolDay(school, day).View(nowMs, _rules);

    private static IEnumerable<SchoolModel> SchoolsUnder(CityModel city, Node scope) => scope.Kind switch
    {
        NodeKind.City => city.Schools,
        NodeKind.Commune => city.Schools.Where(s => s.Commune.Index == scope.Index),
        _ => city.SchoolOf(scope) is { } school ? [school] : [],
    };

    private static bool HasAnyone(Node scope, SchoolView[] schools, Period period)
    {
        foreach (var view in schools)
        {
            foreach (var group in view.School.Groups)
            {
                if (group.Count > 0 && NodeFigures.IsUnder(view.School, group, scope) && group.Sessions.Any(s => s.In(period))) return true;
            }
        }
        return false;
    }

    private static IEnumerable<Node> ChildrenOf(CityModel city, Node scope) => scope.Kind == NodeKind.School
        ? scope.Children.SelectMany(campus => city.Nodes[campus].Children).Select(c => city.Nodes[c])
        : scope.Children.Select(c => city.Nodes[c]);

    private static PathStep[] PathOf(CityModel city, Node scope)
    {
        var path = new List<PathStep>();
        for (Node? node = scope; node is not null; node = node.Parent >= 0 ? city.Nodes[node.Parent] : null)
        {
            path.Insert(0, new PathStep(node.Id, NodeFigures.Word(node.Kind), node.Name));
        }
        return [.. path];
    }
}
