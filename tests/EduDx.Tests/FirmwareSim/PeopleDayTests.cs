using EduDx.Contracts.Frames;
using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Commands;
using EduDx.FirmwareSim.Days;
using EduDx.FirmwareSim.Ledger;

namespace EduDx.Tests.FirmwareSim;

/// <summary>The people of a whole day: what is sent, and what is true of it when it is over.</summary>
public sealed class PeopleDayTests(SmallDay day) : IClassFixture<SmallDay>
{
    private const long Minute = 60_000;

    [Fact]
    public void The_same_seed_sends_the_same_events_and_slices_do_not_matter()
    {
        var (one, other) = (day.Plan("all"), day.Plan("all"));
        var (whole, slices) = (new List<Event>(), new List<Event>());
        var (from, to) = (one.MidnightMs + 6 * 60 * Minute, one.MidnightMs + 13 * 60 * Minute);
        foreach (var actor in one.Scripts) actor.Emit(from, to, whole);
        foreach (var actor in one.Actors.Where(a => a.Scans.Count > 0).Take(20)) actor.Emit(from, to, whole);
        for (var at = from; at < to; at += 15_000)
        {
            foreach (var actor in other.Scripts) actor.Emit(at, Math.Min(at + 15_000, to), slices);
            foreach (var actor in other.Actors.Where(a => a.Scans.Count > 0).Take(20)) actor.Emit(at, Math.Min(at + 15_000, to), slices);
        }
        Assert.True(whole.Count > 10_000);
        Assert.Equal(whole.Select(e => e.ToString()).Order(StringComparer.Ordinal), slices.Select(e => e.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_event_has_an_id_of_its_own_and_a_source_that_the_city_knows()
    {
        var (plan, events) = (day.Plan("all"), new List<Event>());
        SmallDay.Send(plan, events);
        Assert.Equal(events.Count, events.Select(e => e.Id).Distinct().Count());
        var kitchens = plan.City.Schools.SelectMany(s => s.Campuses).Select(c => (c.School.Id, c.Id[(c.School.Id.Length + 1)..])).ToHashSet();
        Assert.All(events.Where(e => e.Kind == "kitchen"), e => Assert.Contains((e.School, e.Source), kitchens));
        var classes = plan.City.Sources.Where(s => s.Kind == Contracts.Topics.SourceKind.Class).Select(s => (s.School, s.Name)).ToHashSet();
        Assert.All(events.Where(e => e.Kind == "class"), e => Assert.Contains((e.School, e.Source), classes));
        Event.BodyOneofCase[] bodies = [Event.BodyOneofCase.Meal, Event.BodyOneofCase.Nap, Event.BodyOneofCase.Cook, Event.BodyOneofCase.Check, Event.BodyOneofCase.Sample, Event.BodyOneofCase.Roll, Event.BodyOneofCase.Override, Event.BodyOneofCase.Scan];
        Assert.All(bodies, b => Assert.Contains(events, e => e.BodyCase == b));
    }

    [Fact]
    public void Both_periods_look_like_a_school_day_and_add_up()
    {
        var truth = SmallDay.Send(day.Plan(""), []);
        foreach (var groups in (GroupTruth[][])[truth.Morning, truth.Afternoon])
        {
            Assert.All(groups.Select(g => g.Figures), f => Assert.Equal(f.Enrolled, f.Present + f.Late + f.LeftEarly + f.Absent + f.Excused + f.Unknown + f.Off));
            var sum = Sum(groups.Where(g => !g.Staff));
            Assert.InRange((double)(sum.Present + sum.Late) / (sum.Enrolled - sum.Unknown - sum.Off), 0.93, 0.98);
            Assert.True(sum is { Late: > 0, LeftEarly: > 0, Absent: > 0, Excused: > 0, Scans: > 10_000 });
        }
        Assert.Contains(truth.Afternoon, g => !g.Staff && truth.Morning.All(m => m.Node != g.Node));
        Assert.True(truth.WholeDay.Sum(g => g.Figures.Scans) > Sum(truth.Morning).Scans);
    }

    [Fact]
    public void Staff_arrive_by_every_way_and_no_class_is_without_its_teacher()
    {
        var truth = SmallDay.Send(day.Plan(""), []);
        foreach (var (staff, groups) in new[] { (truth.StaffMorning, truth.Morning), (truth.StaffAfternoon, truth.Afternoon) })
        {
            Assert.True(staff.Sum(s => s.Inside) > staff.Sum(s => s.Outside + s.Uncertain + s.NoPlace));
            Assert.True(staff.Sum(s => s.Outside) > 0 && staff.Sum(s => s.Uncertain) > 0 && staff.Sum(s => s.NoPlace) > 0);
            Assert.Equal(0, staff.Sum(s => s.WithoutTeacher));
            var sum = Sum(groups.Where(g => g.Staff));
            Assert.True(sum is { Late: > 0, LeftEarly: > 0, Absent: > 0 });
            Assert.Equal(staff.Sum(s => s.Inside + s.Outside + s.Uncertain + s.NoPlace), sum.Present + sum.Late + sum.LeftEarly);
        }
        Assert.True(truth.StaffMorning.Sum(s => s.Classes) > 800);
    }

    [Fact]
    public void A_kiosk_that_is_dark_reads_nothing_and_people_go_to_the_next()
    {
        var plan = day.Plan("kiosk-offline:100%");
        var events = new List<Event>();
        SmallDay.Send(plan, events);
        foreach (var kiosk in plan.Actors.Where(a => a.Faults is [SilentFault]))
        {
            Assert.DoesNotContain(kiosk.Truth.Scans, s => plan.MidnightMs + s.AtMs >= kiosk.Faults[0].FromMs && plan.MidnightMs + s.AtMs < kiosk.Faults[0].ToMs);
        }
        var read = plan.Actors.Sum(a => a.Truth.Scans.Count);
        Assert.Equal(read, events.Count(e => e.BodyCase == Event.BodyOneofCase.Scan && e.Scan.Mode == ScanMode.Kiosk));
        Assert.InRange(read, plan.People!.Events.Count(e => e.Kind is EduDx.FirmwareSim.Scenarios.EventKind.ScanIn or EduDx.FirmwareSim.Scenarios.EventKind.ScanOut) * 0.9, int.MaxValue);
    }

    [Fact]
    public void Malformed_events_stand_beside_the_good_ones()
    {
        var malformed = new MalformedEvents(7, 0.01);
        var good = Enumerable.Range(1, 20_000).Select(i => new Event { AtMs = 1_800_000_000_000 + i, Seq = (ulong)i, Kind = "device", Source = "d1", Telemetry = new Telemetry { Metrics = { ["on"] = 1 } } }).ToList();
        var before = good.Select(e => e.ToString()).ToArray();
        malformed.AddTo(good);
        Assert.Equal(before, good.Take(before.Length).Select(e => e.ToString()));
        Assert.Equal(malformed.Made, good.Count - before.Length);
        Assert.InRange(malformed.Made, 150, 250);
        Assert.All(good.Skip(before.Length), e => Assert.True(e.Source == "nobody-knows" || e.AtMs < 1_800_000_000_000 || e.Telemetry.Metrics.ContainsKey("Not a name")));
    }

    [Fact]
    public void A_fault_of_people_needs_them() =>
        Assert.Contains("--people", Assert.Throws<UsageException>(() => DayFaults.Parse("missed-check")).Message, StringComparison.Ordinal);

    private static AttendanceFigures Sum(IEnumerable<GroupTruth> groups)
    {
        var sum = new AttendanceFigures();
        foreach (var group in groups) sum.Add(group.Figures);
        return sum;
    }
}
