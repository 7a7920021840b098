using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Days;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Computes what must be shown of kindergarten care when the day is over, from what was sent. Written apart from the server's folds on purpose.</summary>
public sealed class CareTruth
{
    private readonly DayPlan _plan;
    private readonly TrueState?[] _states;

    private CareTruth(DayPlan plan, TrueState?[] states) => (_plan, _states) = (plan, states);

    /// <summary>The truth of every class and kitchen.</summary>
    /// <param name="plan">The day as it was sent.</param>
    /// <param name="states">State of each person at the end.</param>
    public static (CareClassRecord[] Classes, KitchenRecord[] Kitchens) Of(DayPlan plan, TrueState?[] states)
    {
        var truth = new CareTruth(plan, states);
        var (classes, kitchens) = (new List<CareClassRecord>(), new List<KitchenRecord>());
        var scripts = plan.Scripts.ToDictionary(s => s.School);
        foreach (var school in plan.City.Schools.Where(s => s.IsKindergarten))
        {
            var sent = scripts.TryGetValue(school, out var script) ? script.Sent : [];
            var events = sent.Where(l => l.Person < 0).Select(l => l.Event).ToLookup(e => (e.Kind, e.Source));
            foreach (var campus in school.Campuses) truth.Add(campus, events, classes, kitchens);
        }
        return ([.. classes], [.. kitchens]);
    }

    private void Add(SimCampus campus, ILookup<(string Kind, string Source), Event> events, List<CareClassRecord> classes, List<KitchenRecord> kitchens)
    {
        SimGroup[] groups = [.. campus.School.Groups.Where(g => !g.Staff && g.Campus == campus && g.PersonCount > 0)];
        if (groups.Length == 0) return;
        var kitchen = new KitchenTruth(campus, _plan.MidnightMs);
        foreach (var e in events[("kitchen", campus.Id[(campus.School.Id.Length + 1)..])]) kitchen.Take(e);
        var (dishes, mine, eaten) = (kitchen.Dishes().ToHashSet(StringComparer.Ordinal), new List<CareClassRecord>(), (long?)null);
        foreach (var group in groups)
        {
            var said = events[("class", _plan.City.Sources[group.Source].Name)].ToArray();
            mine.Add(Class(group, said, dishes));
            foreach (var e in said.Where(e => e.BodyCase == Event.BodyOneofCase.Meal && e.Meal.Meal_ == MealName.Lunch)) eaten = Math.Max(eaten ?? 0, e.AtMs);
        }
        classes.AddRange(mine);
        kitchens.Add(kitchen.Record(mine, eaten));
    }

    private CareClassRecord Class(SimGroup group, Event[] said, HashSet<string> dishes)
    {
        int[] children = [.. Enumerable.Range(group.FirstPerson, group.PersonCount)];
        int[] there = [.. children.Where(IsThere)];
        var norm = Most(children.Select(NormOf));
        var ages = there.Select(NormOf).OfType<AgeNorm>().CountBy(n => n).Where(a => a.Value >= AgeNorm.MixedShare * there.Length).Select(a => a.Key).ToArray();
        var limits = ages.Length > 1 ? ages : norm is null ? [] : [norm];
        var allergens = there.SelectMany(p => _plan.City.Allergies.GetValueOrDefault(p, [])).ToHashSet(StringComparer.Ordinal);
        var meals = said.Where(e => e.BodyCase == Event.BodyOneofCase.Meal).GroupBy(e => e.Meal.Meal_)
            .Select(m => m.OrderBy(e => e.AtMs).ThenBy(e => Convert.ToHexString(e.Id.Span), StringComparer.Ordinal).Last().Meal).ToArray();
        var lunch = Array.Find(meals, m => m.Meal_ == MealName.Lunch);
        double? kcal = meals.Length == 0 ? null : meals.Sum(m => m.Kcal);
        var record = new CareClassRecord
        {
            Id = group.Node,
            Campus = group.Campus.Id,
            School = group.Campus.School.Id,
            Commune = group.Campus.School.Commune,
            Children = children.Length,
            Present = there.Length,
            Unknown = children.Count(p => _states[p] == TrueState.Unknown),
            Adults = group.Teachers.Count(IsThere),
            Mixed = ages.Length > 1,
            Cap = limits.Select(n => n.Cap).DefaultIfEmpty().Min(),
            PerAdult = limits.Select(n => n.PerAdult).DefaultIfEmpty().Min(),
            Served = (int?)lunch?.Served,
            Eaten = lunch is null ? null : Eaten(lunch),
            Kcal = kcal,
            KcalState = kcal is not { } energy || norm is null ? "none" : energy < norm.KcalFrom ? "below" : energy > norm.KcalTo ? "above" : "in",
            AllServed = meals.Sum(m => (int)m.Served),
            AllEaten = meals.Sum(Eaten),
            AllKcal = Sum(meals, m => m.Kcal),
            AllProteinG = Sum(meals, m => m.ProteinG),
            AllLipidG = Sum(meals, m => m.LipidG),
            AllGlucidG = Sum(meals, m => m.GlucidG),
            AllergyDishes = [.. _plan.City.Dishes.Where(d => dishes.Contains(d.Id) && d.Allergens.Any(allergens.Contains)).Select(d => d.Id)],
        };
        return Asleep(record, said, norm);
    }

    private static CareClassRecord Asleep(CareClassRecord record, Event[] said, AgeNorm? norm)
    {
        var nap = new NapTruth();
        foreach (var e in said.Where(e => e.BodyCase == Event.BodyOneofCase.Nap)) nap.Take(e);
        var ((doubt, reasons), (due, missed)) = (nap.Doubts(), nap.Checks(norm?.CheckMinutes ?? 30));
        long[] minutes = doubt >= AgeNorm.DoubtFrom ? [] : [.. nap.Sleeps().Values.Select(s => s.Sum() / 60_000)];
        return record with
        {
            Slept = minutes.Length,
            SleepMinutes = minutes.Sum(),
            ShortSleep = norm is null ? 0 : minutes.Count(m => m < AgeNorm.ShortShare * norm.SleepMinutes),
            ChecksDue = due,
            ChecksMissed = missed,
            Doubt = doubt,
            Reasons = reasons,
        };
    }

    private bool IsThere(int person) => _states[person] is TrueState.Present or TrueState.Late;

    private AgeNorm? NormOf(int person) => AgeNorm.Of(_plan.City.Persons[person].Birth, _plan.City.Day);

    private static AgeNorm? Most(IEnumerable<AgeNorm?> norms) => norms.OfType<AgeNorm>().CountBy(n => n).OrderByDescending(n => n.Value).ThenBy(n => n.Key.FromMonths).Select(n => n.Key).FirstOrDefault();

    private static int Eaten(Meal meal) => (int)Math.Round(meal.Served * (meal.HasIntakePct ? meal.IntakePct : 100) / 100, MidpointRounding.AwayFromZero);

    private static long Sum(Meal[] meals, Func<Meal, double> amount) => (long)Math.Round(meals.Sum(m => m.Served * amount(m)));
}
