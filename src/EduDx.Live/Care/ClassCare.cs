namespace EduDx.Live.Care;

/// <summary>One class of a kindergarten on one day at one tick. Instants are Unix milliseconds, 0 for never.</summary>
public sealed record ClassCare
{
    /// <summary>Position in <see cref="City.SchoolModel.Groups"/>.</summary>
    public required int Group { get; init; }
    /// <summary>Children on the roster.</summary>
    public required int Children { get; init; }
    /// <summary>Children there now.</summary>
    public required int Present { get; init; }
    /// <summary>Children of whom nobody can say.</summary>
    public required int Unknown { get; init; }
    /// <summary>Teachers of the class there now.</summary>
    public required int Adults { get; init; }
    /// <summary>Ages, and the limits that follow.</summary>
    public required AgeMix Ages { get; init; }
    /// <summary>More children there now than the age group may have.</summary>
    public required bool OverCap { get; init; }
    /// <summary>More children an adult than the norm, where the registry names a teacher.</summary>
    public required bool UnderStaffed { get; init; }
    /// <summary>What was eaten.</summary>
    public required ClassMeals Meals { get; init; }
    /// <summary>Ids of dishes of the day that hold an allergen of a child there now.</summary>
    public required string[] AllergyDishes { get; init; }
    /// <summary>The naps.</summary>
    public required ClassNaps Naps { get; init; }
}

/// <summary>How the energy of a day stands against the norm.</summary>
public enum KcalState : byte
{
    /// <summary>No energy was said, or there is no norm.</summary>
    None = 0,
    /// <summary>Meals are missing yet.</summary>
    SoFar = 1,
    /// <summary>Within the norm.</summary>
    In = 2,
    /// <summary>Below it.</summary>
    Below = 3,
    /// <summary>Above it.</summary>
    Above = 4,
}

/// <summary>What a class ate on one day.</summary>
public sealed record ClassMeals
{
    /// <summary>Children served at lunch; null when not said.</summary>
    public required int? Served { get; init; }
    /// <summary>Portions of lunch eaten; null when not said.</summary>
    public required int? Eaten { get; init; }
    /// <summary>Energy a child, kcal, all meals; null when not said.</summary>
    public required double? Kcal { get; init; }
    /// <summary>The norm of the age group on the day; null for none.</summary>
    public required EnergyNorm? Norm { get; init; }
    /// <summary>The energy against it.</summary>
    public required KcalState State { get; init; }
    /// <summary>Share of energy from protein, percent; null when not said.</summary>
    public required double? ProteinPct { get; init; }
    /// <summary>Share of energy from fat, percent; null when not said.</summary>
    public required double? LipidPct { get; init; }
    /// <summary>Share of energy from carbohydrate, percent; null when not said.</summary>
    public required double? GlucidPct { get; init; }
    /// <summary>True when each share that was said is within the norm.</summary>
    public required bool SharesInNorm { get; init; }
    /// <summary>The whole day for history: portions served and eaten, then kcal and grams of protein, fat and carbohydrate served.</summary>
    public required long[] Totals { get; init; }
}

/// <summary>The naps of a class on one day. Instants are Unix milliseconds, 0 for never.</summary>
public sealed record ClassNaps
{
    /// <summary>Children asleep now.</summary>
    public required int Asleep { get; init; }
    /// <summary>Children who slept, as the log says.</summary>
    public required int Slept { get; init; }
    /// <summary>Whole minutes slept by them together, as the log says.</summary>
    public required long Minutes { get; init; }
    /// <summary>Of them, too short for their age, once the nap is over.</summary>
    public required int Short { get; init; }
    /// <summary>When the next check is due; 0 when nobody sleeps.</summary>
    public required long NextCheckMs { get; init; }
    /// <summary>Checks due so far.</summary>
    public required int ChecksDue { get; init; }
    /// <summary>Of them, missed.</summary>
    public required int ChecksMissed { get; init; }
    /// <summary>How implausible the log is, 0 to 100.</summary>
    public required int Doubt { get; init; }
    /// <summary>Why.</summary>
    public required NapDoubts Why { get; init; }
    /// <summary>False when the log is not believed: its sleeps count nowhere.</summary>
    public required bool IsBelieved { get; init; }
}
