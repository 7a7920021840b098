using EduDx.Contracts.Frames;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Hub;

/// <summary>The view <c>staff</c>: figures of all levels, and at a school the staff one by one, by pseudonym.</summary>
internal sealed class StaffFrames(LiveViews views, OpsOptions options)
{
    private const int Shown = 60;
    private readonly AttendanceRules _rules = new(options.Pipeline.SilentMinutes);

    public StaffFrame Build(FrameScope at, FrameRequest request)
    {
        var period = request.Period ?? (LocalTime.At(at.NowMs).Hour < 12 ? Period.Morning : Period.Afternoon);
        var frame = new StaffFrame
        {
            Scope = at.Node.Id, Offset = at.Offset, Date = at.Day, Path = at.Path, Session = period == Period.Morning ? "morning" : "afternoon",
        };
        Name(frame, at.Node);
        var places = at.Places.ToDictionary(n => n.Key, Place);
        var asOfMs = at.NowMs;
        var (missing, list) = (new List<TeacherRow>(), new List<StaffRow>());
        foreach (var inTree in at.Schools)
        {
            var view = AttendanceFrames.ViewOf(views, at, inTree, _rules);
            var school = view.School;
            asOfMs = Math.Min(asOfMs, view.AsOfMs);
            for (var g = 0; g < school.Groups.Length; g++)
            {
                var group = school.Groups[g];
                // A class has no staff of its own: its teachers are its campus's.
                if (at.Node.Kind == NodeKind.Class ? group.Node.Key != at.Node.Key : !at.Holds(at.Node, school, group.Campus, g)) continue;
                var place = at.Node.Kind >= NodeKind.Campus ? null : places.GetValueOrDefault(PlaceOf(at, school, group));
                if (group.IsStaff) AddStaff(view, g, period, frame, place);
                else AddClass(view, g, period, frame, place, missing);
            }
            if (at.Node.Kind is NodeKind.School or NodeKind.Campus) list.AddRange(Rows(at, view, period));
        }
        frame.AsOf = LocalTime.At(asOfMs);
        frame.Level = LevelOf(frame, options.Wall);
        foreach (var place in places.Values) place.Level = LevelOf(place, options.Wall);
        frame.Children = [.. places.Values];
        var ordered = missing.OrderBy(m => m.State == "none" ? 0 : 1).ThenBy(m => m.Since).ThenBy(m => m.Id, StringComparer.Ordinal);
        frame.Missing = [.. at.Node.Kind >= NodeKind.School ? ordered : ordered.Take(Shown)];
        frame.List = [.. list];
        return frame;
    }

    private static void AddStaff(SchoolView view, int group, Period period, StaffFigures figures, StaffFigures? place)
    {
        var model = view.School.Groups[group];
        for (var s = 0; s < model.Sessions.Length; s++)
        {
            if (!model.Sessions[s].In(period)) continue;
            Add(figures, view.Counts[group * 2 + s]);
            if (place is not null) Add(place, view.Counts[group * 2 + s]);
        }
        foreach (var member in view.Staff)
        {
            if (view.School.PersonGroups[member.Slot] != group || member.FirstInMs < 0 || !model.Sessions[member.SessionSlot].In(period)) continue;
            Add(figures, member.Place);
            if (place is not null) Add(place, member.Place);
        }
    }

    private static void AddClass(SchoolView view, int group, Period period, StaffFigures figures, StaffFigures? place, List<TeacherRow> missing)
    {
        var model = view.School.Groups[group];
        if (Array.IndexOf(view.School.Teaches, group) < 0) return;
        for (var s = 0; s < model.Sessions.Length; s++)
        {
            if (!model.Sessions[s].In(period)) continue;
            var state = ClassTeachers.Of(view, group, s);
            Add(figures, state);
            if (place is not null) Add(place, state);
            if (state is not (TeacherState.Missing or TeacherState.Unknown)) continue;
            ref var pupils = ref view.Counts[group * 2 + s];
            missing.Add(new TeacherRow
            {
                Id = model.Node.Id, Name = model.Node.Name, School = view.School.Node.Id, SchoolName = view.School.Node.Name, Pupils = pupils.Present + pupils.Late,
                Since = LocalTime.At(LocalTime.StartMs(view.Day) + model.Sessions[s].Starts * 60_000L), State = state == TeacherState.Missing ? "none" : "unknown",
            });
        }
    }

    private static IEnumerable<StaffRow> Rows(FrameScope at, SchoolView view, Period period) =>
        from member in view.Staff
        let @group = view.School.Groups[view.School.PersonGroups[member.Slot]]
        where @group.Sessions[member.SessionSlot].In(period) && at.Holds(at.Node, view.School, @group.Campus, -1)
        let row = new StaffRow
        {
            Person = NodeFigures.PersonOf(at.City, view.School.PersonKeys[member.Slot]),
            Class = view.School.Teaches.Length > 0 && view.School.Teaches[member.Slot] is >= 0 and var taught ? view.School.Groups[taught].Node.Name : "",
            State = NodeFigures.Word(member.State) ?? Word(member.Silent),
            ArrivedAt = member.FirstInMs < 0 ? null : LocalTime.At(LocalTime.StartMs(view.Day) + member.FirstInMs),
            Place = member.FirstInMs < 0 ? "" : Word(member.Place),
        }
        orderby row.Person
        select row;

    private static string Word(SilentState state) => state switch
    {
        SilentState.Off => "off",
        SilentState.Expected => "expected",
        SilentState.Absent => "absent",
        _ => "unknown",
    };

    private static string Word(PlaceVerdict place) => place == PlaceVerdict.NotChecked ? "none" : place.ToString().ToLowerInvariant();

    private static int PlaceOf(FrameScope at, SchoolModel school, GroupModel group) => at.Node.Kind switch
    {
        NodeKind.City => school.Commune.Key,
        NodeKind.Commune => school.Node.Key,
        _ => school.Campuses[group.Campus].Node.Key,
    };

    private static void Add(StaffFigures figures, in StateCounts counts)
    {
        var added = new AttendanceFigures();
        NodeFigures.Put(added, counts);
        figures.Add(added);
    }

    private static void Add(StaffFigures figures, PlaceVerdict place)
    {
        switch (place)
        {
            case PlaceVerdict.Inside: figures.Inside++; break;
            case PlaceVerdict.Outside: figures.Outside++; break;
            case PlaceVerdict.Uncertain: figures.Uncertain++; break;
            default: figures.NoPlace++; break;
        }
    }

    private static void Add(StaffFigures figures, TeacherState state)
    {
        figures.Classes++;
        if (state == TeacherState.Missing) figures.WithoutTeacher++;
        if (state == TeacherState.Unknown) figures.TeacherUnknown++;
    }

    private static StaffNode Place(Node node)
    {
        var place = new StaffNode();
        Name(place, node);
        return place;
    }

    private static void Name(StaffNode figures, Node node) =>
        (figures.Id, figures.Kind, figures.Name, figures.Column, figures.Row) = (node.Id, NodeFigures.Word(node.Kind), node.Name, node.Column, node.Row);

    private static string LevelOf(StaffFigures figures, WallOptions limits)
    {
        if (figures.WithoutTeacher > 0) return "warning";
        var due = figures.Enrolled - figures.Off;
        return due > 0 && 100.0 * figures.Unknown / due >= limits.UnknownFromPct ? "unknown" : "normal";
    }
}
