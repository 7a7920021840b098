using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;
using SampleState = EduDx.Contracts.Ingest.V1.Sample.Types.State;

namespace EduDx.FirmwareSim.Days;

/// <summary>
/// A kitchen through the day: menus, the three steps, portions, samples and what is thrown away. Without a fault it does everything right, and cooks nothing that a
/// child of the campus must not eat.
/// </summary>
public sealed class KitchenDay(DayPlan plan, SimCampus campus, SimGroup[] classes, bool[] there, CareScript script)
{
    private const int Minute = 60_000;
    private const int Day = 24 * 60 * Minute;
    private static readonly string[] SnackWords = ["chao", "banh", "sua", "che", "xoi", "chuoi"];

    private readonly string _by = campus.School.Head >= 0 ? plan.City.Persons[campus.School.Head].Id : "";
    private readonly string _fridge = plan.City.Devices.FirstOrDefault(d => d.Type.Id == "fridge" && d.Campus == campus)?.Name ?? "";

    /// <summary>Adds its day.</summary>
    public void Add()
    {
        var children = classes.Sum(g => Enumerable.Range(g.FirstPerson, g.PersonCount).Count(p => there[p]));
        if (children == 0) return;
        var (eaten, eatenSnack) = (Menu(false, 3, []), Menu(true, 1, []));
        AddYesterday(eaten, eatenSnack);
        // Never the dish of yesterday: which of two samples was thrown away could not be told.
        var (lunch, snack) = (Menu(false, 3, eaten), Menu(true, script.Random.Between(1, 2), eatenSnack));
        AddAllergen(lunch);
        AddMeal(MealName.Lunch, lunch, children, script.Between(9 * 60 + 36, 9 * 60 + 52), script.Between(11 * 60 + 30, 12 * 60));
        AddMeal(MealName.Snack, snack, children, script.Between(13 * 60 + 50, 14 * 60 + 5), script.Between(15 * 60 + 10, 15 * 60 + 30));
        AddChecks(lunch);
        AddSamples(MealName.Lunch, lunch, children, 10 * 60 + 18);
        AddSamples(MealName.Snack, snack, children, 14 * 60 + 8);
    }

    private void AddMeal(MealName meal, List<string> menu, int children, int cookedAt, int wastedAt)
    {
        // The menu is known when the shopping is done.
        var planned = new Cook { Meal = meal };
        planned.Menu.AddRange(menu);
        script.Say(script.Between(7 * 60 + 50, 8 * 60 + 20), new Event { Cook = planned });
        var cooked = children + script.Random.Between(2, 4);
        if (meal == MealName.Lunch && plan.Has("under-cooked-count", campus))
        {
            cooked = children - Math.Max(8, children / 5);
            Expect("portions-short", "under-cooked-count", cookedAt, CareTimes.LunchOver * Minute);
        }
        if (meal == MealName.Lunch && plan.Has("late-meal", campus))
        {
            cookedAt = script.Between(8 * 60 + 35, 8 * 60 + 45);
            Expect("late-meal", "late-meal", cookedAt, CareTimes.LunchOver * Minute);
        }
        script.Say(cookedAt, new Event { Cook = new Cook { Meal = meal, Cooked = (uint)cooked } });
        script.Say(wastedAt, new Event { Cook = new Cook { Meal = meal, WastedKg = Math.Round(children * (0.01 + script.Random.NextDouble() * 0.03), 1) } });
    }

    private void AddChecks(List<string> dishes)
    {
        var missed = plan.Has("missed-check", campus) ? 2 : 0;
        var failed = plan.Has("failed-check", campus);
        Check(1, "", script.Between(7 * 60 + 55, 8 * 60 + 25), true);
        if (missed != 2)
        {
            foreach (var dish in dishes) Check(2, dish, script.Between(9 * 60 + 15, 9 * 60 + 55), !failed || dish != dishes[0]);
        }
        else
        {
            Expect("step-missed", "missed-check", CareTimes.StepDeadlines[1] * Minute, CareTimes.SnackOver * Minute);
        }
        if (failed) Expect("step-failed", "failed-check", (9 * 60 + 15) * Minute, CareTimes.SnackOver * Minute);
        Check(3, "", script.Between(10 * 60 + 28, 10 * 60 + 42), true);
    }

    private void Check(uint step, string dish, int at, bool ok) =>
        script.Say(at, new Event { Check = new Check { Step = step, Dish = dish, Ok = ok, By = _by, Note = ok ? "" : "có mùi lạ, ngừng nấu" } });

    private void AddSamples(MealName meal, List<string> menu, int children, int fromMinute)
    {
        for (var i = 0; i < menu.Count; i++)
        {
            if (i == 0 && meal == MealName.Lunch && plan.Has("sample-missing", campus) && children >= 30)
            {
                Expect("sample-missing", "sample-missing", CareTimes.Lunch * Minute, CareTimes.SnackOver * Minute);
                continue;
            }
            Sample(meal, menu[i], children, SampleState.Taken, script.Between(fromMinute, fromMinute + 16));
            if (i != 0 || meal != MealName.Lunch || !plan.Has("sample-discarded-early", campus)) continue;
            var gone = script.Between(13 * 60, 14 * 60);
            Sample(meal, menu[i], children, SampleState.Discarded, gone);
            Expect("sample-early", "sample-discarded-early", gone, CareTimes.SnackOver * Minute);
        }
    }

    /// <summary>What was kept yesterday; the tablet tells it in the morning, and it is thrown away when its 24 hours are over.</summary>
    private void AddYesterday(List<string> lunch, List<string> snack)
    {
        if (!campus.School.OpenYesterday) return;
        foreach (var (meal, menu, taken, gone) in ((MealName, List<string>, int, int)[])[(MealName.Lunch, lunch, 10 * 60 + 18, 10 * 60 + 40), (MealName.Snack, snack, 14 * 60 + 8, 14 * 60 + 30)])
        {
            foreach (var dish in menu)
            {
                Sample(meal, dish, 0, SampleState.Taken, script.Between(taken, taken + 16) - Day, script.Between(6 * 60 + 5, 6 * 60 + 40));
                Sample(meal, dish, 0, SampleState.Discarded, script.Between(gone, gone + 50));
            }
        }
    }

    private void Sample(MealName meal, string dish, int portions, SampleState state, int at, int? sentAt = null)
    {
        var body = new Sample { Dish = dish, Meal = meal, State = state, Fridge = _fridge };
        if (portions > 0) body.Portions = (uint)portions;
        script.Say(at, new Event { Sample = body }, sentAt);
    }

    private List<string> Menu(bool snack, int dishes, List<string> not)
    {
        var avoid = classes.SelectMany(g => Enumerable.Range(g.FirstPerson, g.PersonCount)).SelectMany(p => plan.City.Allergies.GetValueOrDefault(p, [])).ToHashSet(StringComparer.Ordinal);
        string[] safe = [.. plan.City.Dishes.Where(d => SnackWords.Contains(d.Id.Split('-')[0]) == snack && !not.Contains(d.Id) && !d.Allergens.Any(avoid.Contains)).Select(d => d.Id)];
        script.Random.Shuffle<string>(safe);
        return [.. safe.Take(dishes)];
    }

    private void AddAllergen(List<string> menu)
    {
        if (!plan.Has("allergy-dish", campus)) return;
        var present = classes.SelectMany(g => Enumerable.Range(g.FirstPerson, g.PersonCount)).Where(p => there[p]).SelectMany(p => plan.City.Allergies.GetValueOrDefault(p, [])).ToHashSet(StringComparer.Ordinal);
        if (plan.City.Dishes.FirstOrDefault(d => d.Allergens.Any(present.Contains)) is not { } dish) return;
        menu.Add(dish.Id);
        Expect("allergy-risk", "allergy-dish", (7 * 60 + 50) * Minute, CareTimes.SnackOver * Minute);
    }

    private void Expect(string rule, string fault, int from, int to) =>
        plan.Expected.Add(new ExpectedAlarm(rule, campus.School.Id, plan.MidnightMs + from, plan.MidnightMs + to, fault, []));
}
