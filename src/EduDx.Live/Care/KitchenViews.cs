using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>One kitchen at a tick.</summary>
internal static class KitchenViews
{
    public static KitchenCare Of(CareTick tick, int campus, List<ClassCare> classes, SampleCare[] samples)
    {
        var node = tick.School.Campuses[campus].Node.Key;
        var lunch = tick.Said.Cooked.GetValueOrDefault((node, MealName.Lunch));
        var (present, unknown, served, eatenMs, hungry) = (0, 0, 0, 0L, false);
        foreach (var c in classes)
        {
            present += c.Present;
            unknown += c.Unknown;
            served += c.Meals.Served ?? 0;
            var isEaten = tick.Said.Meals.TryGetValue((tick.School.Groups[c.Group].Node.Key, MealName.Lunch), out var word);
            if (isEaten) eatenMs = Math.Max(eatenMs, word.At.AtMs);
            else hungry |= c.Present > 0;
        }
        var cookedMs = lunch?.FirstCookedMs ?? 0;
        var lunchEndMs = Math.Min(tick.UntilMs, tick.EndOf(MealName.Lunch) ?? long.MaxValue);
        var untilMs = eatenMs == 0 || hungry ? Math.Max(eatenMs, lunchEndMs) : eatenMs;
        return new KitchenCare
        {
            Campus = campus,
            Present = present,
            Unknown = unknown,
            Cooked = lunch?.Said,
            Served = served,
            Short = tick.Open && lunch?.Said is { } made ? Math.Max(0, present - made) : 0,
            Over = tick.Open && lunch?.Said is { } more ? Math.Max(0, more - present - unknown) : 0,
            WastedG = tick.Said.Cooked.Where(c => c.Key.Kitchen == node).Sum(c => (long)Math.Round(c.Value.WastedKg * 1000, MidpointRounding.AwayFromZero)),
            CookedMs = cookedMs,
            EatenMs = eatenMs,
            CookedToEatenMinutes = cookedMs == 0 ? null : (int)(Math.Max(0, untilMs - cookedMs) / 60_000),
            IsLate = tick.Open && cookedMs != 0 && eatenMs - cookedMs > tick.Norms.FoodSafety.EatenWarnMinutes * 60_000L,
            Menu = lunch?.Menu ?? [],
            Steps = [.. tick.Norms.FoodSafety.StepDeadlines.Select((deadline, i) => StepOf(tick, node, (byte)(i + 1), tick.At(deadline)))],
            Samples = samples,
            SamplesMissing = tick.Open ? Missing(tick, node, classes, samples) : [],
        };
    }

    private static StepCare StepOf(CareTick tick, int node, byte step, long deadlineMs)
    {
        var log = tick.Said.Steps.GetValueOrDefault((node, step));
        if (log is null) return new StepCare(!tick.Open || tick.NowMs <= deadlineMs ? StepState.Waiting : tick.WasHeardBy(deadlineMs) ? StepState.Missed : StepState.Unknown, 0, "");
        if (log.Failure is { } note) return new StepCare(tick.Open ? StepState.Failed : StepState.Waiting, log.FirstMs, note);
        return new StepCare(log.FirstMs > deadlineMs ? StepState.Late : StepState.Done, log.FirstMs, "");
    }

    // A meal is served when a class said so, or when its time is over: then every dish of a large kitchen has its sample.
    private static string[] Missing(CareTick tick, int node, List<ClassCare> classes, SampleCare[] samples)
    {
        var missing = new List<string>();
        foreach (var ((kitchen, meal), cooking) in tick.Said.Cooked)
        {
            if (kitchen != node || !(cooking.Said >= tick.Norms.FoodSafety.SampleFromPortions)) continue;
            var isServed = tick.IsOver(meal) || classes.Exists(c => tick.Said.Meals.ContainsKey((tick.School.Groups[c.Group].Node.Key, meal)));
            if (!isServed) continue;
            missing.AddRange(cooking.Menu.Distinct().Where(dish => !Array.Exists(samples, s => s.OfToday && s.Dish == dish && s.Meal == meal)));
        }
        missing.Sort(StringComparer.Ordinal);
        return [.. missing];
    }
}
