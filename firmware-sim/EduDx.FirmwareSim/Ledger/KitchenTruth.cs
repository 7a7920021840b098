using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Days;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>What is true of one kitchen, from what it and its classes sent.</summary>
public sealed class KitchenTruth(SimCampus campus, long midnightMs)
{
    private const long Minute = 60_000;
    private readonly List<Event> _cooks = [];
    private readonly List<Event> _checks = [];
    private readonly List<Event> _samples = [];

    /// <summary>Takes an event.</summary>
    public void Take(Event e)
    {
        switch (e.BodyCase)
        {
            case Event.BodyOneofCase.Cook: _cooks.Add(e); break;
            case Event.BodyOneofCase.Check: _checks.Add(e); break;
            default: _samples.Add(e); break;
        }
    }

    /// <summary>Ids of all dishes of the day.</summary>
    public IEnumerable<string> Dishes() => Meals().SelectMany(Menu).Distinct(StringComparer.Ordinal);

    /// <summary>The truth, beside the classes that it cooks for and when they last ate lunch.</summary>
    public KitchenRecord Record(IReadOnlyCollection<CareClassRecord> classes, long? eatenAtMs)
    {
        var open = campus.School is { Open: true, Closed: null };
        var (cooked, present, unknown) = (Cooked(MealName.Lunch), classes.Sum(c => c.Present), classes.Sum(c => c.Unknown));
        var cookedAt = _cooks.Where(e => e.Cook.Meal == MealName.Lunch && e.Cook.HasCooked).Select(e => (long?)e.AtMs).Min();
        return new KitchenRecord
        {
            Id = $"{campus.School.Id}/kitchen/{campus.Id[(campus.School.Id.Length + 1)..]}",
            Campus = campus.Id,
            School = campus.School.Id,
            Commune = campus.School.Commune,
            Closed = !open,
            Cooked = cooked,
            Short = open && cooked is { } c ? Math.Max(0, present - c) : 0,
            Over = open && cooked is { } d ? Math.Max(0, d - present - unknown) : 0,
            WastedG = Meals().Sum(m => (long)Math.Round(1000 * (Last(m, e => e.Cook.HasWastedKg)?.Cook.WastedKg ?? 0))),
            CookedAtMs = cookedAt,
            EatenAtMs = eatenAtMs,
            Steps = [.. Enumerable.Range(1, 3).Select(s => Step((uint)s, open))],
            Samples = Samples().Count(s => s.TakenMs >= midnightMs || s.GoneMs is null),
            SamplesToday = Samples().Count(s => s.TakenMs >= midnightMs),
            SamplesMissing = open ? Missing() : [],
            SamplesEarly = Samples().Count(s => s.TakenMs >= midnightMs && s.GoneMs < s.TakenMs + AgeNorm.SampleHours * 60 * Minute),
            Late = open && cookedAt is { } from && eatenAtMs is { } to && to - from > AgeNorm.EatenWarnMinutes * Minute,
        };
    }

    private static IEnumerable<MealName> Meals() => [MealName.Breakfast, MealName.Lunch, MealName.Snack, MealName.Dinner];

    private Event? Last(MealName meal, Func<Event, bool> says) => _cooks.Where(e => e.Cook.Meal == meal && says(e)).OrderBy(e => e.AtMs).ThenBy(e => Convert.ToHexString(e.Id.Span), StringComparer.Ordinal).LastOrDefault();

    private int? Cooked(MealName meal) => (int?)Last(meal, e => e.Cook.HasCooked)?.Cook.Cooked;

    private IEnumerable<string> Menu(MealName meal) => Last(meal, e => e.Cook.Menu.Count > 0)?.Cook.Menu ?? Enumerable.Empty<string>();

    private string Step(uint step, bool open)
    {
        Event[] checks = [.. _checks.Where(e => e.Check.Step == step).OrderBy(e => e.AtMs)];
        if (checks.Length == 0) return open ? "missed" : "waiting";
        if (checks.GroupBy(e => e.Check.Dish, StringComparer.Ordinal).Any(d => !d.Last().Check.Ok)) return "failed";
        return checks[0].AtMs <= midnightMs + CareTimes.StepDeadlines[(int)step - 1] * Minute ? "done" : "late";
    }

    private IEnumerable<(string Dish, MealName Meal, long TakenMs, long? GoneMs)> Samples()
    {
        foreach (var sample in _samples.GroupBy(e => (e.Sample.Dish, e.Sample.Meal)))
        {
            long[] taken = [.. sample.Where(e => e.Sample.State == Sample.Types.State.Taken).Select(e => e.AtMs).Order()];
            long[] gone = [.. sample.Where(e => e.Sample.State == Sample.Types.State.Discarded).Select(e => e.AtMs).Order()];
            // The oldest that is held is the one that is thrown away.
            var next = 0;
            foreach (var at in taken)
            {
                while (next < gone.Length && gone[next] < at) next++;
                yield return (sample.Key.Dish, sample.Key.Meal, at, next < gone.Length ? gone[next++] : null);
            }
        }
    }

    private string[] Missing()
    {
        var kept = Samples().Where(s => s.TakenMs >= midnightMs).Select(s => (s.Dish, s.Meal)).ToHashSet();
        return [.. Meals().Where(m => Cooked(m) >= AgeNorm.SampleFromPortions).SelectMany(m => Menu(m).Where(d => !kept.Contains((d, m))))];
    }
}
