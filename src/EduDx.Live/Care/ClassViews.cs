using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>One class at a tick.</summary>
internal static class ClassViews
{
    public static ClassCare Of(CareTick tick, int g)
    {
        var (school, attendance) = (tick.School, tick.From.Attendance);
        var group = school.Groups[g];
        var isThere = new bool[group.Count];
        var (present, adults, teachers, allergens) = (0, 0, 0, 0u);
        for (var i = 0; i < isThere.Length; i++)
        {
            if (!(isThere[i] = attendance.IsPresent(group.First + i))) continue;
            present++;
            if (school.Allergens.Length > 0) allergens |= school.Allergens[group.First + i];
        }
        for (var slot = 0; slot < school.Teaches.Length; slot++)
        {
            if (school.Teaches[slot] != g) continue;
            teachers++;
            if (attendance.IsPresent(slot)) adults++;
        }
        var births = school.Births.Length == 0 ? new int[group.Count] : school.Births.AsSpan(group.First, group.Count);
        var ages = AgeMix.Of(tick.Norms, births, isThere, tick.Day);
        return new ClassCare
        {
            Group = g,
            Children = group.Count,
            Present = present,
            Unknown = attendance.UnknownNow(g),
            Adults = adults,
            Ages = ages,
            OverCap = ages.Cap > 0 && present > ages.Cap,
            UnderStaffed = teachers > 0 && ages.PerAdult > 0 && present > adults * ages.PerAdult,
            Meals = MealsOf(tick, group, ages),
            AllergyDishes = allergens == 0 ? [] : Allergic(tick, school.Campuses[group.Campus].Node.Key, allergens),
            Naps = NapViews.Of(tick, group.Node.Key, ages.Group),
        };
    }

    private static ClassMeals MealsOf(CareTick tick, GroupModel group, AgeMix ages)
    {
        int? served = null, eaten = null;
        var (kcal, hasKcal) = (0.0, false);
        // Of protein, fat and carbohydrate: kcal of what was said, and of the meals that said it.
        Span<double> parts = stackalloc double[3], wholes = stackalloc double[3], totals = stackalloc double[6];
        foreach (var ((node, meal), (_, body)) in tick.Said.Meals)
        {
            if (node != group.Node.Key) continue;
            var ate = Eaten(body);
            if (meal == MealName.Lunch) (served, eaten) = (body.Served, ate);
            totals[0] += body.Served;
            totals[1] += ate;
            Span<double> amounts = [body.Kcal, body.ProteinG, body.LipidG, body.GlucidG];
            for (var i = 0; i < amounts.Length; i++) totals[2 + i] += double.IsNaN(amounts[i]) ? 0 : body.Served * amounts[i];
            if (double.IsNaN(body.Kcal)) continue;
            (kcal, hasKcal) = (kcal + body.Kcal, true);
            Add(0, body.ProteinG, 4, body.Kcal, parts, wholes);
            Add(1, body.LipidG, 9, body.Kcal, parts, wholes);
            Add(2, body.GlucidG, 4, body.Kcal, parts, wholes);
        }
        var norm = ages.Group is { } age ? tick.Norms.EnergyOf(age.Id, tick.Day) : null;
        var (protein, lipid, glucid) = (Share(parts[0], wholes[0]), Share(parts[1], wholes[1]), Share(parts[2], wholes[2]));
        return new ClassMeals
        {
            Served = served,
            Eaten = eaten,
            Kcal = hasKcal ? kcal : null,
            Norm = norm,
            State = !hasKcal || norm is null ? KcalState.None
                : !tick.AllMealsOver ? KcalState.SoFar
                : kcal < norm.KcalFrom ? KcalState.Below
                : kcal > norm.KcalTo ? KcalState.Above : KcalState.In,
            ProteinPct = protein,
            LipidPct = lipid,
            GlucidPct = glucid,
            SharesInNorm = norm is null || (IsIn(protein, norm.Protein) && IsIn(lipid, norm.Lipid) && IsIn(glucid, norm.Glucid)),
            Totals = [.. totals.ToArray().Select(t => (long)Math.Round(t, MidpointRounding.AwayFromZero))],
        };
    }

    /// <summary>Portions eaten: all of them when nothing was said.</summary>
    private static int Eaten(in MealBody body) =>
        double.IsNaN(body.IntakePct) ? body.Served : (int)Math.Round(body.Served * body.IntakePct / 100, MidpointRounding.AwayFromZero);

    private static void Add(int part, double grams, double kcalPerGram, double kcal, Span<double> parts, Span<double> wholes)
    {
        if (double.IsNaN(grams)) return;
        parts[part] += grams * kcalPerGram;
        wholes[part] += kcal;
    }

    private static double? Share(double part, double whole) => whole > 0 ? Math.Round(100 * part / whole, 1) : null;

    private static bool IsIn(double? share, double[] norm) => share is not { } pct || (pct >= norm[0] && pct <= norm[1]);

    private static string[] Allergic(CareTick tick, int kitchen, uint allergens) =>
        [.. tick.Said.Cooked.Where(c => c.Key.Kitchen == kitchen).SelectMany(c => c.Value.Menu).Distinct()
            .Where(id => tick.From.Dishes.TryGetValue(id, out var dish) && (dish.Allergens & allergens) != 0).Order(StringComparer.Ordinal)];
}
