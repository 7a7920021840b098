using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>From the folded state and a tick to figures (docs/care.md).</summary>
public sealed partial class SchoolCare
{
    private static readonly CareDay Silent = new();

    /// <summary>The care on <paramref name="day"/> at <paramref name="nowMs"/>. Pure: the same state, tick and inputs give the same figures. What time changes, it changes on a minute.</summary>
    public CareView View(DateOnly day, long nowMs, CareInputs from)
    {
        var tick = new CareTick(School, day, Math.Min(nowMs, LocalTime.StartMs(day) + LocalTime.DayMs), nowMs, from, _days.GetValueOrDefault(day, Silent));
        var classes = new List<ClassCare>();
        for (var g = 0; g < School.Groups.Length; g++)
        {
            if (!School.Groups[g].IsStaff) classes.Add(ClassViews.Of(tick, g));
        }
        var kitchens = new List<KitchenCare>();
        for (var campus = 0; campus < School.Campuses.Length; campus++)
        {
            var own = classes.FindAll(c => School.Groups[c.Group].Campus == campus);
            if (own.Count > 0) kitchens.Add(KitchenViews.Of(tick, campus, own, SamplesOf(tick, campus)));
        }
        return new CareView
        {
            School = School,
            Day = day,
            AsOfMs = nowMs,
            Norms = from.Norms,
            Open = tick.Open,
            LunchOver = tick.IsOver(MealName.Lunch),
            Kitchens = [.. kitchens],
            Classes = [.. classes],
        };
    }

    // Samples of the day, and those of the day before that were still held when this one began.
    private SampleCare[] SamplesOf(CareTick tick, int campus)
    {
        var (kitchen, safety) = (School.Campuses[campus].Node.Key, tick.Norms.FoodSafety);
        var samples = new List<SampleCare>();
        foreach (var ((of, dish, meal), track) in _samples)
        {
            if (of != kitchen) continue;
            foreach (var (takenMs, fridge) in track.Taken)
            {
                var discardedMs = track.DiscardedMs(takenMs);
                var ofToday = takenMs >= tick.StartMs;
                var isEarly = discardedMs != 0 && discardedMs < takenMs + safety.SampleHours * 3_600_000L;
                if (takenMs >= tick.StartMs + LocalTime.DayMs || takenMs < tick.StartMs - LocalTime.DayMs) continue;
                // Of yesterday: what is held, and what was thrown away too early today.
                if (!ofToday && discardedMs != 0 && !(isEarly && discardedMs >= tick.StartMs)) continue;
                var (fridgeC, isOutside) = discardedMs == 0 ? FridgeAt(tick, fridge) : (null, false);
                var state = discardedMs == 0 ? (isOutside && tick.Open ? SampleCareState.AtRisk : SampleCareState.Held) : isEarly && tick.Open ? SampleCareState.Early : SampleCareState.Done;
                samples.Add(new SampleCare(dish, meal, takenMs, discardedMs, fridge, fridgeC, state, ofToday));
            }
        }
        samples.Sort((a, b) => a.TakenMs != b.TakenMs ? a.TakenMs.CompareTo(b.TakenMs) : a.Meal != b.Meal ? a.Meal.CompareTo(b.Meal) : string.CompareOrdinal(a.Dish, b.Dish));
        return [.. samples];
    }

    // What a fridge says counts while it is heard: one that is silent is an alarm of its own.
    private (double? TempC, bool IsOutside) FridgeAt(CareTick tick, string source)
    {
        var slot = Array.FindIndex(School.Devices, d => d.Kind == DeviceKind.Device && d.Source == source);
        if (slot < 0 || !tick.IsHeard(slot) || !_fridges.TryGetValue(School.Devices[slot].Key, out var fridge)) return (null, false);
        var safety = tick.Norms.FoodSafety;
        var since = fridge.OutsideSinceMs(safety.FridgeFromC, safety.FridgeToC);
        return (fridge.TempC, since != 0 && tick.NowMs - since > safety.DoorGraceMinutes * 60_000L);
    }
}
