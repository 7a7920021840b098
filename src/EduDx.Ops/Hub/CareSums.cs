using EduDx.Contracts.Frames;
using EduDx.Live.Care;

namespace EduDx.Ops.Hub;

/// <summary>Sums of care over classes and kitchens, with what needs a person among them. Counts classes of a sensitive kind, never children.</summary>
internal sealed class CareSums(CareFigures figures)
{
    private double _kcal;
    private int _kcalServed;

    /// <summary>Something critical is among them.</summary>
    public bool IsCritical { get; private set; }

    /// <summary>Adds a kindergarten.</summary>
    public void AddSchool(CareView view)
    {
        figures.Kindergartens++;
        if (!view.Open) figures.Closed++;
    }

    /// <summary>Adds a class.</summary>
    public void Add(ClassCare own)
    {
        figures.Children += own.Children;
        figures.Present += own.Present;
        figures.Unknown += own.Unknown;
        figures.Served += own.Meals.Served ?? 0;
        figures.Eaten += own.Meals.Eaten ?? 0;
        if (own.Meals is { Kcal: { } kcal, Served: { } served })
        {
            _kcal += kcal * served;
            _kcalServed += served;
            figures.Kcal = _kcalServed == 0 ? null : _kcal / _kcalServed;
        }
        if (own.Meals.State == KcalState.In) figures.KcalInNorm++;
        if (own.Meals.State == KcalState.Below) figures.KcalBelow++;
        if (own.Meals.State == KcalState.Above) figures.KcalAbove++;
        if (own.AllergyDishes.Length > 0) figures.AllergyClasses++;
        AddNaps(own.Naps);
        if (own.Present > 0) figures.Groups++;
        if (own.OverCap) figures.OverCap++;
        if (own.UnderStaffed) figures.UnderStaffed++;
        var problems = CareProblems.Of(own);
        figures.NeedPerson += problems.Count(CareProblems.NeedsPerson);
        IsCritical |= CareProblems.LevelOf(problems) == "critical";
    }

    /// <summary>Adds a kitchen.</summary>
    public void Add(KitchenCare kitchen, CareView view)
    {
        if (view.Open) figures.Kitchens++;
        if (kitchen.Cooked is { } cooked)
        {
            figures.KitchensCooked++;
            figures.Cooked += cooked;
        }
        figures.PortionsShort += kitchen.Short;
        figures.PortionsOver += kitchen.Over;
        figures.WastedG += kitchen.WastedG;
        foreach (var step in kitchen.Steps)
        {
            if (step.State is not (StepState.Waiting or StepState.Unknown)) figures.StepsDue++;
            if (step.State is StepState.Done or StepState.Late) figures.StepsDone++;
            if (step.State == StepState.Missed) figures.StepsMissed++;
            if (step.State == StepState.Failed) figures.StepsFailed++;
        }
        foreach (var sample in kitchen.Samples)
        {
            // One of yesterday that was thrown away is a sample of yesterday; that it was too early is told today.
            if (sample.OfToday || sample.DiscardedMs == 0) figures.Samples++;
            if (sample.State == SampleCareState.Early) figures.SamplesEarly++;
            if (sample.State == SampleCareState.AtRisk) figures.SamplesAtRisk++;
        }
        figures.SamplesMissing += kitchen.SamplesMissing.Length;
        if (kitchen.IsLate) figures.LateMeals++;
        var problems = CareProblems.Of(kitchen, view);
        figures.NeedPerson += problems.Length;
        IsCritical |= CareProblems.LevelOf(problems) == "critical";
    }

    private void AddNaps(ClassNaps naps)
    {
        figures.Asleep += naps.Asleep;
        figures.NapChecksDue += naps.ChecksDue;
        figures.NapChecksMissed += naps.ChecksMissed;
        if (!naps.IsBelieved)
        {
            figures.ImplausibleNaps++;
            return;
        }
        figures.Slept += naps.Slept;
        figures.SleepMinutes += naps.Minutes;
        figures.ShortSleep += naps.Short;
    }
}
