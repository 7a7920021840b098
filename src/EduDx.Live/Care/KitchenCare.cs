using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>One kitchen on one day at one tick. Instants are Unix milliseconds, 0 for never.</summary>
public sealed record KitchenCare
{
    /// <summary>Position in <see cref="City.SchoolModel.Campuses"/>.</summary>
    public required int Campus { get; init; }
    /// <summary>Children of the campus there now.</summary>
    public required int Present { get; init; }
    /// <summary>Children of the campus of whom nobody can say.</summary>
    public required int Unknown { get; init; }
    /// <summary>Portions of lunch cooked; null when not said.</summary>
    public required int? Cooked { get; init; }
    /// <summary>Portions of lunch served.</summary>
    public required int Served { get; init; }
    /// <summary>Lunches missing for the children there now.</summary>
    public required int Short { get; init; }
    /// <summary>Lunches beyond the children there now and unknown.</summary>
    public required int Over { get; init; }
    /// <summary>Food thrown away, grams.</summary>
    public required long WastedG { get; init; }
    /// <summary>When lunch was cooked.</summary>
    public required long CookedMs { get; init; }
    /// <summary>When the last class ate it.</summary>
    public required long EatenMs { get; init; }
    /// <summary>Minutes from cooked to eaten, until the tick while lunch goes on and a class has not eaten; null before it is cooked.</summary>
    public required int? CookedToEatenMinutes { get; init; }
    /// <summary>True when lunch was eaten later after cooking than the warning limit.</summary>
    public required bool IsLate { get; init; }
    /// <summary>Ids of the dishes of lunch.</summary>
    public required string[] Menu { get; init; }
    /// <summary>The three steps.</summary>
    public required StepCare[] Steps { get; init; }
    /// <summary>Samples kept on the day, or on the day before and held on this one.</summary>
    public required SampleCare[] Samples { get; init; }
    /// <summary>Ids of the dishes of served meals without a sample; one for each meal.</summary>
    public required string[] SamplesMissing { get; init; }
}

/// <summary>How a step of the three-step check stands.</summary>
public enum StepState : byte
{
    /// <summary>Not checked, and its deadline has not passed, or nothing is due.</summary>
    Waiting = 0,
    /// <summary>Checked in time, nothing stands against it.</summary>
    Done = 1,
    /// <summary>Checked after its deadline, nothing stands against it.</summary>
    Late = 2,
    /// <summary>Something was found not good.</summary>
    Failed = 3,
    /// <summary>Its deadline passed without a check.</summary>
    Missed = 4,
    /// <summary>Its deadline passed without a check, and nothing of the school was heard until then: nobody knows.</summary>
    Unknown = 5,
}

/// <summary>One step of the three-step check.</summary>
/// <param name="State">How it stands.</param>
/// <param name="AtMs">First check, Unix milliseconds; 0 for none.</param>
/// <param name="Note">What was noted when it failed; empty otherwise.</param>
public readonly record struct StepCare(StepState State, long AtMs, string Note);

/// <summary>How a kept sample stands.</summary>
public enum SampleCareState : byte
{
    /// <summary>Held.</summary>
    Held = 0,
    /// <summary>Held in a fridge that is too warm or too cold.</summary>
    AtRisk = 1,
    /// <summary>Thrown away after its hours.</summary>
    Done = 2,
    /// <summary>Thrown away before its hours were over.</summary>
    Early = 3,
}

/// <summary>One kept sample. Instants are Unix milliseconds, 0 for never.</summary>
/// <param name="Dish">Id of the dish.</param>
/// <param name="Meal">Which meal.</param>
/// <param name="TakenMs">When it was kept.</param>
/// <param name="DiscardedMs">When it was thrown away.</param>
/// <param name="Fridge">Source id of its fridge; empty when not said.</param>
/// <param name="FridgeC">Temperature of the fridge, °C; null when it is not heard, or the sample is gone.</param>
/// <param name="State">How it stands.</param>
/// <param name="OfToday">True when it was kept on the day, false on the day before.</param>
public readonly record struct SampleCare(string Dish, MealName Meal, long TakenMs, long DiscardedMs, string Fridge, double? FridgeC, SampleCareState State, bool OfToday);
