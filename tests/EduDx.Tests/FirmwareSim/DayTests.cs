using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Commands;
using EduDx.FirmwareSim.Days;

namespace EduDx.Tests.FirmwareSim;

/// <summary>The day of devices and rooms: what is sent, what is true of it, and what each fault must raise.</summary>
public sealed class DayTests(WrittenCity city) : IClassFixture<WrittenCity>
{
    private const long Minute = 60_000;

    [Fact]
    public void The_same_seed_sends_the_same_events_and_slices_do_not_matter()
    {
        var (one, other) = (Plan("all"), Plan("all"));
        var (whole, slices) = (new List<Event>(), new List<Event>());
        foreach (var actor in one.Actors.Take(50)) actor.Emit(one.MidnightMs, one.MidnightMs + 12 * 60 * Minute, whole);
        for (var at = other.MidnightMs; at < other.MidnightMs + 12 * 60 * Minute; at += 7 * 5_000)
        {
            foreach (var actor in other.Actors.Take(50)) actor.Emit(at, Math.Min(at + 7 * 5_000, other.MidnightMs + 12 * 60 * Minute), slices);
        }
        Assert.True(whole.Count > 20_000);
        static IEnumerable<string> Words(List<Event> events) => events.Where(e => e.Kind != "room").Select(e => e.ToString()).Order(StringComparer.Ordinal);
        Assert.Equal(Words(whole), Words(slices));
    }

    [Fact]
    public void Every_event_has_an_id_of_its_own_and_counts_on()
    {
        var plan = Plan("");
        var events = new List<Event>();
        foreach (var actor in plan.Actors.Take(200)) actor.Emit(plan.MidnightMs, plan.MidnightMs + 9 * 60 * Minute, events);
        Assert.Equal(events.Count, events.Select(e => e.Id).Distinct().Count());
        Assert.All(events.GroupBy(e => (e.School, e.Kind, e.Source)), g => Assert.Equal(g.Count(), g.Select(e => e.Seq).Distinct().Count()));
    }

    [Fact]
    public void A_part_of_a_day_books_only_meetings_that_it_tells_whole()
    {
        var plan = DayPlanner.Plan(city.City, 7, 8 * 60, 11 * 60, 1, KioskChoice.Too, []);
        var (from, to) = (plan.MidnightMs + 8 * 60 * Minute, plan.MidnightMs + 11 * 60 * Minute);
        foreach (var room in plan.Rooms) room.StartNotBefore(from);
        var meetings = plan.Rooms.SelectMany(r => r.Meetings).ToArray();
        Assert.NotEmpty(meetings);
        Assert.All(meetings, m => Assert.True(m.StartsMs - 30 * Minute >= from && m.EndsMs <= to));
    }

    [Fact]
    public void What_is_true_of_a_device_is_counted_by_distinct_minutes()
    {
        var device = Plan("").Actors.First(a => a.Device.Type.Id == "projector");
        var plain = new DeviceActor(device.Device, 1, 1, device.Kind, device.MidnightMs, device.MidnightMs + 420 * Minute, device.MidnightMs + 660 * Minute);
        void Note(long minute, long second, uint boot, ulong seq, double on) => plain.Truth.Note(new Event
        {
            AtMs = device.MidnightMs + minute * Minute + second * 1000, Boot = boot, Seq = seq, Telemetry = new Telemetry { Metrics = { ["on"] = on } },
        });
        Note(419, 0, 1, 1, 1);
        Note(420, 0, 1, 2, 1);
        Note(420, 30, 1, 4, 1);
        Note(421, 0, 1, 5, 0);
        Note(422, 0, 2, 1, 1);
        plain.Truth.Note(new Event { AtMs = device.MidnightMs + 430 * Minute, Boot = 2, Seq = 9, Status = new Status { State = Status.Types.State.Offline } });
        Assert.Equal((3, 3, 1L, 1), (plain.Truth.OnMinutes, plain.Truth.HeardMinutes, plain.Truth.Missed, plain.Truth.Restarts));
        var lessons = new Dictionary<string, SessionTimes[]> { [plain.Device.Class!] = [new(400, 420, 600, 1, 15)] };
        Assert.Equal(2, plain.Truth.LessonMinutes(lessons));
    }

    [Fact]
    public void Every_fault_names_the_alarm_that_it_must_raise_and_no_device_has_two()
    {
        var plan = Plan("all");
        string[] rules = ["outage", "device-offline", "fridge-warm", "fridge-cold", "sensor-stuck", "metric-silent", "clock-skew", "flapping", "kiosk-carried-away", "battery-low", "storage-low", "room-not-ready", "room-stuffy"];
        Assert.Equal(rules.Order(StringComparer.Ordinal), plan.Expected.Select(e => e.Rule).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(plan.Expected.Count, plan.Expected.Select(e => (e.Rule, e.Subject)).Distinct().Count());
        Assert.All(plan.Actors, a => Assert.InRange(a.Faults.Count, 0, 1));
        var outage = plan.Expected.Single(e => e.Rule == "outage");
        Assert.True(outage.Members.Length >= 100);
        Assert.DoesNotContain(plan.Expected, e => outage.Members.Contains(e.Subject));
    }

    [Fact]
    public void A_silent_device_sends_nothing_and_a_muted_one_all_but_one_metric()
    {
        var plan = Plan("kiosk-offline:5%,metric-silent:3");
        var silent = plan.Actors.First(a => a.Faults is [SilentFault]);
        var muted = plan.Actors.First(a => a.Faults is [MutedFault]);
        var (quiet, half) = (new List<Event>(), new List<Event>());
        silent.Emit(silent.Faults[0].FromMs, silent.Faults[0].ToMs, quiet);
        muted.Emit(muted.Faults[0].FromMs, muted.Faults[0].ToMs, half);
        Assert.Empty(quiet);
        Assert.NotEmpty(half);
        Assert.All(half, e => Assert.Equal(5, e.Telemetry.Metrics.Count));
    }

    [Fact]
    public void Meetings_of_a_room_do_not_touch_and_every_outcome_occurs()
    {
        var plan = Plan("");
        foreach (var room in plan.Rooms)
        {
            foreach (var (a, b) in room.Meetings.Zip(room.Meetings.Skip(1))) Assert.True(b.StartsMs - a.EndsMs >= 25 * Minute);
        }
        Assert.Equal(["cancelled", "held", "noShow"], plan.Rooms.SelectMany(r => r.Meetings).Select(m => m.Outcome).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_outbox_delivers_everything_some_late_some_twice_and_holds_little()
    {
        var outbox = new DayOutbox(7, 0.02, 0.05);
        var (sent, delivered, most) = (0, new List<Event>(), 0);
        for (long now = 0; now < 600_000 || outbox.Waiting > 0; now += 5_000)
        {
            var happened = now < 600_000 ? Enumerable.Range(0, 100).Select(_ => new Event { AtMs = now, Seq = (ulong)++sent }).ToList() : [];
            delivered.AddRange(outbox.Turn(happened, now));
            most = Math.Max(most, outbox.Waiting);
        }
        Assert.Equal(sent, delivered.Select(e => e.Seq).Distinct().Count());
        Assert.Equal(delivered.Count - sent, outbox.Duplicates);
        Assert.InRange(outbox.Duplicates, sent * 0.01, sent * 0.03);
        Assert.InRange(delivered.Zip(delivered.Skip(1)).Count(p => p.Second.Seq < p.First.Seq), sent * 0.02, sent * 0.12);
        Assert.InRange(most, 1, 200);
    }

    [Theory]
    [InlineData("earthquake", "there is no fault")]
    [InlineData("commune-outage:9h", "is not a time")]
    [InlineData("kiosk-offline:all", "not a percentage")]
    [InlineData("fridge-warm:many", "not a number of devices")]
    public void A_fault_that_is_not_known_is_refused(string faults, string says) =>
        Assert.Contains(says, Assert.Throws<UsageException>(() => Plan(faults)).Message, StringComparison.Ordinal);

    private DayPlan Plan(string faults) => DayPlanner.Plan(city.City, 7, 6 * 60, 18 * 60, 1, KioskChoice.Too, DayFaults.Parse(faults));
}
