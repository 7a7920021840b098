using CsCheck;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Tests.Live.Attendance;

/// <summary>The law of folds: any order and any repeat of the same events give the same figures; a snapshot changes nothing.</summary>
public sealed class FoldLawTests
{
    private static readonly SchoolModel School = Schools.Of(
        [
            (0, false, 4, [Schools.Morning]), (0, false, 3, [Schools.Morning, Schools.Afternoon]), (0, true, 2, [Schools.WholeDay]),
            (1, false, 3, [Schools.Afternoon]), (1, true, 1, [Schools.WholeDay]), (2, false, 2, [Schools.Morning]),
        ],
        kioskCampuses: [0, 0, 1], campuses: 3);

    private static readonly int[] Ticks = [0, 375, 379, 400, 421, 435, 436, 600, 660, 752, 770, 810, 990, 1020, 1439];

    private static readonly Gen<Told> Event =
        from kind in Gen.Int[0, 9]
        from slot in Gen.Int[0, School.PersonKeys.Length - 1]
        from kiosk in Gen.Int[-1, School.Kiosks.Length - 1]
        from at in Gen.OneOf(Gen.Int[0, LastMs], Gen.Int[370, 440].Select(m => m * Schools.Minute), Gen.Int[745, 815].Select(m => m * Schools.Minute + 1))
        from word in Gen.Int[1, 4]
        from phone in Gen.Bool
        from verdict in Gen.Int[0, 3]
        select kind switch
        {
            < 3 => new Told(EventType.Scan, slot, at, 0, ScanDirection.In, phone ? ScanMode.Phone : ScanMode.Kiosk, kiosk, Verdict: (byte)verdict),
            < 5 => new Told(EventType.Scan, slot, at, 0, ScanDirection.Out, phone ? ScanMode.Phone : ScanMode.Kiosk, kiosk),
            < 6 => new Told(EventType.Roll, slot, at, 0, Said: (SaidState)word),
            < 7 => new Told(EventType.Override, slot, at, 0, Said: (SaidState)word),
            _ => new Told(EventType.Telemetry, Math.Max(kiosk, 0), at, 0),
        };

    private const int LastMs = 24 * 60 * Schools.Minute - 1;

    private static readonly Gen<Told[]> Events = Event.Array[0, 80].Select(all => all.Select((e, i) => e with { Id = i + 1 }).ToArray());

    private static readonly Gen<(Told[] Events, Told[] Again)> Shuffled =
        from events in Events
        from repeats in Gen.Int[0, Math.Max(0, events.Length - 1)].Array[0, events.Length]
        from order in Gen.Shuffle(events.Concat(repeats.Select(r => events[r])).ToArray())
        select (events, order);

    [Fact]
    public void Any_order_and_any_repeat_give_the_same_figures() =>
        Shuffled.Sample(s => Assert.Equal(Words(Fold(s.Events)), Words(Fold(s.Again))), iter: 2_000);

    [Fact]
    public void A_snapshot_in_the_middle_changes_nothing() =>
        Gen.Select(Shuffled, Gen.Double[0, 1]).Sample(
            (s, cut) =>
            {
                var at = (int)(s.Again.Length * cut);
                var day = Saved(Fold(s.Again[..at]));
                foreach (var e in s.Again[at..]) DayStory.Fold(day, e, Schools.Monday);
                Assert.Equal(Words(Fold(s.Events)), Words(day));
            },
            iter: 1_000);

    [Fact]
    public void A_newer_model_keeps_the_figures_of_those_it_still_has() =>
        Events.Sample(
            events =>
            {
                // The roster gains a class at the front: every slot and every group moves.
                var newer = Moved();
                var before = Fold(events);
                var after = before.On(newer);
                foreach (var tick in Ticks)
                {
                    var (old, view) = (View(before, tick), View(after, tick));
                    Assert.Equal(old.Counts, view.Counts[2..]);
                    Assert.Equal(0, view.Counts[0].Scans);
                    Assert.Equal(old.Arrivals, view.Arrivals);
                    Assert.Equal(old.KiosksReporting, view.KiosksReporting);
                    Assert.Equal(old.Conflicts.Select(c => (c.PersonKey, c.Group + 1, c.Decided)), view.Conflicts.Select(c => (c.PersonKey, c.Group, c.Decided)));
                }
            },
            iter: 500);

    [Fact]
    public void The_states_always_add_up_to_the_enrolled() =>
        Events.Sample(
            events =>
            {
                var day = Fold(events);
                foreach (var tick in Ticks)
                {
                    foreach (var c in View(day, tick).Counts)
                    {
                        Assert.Equal(c.Enrolled, c.Present + c.Late + c.LeftEarly + c.Absent + c.Excused + c.Unknown + c.Expected + c.Off);
                        Assert.True(c.Conflicts <= c.Enrolled);
                    }
                }
            },
            iter: 500);

    [Fact]
    public void Every_distinct_scan_is_counted_once() =>
        Shuffled.Sample(
            s => Assert.Equal(s.Events.Count(e => e.Type == EventType.Scan), View(Fold(s.Again), 1439).Counts.Sum(c => c.Scans)),
            iter: 500);

    private static SchoolDay Fold(IEnumerable<Told> events)
    {
        var day = new SchoolDay(School, Schools.Monday);
        foreach (var e in events) DayStory.Fold(day, e, Schools.Monday);
        return day;
    }

    private static SchoolDay Saved(SchoolDay day)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        day.Save(writer);
        memory.Position = 0;
        using var reader = new BinaryReader(memory);
        var restored = SchoolDay.Restore(day.School, day.Day, reader);
        Assert.Equal(memory.Length, memory.Position);
        return restored;
    }

    private static SchoolModel Moved() => new()
    {
        Index = School.Index, Node = School.Node, Commune = School.Commune, Campuses = School.Campuses, Calendar = School.Calendar,
        Groups = [new(new(0, 99, "g99", NodeKind.Class, "", 0), 0, false, 0, 2, [Schools.Morning]), .. School.Groups.Select(g => g with { First = g.First + 2 })],
        PersonKeys = [900, 901, .. School.PersonKeys],
        PersonGroups = [0, 0, .. School.PersonGroups.Select(g => (ushort)(g + 1))],
        Kiosks = [.. School.Kiosks.Reverse()],
    };

    private static SchoolView View(SchoolDay day, int minute) =>
        day.View(LocalTime.StartMs(Schools.Monday) + minute * (long)Schools.Minute, new AttendanceRules());

    private static string Words(SchoolDay day) => string.Join("\n\n", Ticks.Select(t => Schools.Words(View(day, t))));
}
