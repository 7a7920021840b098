using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Days;

/// <summary>Lunch and snack of a class. Grams are whole and the energy is theirs (4, 9 and 4 kcal a gram), as a menu program prints it.</summary>
public sealed class ClassMeals(SimGroup group, int children, CareScript script)
{
    /// <summary>Adds both meals.</summary>
    public void Add()
    {
        // The youngest eat less, and fatter.
        var youngest = group.Node.Split('.')[^1].StartsWith("nha-tre", StringComparison.Ordinal);
        Add(MealName.Lunch, youngest ? 385 : 425, youngest, script.Between(CareTimes.Lunch + 3, CareTimes.Lunch + 16));
        Add(MealName.Snack, youngest ? 240 : 250, youngest, script.Between(CareTimes.Snack + 2, CareTimes.Snack + 18));
    }

    private void Add(MealName meal, int kcal, bool youngest, int at)
    {
        var served = (uint)children;
        var body = Portion(meal, kcal * (0.97 + script.Random.NextDouble() * 0.06), youngest);
        // One in ten is entered wrong at first; the newest word counts.
        if (script.Random.Chance(0.1)) script.Say(at - script.Between(1, 2), new Event { Meal = new Meal(body) { Served = served + (uint)script.Random.Between(1, 3) } });
        body.Served = served;
        if (!script.Random.Chance(0.15)) body.IntakePct = script.Random.Between(70, 100);
        script.Say(at, new Event { Meal = body });
    }

    private static Meal Portion(MealName meal, double kcal, bool youngest)
    {
        var (protein, lipid, glucid) = youngest ? (0.165, 0.345, 0.49) : (0.16, 0.29, 0.55);
        var (p, l, g) = (Math.Round(kcal * protein / 4), Math.Round(kcal * lipid / 9), Math.Round(kcal * glucid / 4));
        return new Meal { Meal_ = meal, ProteinG = p, LipidG = l, GlucidG = g, Kcal = 4 * p + 9 * l + 4 * g };
    }
}
