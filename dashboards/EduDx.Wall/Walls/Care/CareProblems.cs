using EduDx.Contracts.Frames;
using EduDx.Wall.Words;

namespace EduDx.Wall.Walls.Care;

/// <summary>What is wrong at a kitchen or in a class, in words, with the figures that say it.</summary>
public static class CareProblems
{
    /// <summary>The problems of a kitchen, in the order that the frame gives them.</summary>
    public static IEnumerable<string> Of(KitchenRow kitchen, CareWords say, WallWords words) => kitchen.Problems.Select(problem => problem switch
    {
        "short" => $"{say.Short} {words.Count(kitchen.Short)}",
        "stepMissed" => $"{say.Missed}: {Steps(kitchen, "missed", say)}",
        "stepFailed" => $"{say.Failed}: {Steps(kitchen, "failed", say)}{Note(kitchen)}",
        "sampleMissing" => $"{say.NotKept}: {string.Join(", ", kitchen.SamplesMissing)}",
        "sampleEarly" => $"{say.SampleState("early")}: {Dishes(kitchen, "early")}",
        "sampleAtRisk" => $"{say.SampleState("atRisk")}{Warmest(kitchen, words)}: {Dishes(kitchen, "atRisk")}",
        "lateMeal" => kitchen.CookedToEatenMinutes is { } minutes ? $"{say.LateMeals}: {words.Count(minutes)} {say.Minutes}" : say.LateMeals,
        _ => problem,
    });

    /// <summary>The problems of a class, in the order that the frame gives them. Dishes are named, children never.</summary>
    public static IEnumerable<string> Of(CareClassRow row, CareWords say, WallWords words) => row.Problems.Select(problem => problem switch
    {
        "allergy" => $"{say.Allergy}: {string.Join(", ", row.AllergyDishes)}",
        "napCheckMissed" => $"{say.NapChecks}: {say.Missed} {words.Count(row.NapChecksMissed)}/{words.Count(row.NapChecksDue)}",
        "napImplausible" => $"{say.Doubts} ({say.Score} {words.Count(row.NapDoubt)}): {string.Join(", ", row.NapReasons.Select(say.Reason))}",
        "overCap" => $"{say.OverCap}: {words.Count(row.Present)}/{words.Count(row.Cap)} {say.Children}",
        "underStaffed" => $"{say.TooFew}: {words.Count(row.Adults)} {say.AdultsPart}, {words.Count(row.Present)} {say.Children}",
        "kcalBelow" or "kcalAbove" => $"{Kcal(row, words)} kcal, {say.Norm} {words.Count((long)row.KcalFrom)}–{words.Count((long)row.KcalTo)}",
        "shares" => $"{say.Shares}: {Shares(row, words)}",
        _ => problem,
    });

    /// <summary>Energy a child of the class; a dash when nothing was served.</summary>
    public static string Kcal(CareClassRow row, WallWords words) => row.Kcal is { } kcal ? words.Count((long)Math.Round(kcal)) : "–";

    /// <summary>Percent of energy from protein, fat and carbohydrate; a dash for what was not said.</summary>
    public static string Shares(CareClassRow row, WallWords words) =>
        string.Join(" / ", new[] { row.ProteinPct, row.LipidPct, row.GlucidPct }.Select(share => share is { } pct ? words.Count((long)Math.Round(pct)) : "–"));

    private static string Steps(KitchenRow kitchen, string state, CareWords say) => string.Join(", ", kitchen.Steps.Where(step => step.State == state).Select(step => say.Step(step.Step)));

    private static string Note(KitchenRow kitchen) => kitchen.Steps.FirstOrDefault(step => step is { State: "failed", Note.Length: > 0 }) is { } step ? $" ({step.Note})" : "";

    private static string Dishes(KitchenRow kitchen, string state) => string.Join(", ", kitchen.Samples.Where(sample => sample.State == state).Select(sample => sample.Dish).Distinct());

    private static string Warmest(KitchenRow kitchen, WallWords words) =>
        kitchen.Samples.Where(sample => sample.State == "atRisk").Max(sample => sample.FridgeC) is { } temperature ? $" {words.Decimal(temperature)} °C" : "";
}
