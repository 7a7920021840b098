using EduDx.Contracts.Frames;
using EduDx.Live.Care;
using EduDx.Live.City;

namespace EduDx.Ops.Hub;

/// <summary>One kitchen or class as a row of the frame, in the words of the contract.</summary>
internal static class CareRows
{
    public static KitchenRow Of(KitchenCare kitchen, CareView view, CityModel city)
    {
        var (school, campus) = (view.School, view.School.Campuses[kitchen.Campus].Node);
        var problems = CareProblems.Of(kitchen, view);
        return new KitchenRow
        {
            Id = $"{school.Node.Id}/kitchen/{campus.Id[(school.Node.Id.Length + 1)..]}",
            Name = campus.Name,
            School = school.Node.Id,
            SchoolName = school.Node.Name,
            Present = kitchen.Present,
            Unknown = kitchen.Unknown,
            Cooked = kitchen.Cooked,
            Served = kitchen.Served,
            Short = kitchen.Short,
            Over = kitchen.Over,
            WastedG = kitchen.WastedG,
            CookedAt = Instant(kitchen.CookedMs),
            EatenAt = Instant(kitchen.EatenMs),
            CookedToEatenMinutes = kitchen.CookedToEatenMinutes,
            Menu = Names(kitchen.Menu, city),
            Steps = [.. kitchen.Steps.Select((s, i) => new StepRow
            {
                Step = i + 1,
                State = s.State.ToString().ToLowerInvariant(),
                Deadline = CareFrames.Text(view.Norms.FoodSafety.StepDeadlines[i]),
                At = Instant(s.AtMs),
                Note = s.Note,
            })],
            Samples = [.. kitchen.Samples.Select(s => new SampleRow
            {
                Dish = NameOf(s.Dish, city),
                Meal = s.Meal.ToString().ToLowerInvariant(),
                TakenAt = LocalTime.At(s.TakenMs),
                KeepUntil = LocalTime.At(s.TakenMs + view.Norms.FoodSafety.SampleHours * 3_600_000L),
                DiscardedAt = Instant(s.DiscardedMs),
                Fridge = s.Fridge,
                FridgeC = s.FridgeC,
                State = s.State == SampleCareState.AtRisk ? "atRisk" : s.State.ToString().ToLowerInvariant(),
            })],
            SamplesMissing = Names(kitchen.SamplesMissing, city),
            Problems = problems,
            Level = CareProblems.LevelOf(problems),
        };
    }

    public static CareClassRow Of(ClassCare own, CareView view, CityModel city)
    {
        var (school, node, meals, naps) = (view.School, view.School.Groups[own.Group].Node, own.Meals, own.Naps);
        var problems = CareProblems.Of(own);
        return new CareClassRow
        {
            Id = node.Id,
            Name = node.Name,
            School = school.Node.Id,
            SchoolName = school.Node.Name,
            AgeGroupVi = own.Ages.Group?.NameVi ?? "",
            AgeGroupEn = own.Ages.Group?.NameEn ?? "",
            Mixed = own.Ages.Mixed,
            Children = own.Children,
            Present = own.Present,
            Unknown = own.Unknown,
            Adults = own.Adults,
            Cap = own.Ages.Cap,
            PerAdult = own.Ages.PerAdult,
            Served = meals.Served,
            Eaten = meals.Eaten,
            Kcal = meals.Kcal,
            KcalFrom = meals.Norm?.KcalFrom ?? 0,
            KcalTo = meals.Norm?.KcalTo ?? 0,
            KcalState = meals.State == KcalState.SoFar ? "soFar" : meals.State.ToString().ToLowerInvariant(),
            ProteinPct = meals.ProteinPct,
            LipidPct = meals.LipidPct,
            GlucidPct = meals.GlucidPct,
            SharesInNorm = meals.SharesInNorm,
            AllergyDishes = Names(own.AllergyDishes, city),
            Asleep = naps.Asleep,
            Slept = naps.IsBelieved ? naps.Slept : 0,
            SleepMinutes = naps.Slept == 0 || !naps.IsBelieved ? null : (double)naps.Minutes / naps.Slept,
            SleepNorm = own.Ages.Group?.SleepMinutes ?? 0,
            NextCheckAt = Instant(naps.NextCheckMs),
            NapChecksDue = naps.ChecksDue,
            NapChecksMissed = naps.ChecksMissed,
            NapDoubt = naps.Doubt,
            NapReasons = naps.IsBelieved ? [] : [.. Enum.GetValues<NapDoubts>().Where(d => d != NapDoubts.None && naps.Why.HasFlag(d)).Select(Word)],
            Problems = problems,
            Level = CareProblems.LevelOf(problems),
        };
    }

    private static string Word(NapDoubts doubt) => doubt switch
    {
        NapDoubts.SameSecond => "sameSecond",
        NapDoubts.SameLength => "sameLength",
        _ => "onTheMinute",
    };

    private static string[] Names(string[] dishes, CityModel city) => [.. dishes.Select(d => NameOf(d, city))];

    private static string NameOf(string dish, CityModel city) => city.Dishes.TryGetValue(dish, out var known) ? known.Name : dish;

    private static DateTimeOffset? Instant(long ms) => ms == 0 ? null : LocalTime.At(ms);
}
