using EduDx.Live.Care;

namespace EduDx.Ops.Hub;

/// <summary>What is wrong in a kitchen or a class, in the words of the contract, worst first.</summary>
internal static class CareProblems
{
    private static readonly string[] Critical = ["short", "stepFailed", "sampleEarly", "sampleAtRisk", "allergy"];

    // A large group or a thin plate is for the headmaster's planning; nobody has to run.
    private static readonly string[] ForPlanning = ["overCap", "underStaffed", "kcalBelow", "kcalAbove", "shares"];

    /// <summary>Of a kitchen.</summary>
    public static string[] Of(KitchenCare kitchen, CareView view) =>
    [
        .. Words(
            ("stepFailed", kitchen.Steps.Any(s => s.State == StepState.Failed)),
            ("short", kitchen.Short > 0 && !view.LunchOver),
            ("sampleEarly", kitchen.Samples.Any(s => s.State == SampleCareState.Early)),
            ("sampleAtRisk", kitchen.Samples.Any(s => s.State == SampleCareState.AtRisk)),
            ("stepMissed", kitchen.Steps.Any(s => s.State == StepState.Missed)),
            ("sampleMissing", kitchen.SamplesMissing.Length > 0),
            ("lateMeal", kitchen.IsLate)),
    ];

    /// <summary>Of a class.</summary>
    public static string[] Of(ClassCare own) =>
    [
        .. Words(
            ("allergy", own.AllergyDishes.Length > 0),
            ("napCheckMissed", own.Naps.ChecksMissed > 0),
            ("napImplausible", !own.Naps.IsBelieved),
            ("underStaffed", own.UnderStaffed),
            ("overCap", own.OverCap),
            ("kcalBelow", own.Meals.State == KcalState.Below),
            ("kcalAbove", own.Meals.State == KcalState.Above),
            // A snack that is still to come changes the shares.
            ("shares", !own.Meals.SharesInNorm && own.Meals.State > KcalState.SoFar)),
    ];

    /// <summary>True when somebody has to see to it now.</summary>
    public static bool NeedsPerson(string problem) => !ForPlanning.Contains(problem);

    /// <summary><c>normal</c>, <c>warning</c> or <c>critical</c>.</summary>
    public static string LevelOf(string[] problems) => problems.Any(Critical.Contains) ? "critical" : problems.Length > 0 ? "warning" : "normal";

    /// <summary>Places a list of problems among others: the worst first, then the longest.</summary>
    public static int Weight(string[] problems) => problems.Length == 0 ? 0 : problems.Length + (LevelOf(problems) == "critical" ? 100 : problems.Any(NeedsPerson) ? 50 : 0);

    private static IEnumerable<string> Words(params (string Word, bool Holds)[] words) => words.Where(w => w.Holds).Select(w => w.Word);
}
