using CsCheck;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;
using EduDx.Tests.Live.Attendance;

namespace EduDx.Tests.Live.Devices;

/// <summary>The law of folds for devices: any order and any repeat of the same events give the same figures; a snapshot changes nothing.</summary>
public sealed class DeviceLawTests
{
    private static readonly SchoolModel School = Stations.School();

    private static readonly Gen<byte[][]> Events = Event().Array[0, 60].Select(all => all.Select((make, i) => make(i + 1)).ToArray());

    private static readonly Gen<(byte[][] Events, byte[][] Again)> Shuffled =
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
                var half = Fold(s.Again[..at]).On(School);
                foreach (var e in s.Again[at..]) FoldOne(half, e);
                Assert.Equal(Words(Fold(s.Events)), Words(half));
            },
            iter: 1_000);

    private static Gen<Func<int, byte[]>> Event() =>
        from slot in Gen.Int[0, School.Devices.Length - 1]
        from minute in Gen.Int[360, 720]
        from second in Gen.Int[0, 59]
        from kind in Gen.Int[0, 5]
        from delay in Gen.Int[0, 40_000]
        from boot in Gen.UInt[1, 2]
        from seq in Gen.ULong[0, 20]
        from value in Gen.Int[0, 3]
        let at = Stations.Midnight + (minute * 60 + second) * 1000L
        select (Func<int, byte[]>)(id => kind switch
        {
            0 => Stations.Status(School, slot, at, id, true, at + delay, boot, seq),
            1 => Stations.Status(School, slot, at, id, false, at + delay),
            2 when slot == Stations.Kiosk => Stations.Scan(School, slot, at, id, (byte)value),
            3 when slot == Stations.Room => Stations.Occupancy(School, slot, at, id, value, 400 + value),
            _ => Stations.Telemetry(School, slot, at, id, at + delay, boot, seq, ("on", value % 2), ("temp_c", 20 + value)),
        });

    private static SchoolDevices Fold(byte[][] events)
    {
        var fold = new SchoolDevices(School);
        foreach (var e in events) FoldOne(fold, e);
        return fold;
    }

    private static void FoldOne(SchoolDevices fold, byte[] e)
    {
        var header = EventHeader.Read(e);
        fold.Fold(header, e, Array.FindIndex(School.Devices, d => (byte)d.Kind == header.SourceKind && d.Key == header.Source));
    }

    // Everything that a wall or history shows, at three ticks.
    private static string Words(SchoolDevices fold) => string.Join('\n', new[] { Stations.At(6, 30), Stations.At(9, 0), Stations.At(12, 1) }.Select(tick =>
    {
        var view = fold.View(Schools.Monday, tick, Listening.Since(Stations.At(5, 0)));
        return string.Join('|', view.Devices.Select(d => $"{d with { Values = [] }} {string.Join(',', d.Values)}"));
    }));
}
