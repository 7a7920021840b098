using EduDx.Contracts.Frames;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Hub;

/// <summary>The views <c>overview</c> and <c>attendance</c>. Reads immutable figures only; sums over the whole city take well under a millisecond.</summary>
internal sealed class AttendanceFrames(LiveViews views, Comparisons comparisons, OpsOptions options)
{
    private const int AttentionShown = 12;
    private const int ConflictsShown = 200;
    private readonly AttendanceRules _rules = new(options.Pipeline.SilentMinutes);

    public AttendanceFrame Build(FrameScope at, FrameRequest request)
    {
        var (scope, day, nowMs) = (at.Node, at.Day, at.NowMs);
        var schools = at.Schools.Select(s => ViewOf(views, at, s, _rules)).ToArray();
        var period = request.Period ?? (LocalTime.At(nowMs).Hour < 12 ? Period.Morning : Period.Afternoon);
        if (!HasAnyone(scope, schools, period)) period = period == Period.Morning ? Period.Afternoon : Period.Morning;
        var frame = new AttendanceFrame
        {
            View = request.View,
            Scope = scope.Id,
            AsOf = LocalTime.At(schools.Length == 0 ? nowMs : schools.Min(v => v.AsOfMs)),
            Offset = at.Offset,
            Date = day,
            Session = period == Period.Morning ? "morning" : "afternoon",
            Path = at.Path,
            Comparison = comparisons.For(scope, day, period),
        };
        var node = new NodeFigures(at.City, options.Wall, period);
        node.Fill(frame, scope, schools);
        frame.Children = [.. at.Children.Select(child => node.Make(child, schools))];
        var attention = Attention.Of(options.Wall, scope, frame, schools, period);
        (frame.Attention, frame.AttentionTotal) = ([.. attention.Take(AttentionShown)], attention.Count);
        if (request.View == "overview" && scope.Kind < NodeKind.Class) frame.Arrivals = Arrivals.Of(schools, scope, period, LocalTime.DayOf(nowMs) == day ? nowMs : long.MaxValue, day);
        if (scope.Kind >= NodeKind.School) frame.ConflictList = [.. node.Conflicts(scope, schools).Take(ConflictsShown)];
        return frame;
    }

    /// <summary>The figures of a school and day. A school that nobody has published for that day has no events: they follow from the roster and the clock alone.</summary>
    public static SchoolView ViewOf(LiveViews views, FrameScope at, SchoolModel school, AttendanceRules rules)
    {
        var view = views.Attendance.Find(at.Day, school)?.View ?? new SchoolDay(at.City.SchoolOn(school, at.Day), at.Day).View(at.NowMs, rules);
        return ReferenceEquals(view.School, school) ? view : view with { School = FrameScope.Placed(view.School, school) };
    }

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
}
