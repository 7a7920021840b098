using System.Text.Json;
using CsCheck;
using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Tests.Live.Devices;

namespace EduDx.Tests.Live.Care;

/// <summary>The law of every fold: any order and any repeat of the same events give the same figures, also over a snapshot.</summary>
public sealed class CareLawTests
{
    private static readonly SchoolModel School = Nursery.School(allergens: [.. Enumerable.Repeat(0u, 3), 2u, .. Enumerable.Repeat(0u, 20)]);

    [Fact]
    public void Any_order_and_any_repeat_give_the_same_figures() =>
        Shuffled().Sample(s => Assert.Equal(Words(Fold(s.Events)), Words(Fold(s.Again))), iter: 1_000);

    [Fact]
    public void A_snapshot_in_the_middle_changes_nothing() =>
        Gen.Select(Shuffled(), Gen.Double[0, 1]).Sample(
            (s, cut) =>
            {
                var at = (int)(s.Again.Length * cut);
                var half = Fold(s.Again[..at]).On(School);
                foreach (var e in s.Again[at..]) Fold(half, e);
                Assert.Equal(Words(Fold(s.Events)), Words(half));
            },
            iter: 500);

    private static Gen<(byte[][] Events, byte[][] Again)> Shuffled()
    {
        var one =
            from what in Gen.Int[0, 7]
            from minute in Gen.Int[420, 960]
            from second in Gen.Int[0, 2]
            from count in Gen.Int[0, 40]
            from day in Gen.Int[-1, 0]
            select (Func<int, byte[]>)(id => Event(what, Nursery.At(0, minute, second) + day * LocalTime.DayMs, id, count));
        return
            from events in one.Array[0, 60].Select(all => all.Select((make, i) => make(i + 1)).ToArray())
            from repeats in Gen.Int[0, Math.Max(0, events.Length - 1)].Array[0, events.Length]
            from order in Gen.Shuffle(events.Concat(repeats.Select(r => events[r])).ToArray())
            select (events, order);
    }

    private static byte[] Event(int what, long at, int id, int count) => what switch
    {
        0 => Nursery.Meal(Nursery.ClassA + count % 2, at, id, count, 300 + count, count % 3 == 0 ? 90 : double.NaN, (MealName)(2 + count % 2), 10, 11, 40 + count),
        1 => Nursery.Nap(Nursery.ClassA + count % 2, at, id, NapState.Asleep, 1000 + count % 6),
        2 => Nursery.Nap(Nursery.ClassA + count % 2, at, id, NapState.Awake, 1000 + count % 6),
        3 => Nursery.Nap(Nursery.ClassA + count % 2, at, id, NapState.Check),
        4 => Nursery.Cook(at, id, count % 3 == 0 ? -1 : count, count % 2 == 0 ? double.NaN : count / 10.0, count % 4 == 0 ? [] : ["com", "trung"], (MealName)(2 + count % 2)),
        5 => Nursery.Check(at, id, (byte)(1 + count % 3), count % 5 != 0, count % 2 == 0 ? "" : "trung", $"n{count}"),
        6 => Nursery.Sample(at, id, (SampleState)(1 + count % 2), count % 4 < 2 ? "com" : "trung", MealName.Lunch, $"tu-{1 + count % 2}"),
        _ => Stations.Telemetry(School, Nursery.Fridge, at, id, metrics: ("temp_c", count / 4.0)),
    };

    private static SchoolCare Fold(byte[][] events)
    {
        var fold = new SchoolCare(School);
        foreach (var e in events) Fold(fold, e);
        return fold;
    }

    private static void Fold(SchoolCare fold, byte[] e)
    {
        var header = EventHeader.Read(e);
        if (header.Type == EventType.Telemetry) fold.FoldFridge(header, e, Nursery.Fridge);
        else fold.Fold(header, e);
    }

    private static string Words(SchoolCare fold)
    {
        var attendance = Nursery.Came(School, Enumerable.Range(0, 15));
        var devices = new EduDx.Live.Devices.SchoolDevices(School);
        var heard = Stations.Telemetry(School, Nursery.Fridge, Nursery.At(15, 59, 50), 9_999, metrics: ("temp_c", 4));
        devices.Fold(EventHeader.Read(heard), heard, Nursery.Fridge);
        return string.Join('\n', new[] { Nursery.At(9, 0), Nursery.At(12, 30), Nursery.At(16, 0) }.Select(tick =>
        {
            var view = Nursery.View(fold, attendance, tick, devices: devices);
            return JsonSerializer.Serialize(view.Kitchens) + JsonSerializer.Serialize(view.Classes);
        }));
    }
}
