using EduDx.Contracts.Frames;
using EduDx.Live.Alarms;
using EduDx.Live.Attendance;
using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Alarms;

/// <summary>Figures of the nodes for the rules, summed from what the walls show. One caller; sums are made anew when <see cref="Turn"/> says.</summary>
internal sealed class NodeFigureReader(CityHolder holder, LiveViews views, Comparisons comparisons) : INodeFigures
{
    private readonly Dictionary<int, Sums> _sums = [];
    private DateOnly _day;
    private Period _period;

    /// <summary>Sums the figures as of a tick.</summary>
    public void Turn(long nowMs)
    {
        (_day, _period) = (LocalTime.DayOf(nowMs), LocalTime.At(nowMs).Hour < 12 ? Period.Morning : Period.Afternoon);
        _sums.Clear();
        var city = holder.Current;
        foreach (var school in city.Schools)
        {
            var sums = new Sums();
            if (views.Attendance.Find(_day, school)?.View is { } attendance) AddAttendance(sums, attendance);
            if (views.Devices.Find(_day, school)?.View is { } devices) AddDevices(sums, devices);
            if (views.Care.Find(_day, school)?.View is { } care) sums.Care = CareSumsOf(care);
            _sums[school.Node.Key] = sums;
            Of(school.Commune.Key).Add(sums);
            Of(city.Nodes[0].Key).Add(sums);
        }
    }

    /// <inheritdoc/>
    public double? Now(Node node, string figure) => _sums.TryGetValue(node.Key, out var s) ? figure switch
    {
        "attendance.presentPct" => s.Decided(c => c.Present + c.Late + c.LeftEarly),
        "attendance.absentPct" => s.Decided(c => c.Absent + c.Excused),
        "attendance.latePct" => s.Decided(c => c.Late),
        "attendance.unknownPct" => s.Due == 0 ? null : 100.0 * s.Counts.Unknown / s.Due,
        "devices.offlinePct" => s.OnDuty == 0 ? null : 100.0 * s.Offline / s.OnDuty,
        "devices.offline" => s.Offline,
        "staff.classesWithoutTeacher" => s.WithoutTeacher,
        _ when figure.StartsWith("care.", StringComparison.Ordinal) => s.Care is { } care ? OfCare(care, figure) : null,
        _ => null,
    } : null;

    /// <inheritdoc/>
    public double? Usual(Node node, string figure) => figure switch
    {
        "attendance.presentPct" => comparisons.For(node, _day, _period)?.PresentPct,
        "attendance.absentPct" => 100 - comparisons.For(node, _day, _period)?.PresentPct,
        _ => null,
    };

    private static double? OfCare(CareFigures care, string figure) => figure switch
    {
        "care.portionsShort" => care.PortionsShort,
        "care.stepsMissed" => care.StepsMissed,
        "care.stepsFailed" => care.StepsFailed,
        "care.samplesMissing" => care.SamplesMissing,
        "care.samplesEarly" => care.SamplesEarly,
        "care.samplesAtRisk" => care.SamplesAtRisk,
        "care.lateMeals" => care.LateMeals,
        "care.allergyClasses" => care.AllergyClasses,
        "care.napChecksMissed" => care.NapChecksMissed,
        "care.implausibleNaps" => care.ImplausibleNaps,
        "care.overCap" => care.OverCap,
        "care.underStaffed" => care.UnderStaffed,
        _ => null,
    };

    private static CareFigures CareSumsOf(CareView view)
    {
        var figures = new CareFigures();
        var sums = new CareSums(figures);
        foreach (var own in view.Classes) sums.Add(own);
        foreach (var kitchen in view.Kitchens) sums.Add(kitchen, view);
        // Once lunch is over nobody can mend it.
        if (view.LunchOver) figures.PortionsShort = 0;
        return figures;
    }

    private Sums Of(int key)
    {
        if (!_sums.TryGetValue(key, out var sums)) _sums[key] = sums = new Sums();
        return sums;
    }

    private void AddAttendance(Sums sums, SchoolView view)
    {
        for (var g = 0; g < view.School.Groups.Length; g++)
        {
            var group = view.School.Groups[g];
            for (var s = 0; s < group.Sessions.Length && !group.IsStaff; s++)
            {
                if (!group.Sessions[s].In(_period)) continue;
                sums.Counts.Add(view.Counts[g * 2 + s]);
                if (ClassTeachers.Of(view, g, s) == TeacherState.Missing) sums.WithoutTeacher++;
            }
        }
    }

    private static void AddDevices(Sums sums, DevicesView view)
    {
        foreach (var device in view.Devices)
        {
            if (device.State == DeviceState.OffDuty) continue;
            sums.OnDuty++;
            if (device.State == DeviceState.Offline) sums.Offline++;
        }
    }

    private sealed class Sums
    {
        public StateCounts Counts;
        public int OnDuty;
        public int Offline;
        public int WithoutTeacher;
        public CareFigures? Care;

        public int Due => Counts.Enrolled - Counts.Off;

        public void Add(Sums other)
        {
            Counts.Add(other.Counts);
            OnDuty += other.OnDuty;
            Offline += other.Offline;
            WithoutTeacher += other.WithoutTeacher;
            if (other.Care is { } care) Add(Care ??= new CareFigures(), care);
        }

        private static void Add(CareFigures to, CareFigures care)
        {
            to.PortionsShort += care.PortionsShort;
            to.StepsMissed += care.StepsMissed;
            to.StepsFailed += care.StepsFailed;
            to.SamplesMissing += care.SamplesMissing;
            to.SamplesEarly += care.SamplesEarly;
            to.SamplesAtRisk += care.SamplesAtRisk;
            to.LateMeals += care.LateMeals;
            to.AllergyClasses += care.AllergyClasses;
            to.NapChecksMissed += care.NapChecksMissed;
            to.ImplausibleNaps += care.ImplausibleNaps;
            to.OverCap += care.OverCap;
            to.UnderStaffed += care.UnderStaffed;
        }

        // While most are still expected, or unknown, a share says nothing.
        public double? Decided(Func<StateCounts, int> count)
        {
            var decided = Due - Counts.Expected - Counts.Unknown;
            return Due == 0 || decided * 2 < Due ? null : 100.0 * count(Counts) / decided;
        }
    }
}
