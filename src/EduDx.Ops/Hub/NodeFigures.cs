using EduDx.Contracts.Frames;
using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.Ops.Hub;

/// <summary>Sums the figures of schools into the figures of one node, for one period.</summary>
internal sealed class NodeFigures(CityModel city, WallOptions limits, Period period)
{
    /// <summary>Figures of <paramref name="node"/> from the schools that hold it.</summary>
    public AttendanceNode Make(Node node, SchoolView[] schools)
    {
        var figures = new AttendanceNode();
        Fill(figures, node, schools);
        return figures;
    }

    /// <summary>Fills in everything that a node has at any level.</summary>
    public void Fill(AttendanceNode figures, Node node, SchoolView[] schools)
    {
        (figures.Id, figures.Kind, figures.Name, figures.Column, figures.Row) = (node.Id, Word(node.Kind), node.Name, node.Column, node.Row);
        if (node.Kind == NodeKind.Class) figures.Campus = city.Nodes[node.Parent].Id;
        StateCounts pupils = default, staff = default;
        var (open, closed) = (0, 0);
        var oneReason = true;
        foreach (var view in schools)
        {
            if (!Holds(node, view.School)) continue;
            var reports = AddCoverage(figures.Coverage, node, view);
            var counted = AddGroups(node, view, ref pupils, ref staff);
            if (!counted) continue;
            if (view.Open) open++;
            else closed++;
            if (!view.Open)
            {
                oneReason &= closed == 1 || figures.DayReason == view.DayReason;
                figures.DayReason = view.DayReason;
            }
            figures.Coverage.Schools++;
            if (reports) figures.Coverage.SchoolsReporting++;
            if (view.LastEventMs > 0 && (figures.Coverage.LastEventAt is not { } last || last.ToUnixTimeMilliseconds() < view.LastEventMs))
            {
                figures.Coverage.LastEventAt = LocalTime.At(view.LastEventMs);
            }
        }
        Put(figures, pupils);
        Put(figures.Staff, staff);
        figures.Day = open == 0 && closed > 0 ? "closed" : closed > 0 ? "mixed" : "open";
        // One school's repair is not why a whole city is closed on a Sunday.
        if (figures.Day != "closed" || !oneReason) figures.DayReason = null;
        figures.Causes = new UnknownCauses
        {
            KioskSilent = pupils.UnknownKioskSilent + staff.UnknownKioskSilent,
            NoKiosk = pupils.UnknownNoKiosk + staff.UnknownNoKiosk,
        };
        var enrolled = pupils.Enrolled + staff.Enrolled;
        figures.Coverage.KnownPct = enrolled == 0 ? 100 : Math.Round(100.0 * (enrolled - pupils.Unknown - staff.Unknown) / enrolled, 1);
        figures.Level = LevelOf(pupils.Enrolled > 0 ? pupils : staff);
    }

    /// <summary>Conflicts of the persons under <paramref name="node"/>.</summary>
    public IEnumerable<Conflict> Conflicts(Node node, SchoolView[] schools) =>
        from view in schools
        from conflict in view.Conflicts
        let @group = view.School.Groups[conflict.Group]
        where IsUnder(view.School, @group, node) && @group.Sessions[conflict.SessionSlot].In(period)
        select new Conflict
        {
            Person = PersonOf(city, conflict.PersonKey),
            Group = @group.Node.Id,
            Scan = Word(conflict.Scan),
            Roll = Word(conflict.Roll),
            Office = Word(conflict.Office),
            Counts = Word(conflict.Decided)!,
        };

    /// <summary>Word of the contract for a level of the tree.</summary>
    public static string Word(NodeKind kind) => kind switch
    {
        NodeKind.City => "city",
        NodeKind.Commune => "commune",
        NodeKind.School => "school",
        NodeKind.Campus => "campus",
        _ => "class",
    };

    /// <summary>True when the group's members belong to <paramref name="node"/>, which is at or above the school, or inside it.</summary>
    public static bool IsUnder(SchoolModel school, GroupModel group, Node node) => node.Kind switch
    {
        NodeKind.Campus => school.Campuses[group.Campus].Node.Key == node.Key,
        NodeKind.Class => group.Node.Key == node.Key,
        _ => true,
    };

    private bool AddGroups(Node node, SchoolView view, ref StateCounts pupils, ref StateCounts staff)
    {
        var counted = false;
        for (var g = 0; g < view.School.Groups.Length; g++)
        {
            var group = view.School.Groups[g];
            if (!IsUnder(view.School, group, node)) continue;
            for (var s = 0; s < group.Sessions.Length; s++)
            {
                if (!group.Sessions[s].In(period)) continue;
                counted = true;
                if (group.IsStaff) staff.Add(view.Counts[g * 2 + s]);
                else pupils.Add(view.Counts[g * 2 + s]);
            }
        }
        return counted;
    }

    private bool AddCoverage(Coverage coverage, Node node, SchoolView view)
    {
        var reporting = 0;
        for (var campus = 0; campus < view.Kiosks.Length; campus++)
        {
            if (node.Kind == NodeKind.Campus && view.School.Campuses[campus].Node.Key != node.Key) continue;
            if (node.Kind == NodeKind.Class && view.School.Campuses[campus].Node.Key != city.Nodes[node.Parent].Key) continue;
            coverage.Kiosks += view.Kiosks[campus];
            coverage.KiosksReporting += view.KiosksReporting[campus];
            reporting += view.KiosksReporting[campus];
        }
        return reporting > 0;
    }

    private bool Holds(Node node, SchoolModel school) => node.Kind switch
    {
        NodeKind.City => true,
        NodeKind.Commune => school.Commune.Key == node.Key,
        NodeKind.School => school.Node.Key == node.Key,
        NodeKind.Campus => node.Parent == school.Node.Index,
        _ => city.Nodes[node.Parent].Parent == school.Node.Index,
    };

    // While pupils are still expected a low share is the hour and not a fault.
    private string LevelOf(in StateCounts counts)
    {
        var due = counts.Enrolled - counts.Off;
        if (due == 0) return "normal";
        if (100.0 * counts.Unknown / due >= limits.UnknownFromPct) return "unknown";
        var decided = due - counts.Expected - counts.Unknown;
        if (decided * 2 < due) return "normal";
        var pct = 100.0 * (counts.Present + counts.Late + counts.LeftEarly) / decided;
        return pct < limits.CriticalBelowPct ? "critical" : pct < limits.WarningBelowPct ? "warning" : "normal";
    }

    /// <summary>The pseudonym of a person; empty when the model has none of that key.</summary>
    public static string PersonOf(CityModel city, int key)
    {
        var index = (uint)key < (uint)city.PersonByKey.Length ? city.PersonByKey[key] : -1;
        return index >= 0 ? System.Text.Encoding.UTF8.GetString(city.PersonIds[index]) : "";
    }

    /// <summary>Word of the contract for a state; null while no source has spoken.</summary>
    public static string? Word(PersonState state) => state switch
    {
        PersonState.None => null,
        PersonState.LeftEarly => "leftEarly",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>Puts counts into the figures of a frame.</summary>
    public static void Put(AttendanceFigures figures, in StateCounts counts)
    {
        figures.Enrolled = counts.Enrolled;
        figures.Present = counts.Present;
        figures.Late = counts.Late;
        figures.LeftEarly = counts.LeftEarly;
        figures.Absent = counts.Absent;
        figures.Excused = counts.Excused;
        figures.Unknown = counts.Unknown;
        figures.Expected = counts.Expected;
        figures.Off = counts.Off;
        figures.Scans = counts.Scans;
        figures.Conflicts = counts.Conflicts;
    }
}
