using EduDx.Contracts.Frames;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Sums the truth of classes and kitchens into the figures of a node, when the day is over.</summary>
public static class CareSums
{
    /// <summary>The figures that are final after the day, by the names of the API.</summary>
    public static IReadOnlyList<(string Name, Func<CareFigures, long> Value)> Names { get; } =
    [
        ("kindergartens", f => f.Kindergartens), ("closed", f => f.Closed), ("children", f => f.Children), ("present", f => f.Present), ("unknown", f => f.Unknown),
        ("kitchens", f => f.Kitchens), ("kitchensCooked", f => f.KitchensCooked), ("cooked", f => f.Cooked), ("served", f => f.Served), ("eaten", f => f.Eaten),
        ("portionsShort", f => f.PortionsShort), ("portionsOver", f => f.PortionsOver), ("wastedG", f => f.WastedG), ("kcalInNorm", f => f.KcalInNorm),
        ("kcalBelow", f => f.KcalBelow), ("kcalAbove", f => f.KcalAbove), ("allergyClasses", f => f.AllergyClasses), ("stepsDue", f => f.StepsDue),
        ("stepsDone", f => f.StepsDone), ("stepsMissed", f => f.StepsMissed), ("stepsFailed", f => f.StepsFailed), ("samples", f => f.Samples),
        ("samplesMissing", f => f.SamplesMissing), ("samplesEarly", f => f.SamplesEarly), ("lateMeals", f => f.LateMeals), ("asleep", f => f.Asleep),
        ("slept", f => f.Slept), ("sleepMinutes", f => f.SleepMinutes), ("shortSleep", f => f.ShortSleep), ("napChecksDue", f => f.NapChecksDue),
        ("napChecksMissed", f => f.NapChecksMissed), ("implausibleNaps", f => f.ImplausibleNaps), ("groups", f => f.Groups), ("overCap", f => f.OverCap),
        ("underStaffed", f => f.UnderStaffed),
    ];

    /// <summary>The figures of a node.</summary>
    public static CareFigures Of(IReadOnlyCollection<SchoolDayRecord> schools, IReadOnlyCollection<CareClassRecord> classes, IReadOnlyCollection<KitchenRecord> kitchens)
    {
        var lunches = classes.Sum(c => c.Kcal is null ? 0 : c.Served ?? 0);
        return new CareFigures
        {
            Kindergartens = schools.Count(s => s.IsKindergarten),
            Closed = schools.Count(s => s is { IsKindergarten: true, IsHeld: false }),
            Children = classes.Sum(c => c.Children),
            Present = classes.Sum(c => c.Present),
            Unknown = classes.Sum(c => c.Unknown),
            Kitchens = kitchens.Count(k => !k.Closed),
            KitchensCooked = kitchens.Count(k => k.Cooked is not null),
            Cooked = kitchens.Sum(k => k.Cooked ?? 0),
            Served = classes.Sum(c => c.Served ?? 0),
            Eaten = classes.Sum(c => c.Eaten ?? 0),
            PortionsShort = kitchens.Sum(k => k.Short),
            PortionsOver = kitchens.Sum(k => k.Over),
            WastedG = kitchens.Sum(k => k.WastedG),
            Kcal = lunches == 0 ? null : classes.Sum(c => (c.Kcal ?? 0) * (c.Served ?? 0)) / lunches,
            KcalInNorm = classes.Count(c => c.KcalState == "in"),
            KcalBelow = classes.Count(c => c.KcalState == "below"),
            KcalAbove = classes.Count(c => c.KcalState == "above"),
            AllergyClasses = classes.Count(c => c.AllergyDishes.Length > 0),
            StepsDue = kitchens.Sum(k => k.Steps.Count(s => s != "waiting")),
            StepsDone = kitchens.Sum(k => k.Steps.Count(s => s is "done" or "late")),
            StepsMissed = kitchens.Sum(k => k.Steps.Count(s => s == "missed")),
            StepsFailed = kitchens.Sum(k => k.Steps.Count(s => s == "failed")),
            Samples = kitchens.Sum(k => k.Samples),
            SamplesMissing = kitchens.Sum(k => k.SamplesMissing.Length),
            SamplesEarly = kitchens.Sum(k => k.SamplesEarly),
            LateMeals = kitchens.Count(k => k.Late),
            Slept = classes.Sum(c => c.Slept),
            SleepMinutes = classes.Sum(c => c.SleepMinutes),
            ShortSleep = classes.Sum(c => c.ShortSleep),
            NapChecksDue = classes.Sum(c => c.ChecksDue),
            NapChecksMissed = classes.Sum(c => c.ChecksMissed),
            ImplausibleNaps = classes.Count(c => c.Doubt >= AgeNorm.DoubtFrom),
            Groups = classes.Count(c => c.Present > 0),
            OverCap = classes.Count(c => c.Cap > 0 && c.Present > c.Cap),
            UnderStaffed = classes.Count(c => c.PerAdult > 0 && c.Present > c.Adults * c.PerAdult),
        };
    }
}
