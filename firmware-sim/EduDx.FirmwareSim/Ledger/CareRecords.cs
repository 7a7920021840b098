namespace EduDx.FirmwareSim.Ledger;

/// <summary>What is true of the care of one class at the end of the day.</summary>
public sealed record CareClassRecord
{
    /// <summary>Node id.</summary>
    public string Id { get; init; } = "";
    /// <summary>Node id of its campus.</summary>
    public string Campus { get; init; } = "";
    /// <summary>Node id of its school.</summary>
    public string School { get; init; } = "";
    /// <summary>Node id of its commune.</summary>
    public string Commune { get; init; } = "";
    /// <summary>Children on the roster.</summary>
    public int Children { get; init; }
    /// <summary>Children there.</summary>
    public int Present { get; init; }
    /// <summary>Children of whom nobody can say.</summary>
    public int Unknown { get; init; }
    /// <summary>Teachers of the class there.</summary>
    public int Adults { get; init; }
    /// <summary>Children of more than one age group are there.</summary>
    public bool Mixed { get; init; }
    /// <summary>Most children that it may have.</summary>
    public int Cap { get; init; }
    /// <summary>Most children an adult may have.</summary>
    public double PerAdult { get; init; }
    /// <summary>Children served at lunch; null when not said.</summary>
    public int? Served { get; init; }
    /// <summary>Portions of lunch eaten; null when not said.</summary>
    public int? Eaten { get; init; }
    /// <summary>Energy a child over all meals, kcal; null without one.</summary>
    public double? Kcal { get; init; }
    /// <summary><c>none</c>, <c>in</c>, <c>below</c> or <c>above</c>.</summary>
    public string KcalState { get; init; } = "none";
    /// <summary>Children served, over all meals.</summary>
    public int AllServed { get; init; }
    /// <summary>Portions eaten, over all meals.</summary>
    public int AllEaten { get; init; }
    /// <summary>Energy served, kcal, over all meals and children.</summary>
    public long AllKcal { get; init; }
    /// <summary>Protein served, grams.</summary>
    public long AllProteinG { get; init; }
    /// <summary>Fat served, grams.</summary>
    public long AllLipidG { get; init; }
    /// <summary>Carbohydrate served, grams.</summary>
    public long AllGlucidG { get; init; }
    /// <summary>Ids of dishes that hold an allergen of a child there.</summary>
    public string[] AllergyDishes { get; init; } = [];
    /// <summary>Children who slept; none when the log is not believed.</summary>
    public int Slept { get; init; }
    /// <summary>Minutes slept by them.</summary>
    public long SleepMinutes { get; init; }
    /// <summary>Of them, children who slept too little.</summary>
    public int ShortSleep { get; init; }
    /// <summary>Checks of the sleepers that were due.</summary>
    public int ChecksDue { get; init; }
    /// <summary>Of them, missed.</summary>
    public int ChecksMissed { get; init; }
    /// <summary>Doubt about the log, 0 to 100.</summary>
    public int Doubt { get; init; }
    /// <summary>Why.</summary>
    public string[] Reasons { get; init; } = [];
}

/// <summary>What is true of one kitchen at the end of the day.</summary>
public sealed record KitchenRecord
{
    /// <summary><c>school/kitchen/source</c>.</summary>
    public string Id { get; init; } = "";
    /// <summary>Node id of its campus.</summary>
    public string Campus { get; init; } = "";
    /// <summary>Node id of its school.</summary>
    public string School { get; init; } = "";
    /// <summary>Node id of its commune.</summary>
    public string Commune { get; init; } = "";
    /// <summary>The school had no school day: nothing was due.</summary>
    public bool Closed { get; init; }
    /// <summary>Portions of lunch cooked; null when not said.</summary>
    public int? Cooked { get; init; }
    /// <summary>Lunches missing for the children there.</summary>
    public int Short { get; init; }
    /// <summary>Lunches beyond the children there and unknown.</summary>
    public int Over { get; init; }
    /// <summary>Food thrown away, grams.</summary>
    public long WastedG { get; init; }
    /// <summary>When lunch was cooked, Unix milliseconds; null when not said.</summary>
    public long? CookedAtMs { get; init; }
    /// <summary>When the last class ate it; null when none did.</summary>
    public long? EatenAtMs { get; init; }
    /// <summary>State of the three steps: <c>done</c>, <c>late</c>, <c>failed</c>, <c>missed</c>, or <c>waiting</c> when nothing was due.</summary>
    public string[] Steps { get; init; } = [];
    /// <summary>Samples kept today or held still.</summary>
    public int Samples { get; init; }
    /// <summary>Of them, those kept today.</summary>
    public int SamplesToday { get; init; }
    /// <summary>Of today's meals, ids of dishes without a sample.</summary>
    public string[] SamplesMissing { get; init; } = [];
    /// <summary>Samples thrown away too early.</summary>
    public int SamplesEarly { get; init; }
    /// <summary>Lunch was eaten too long after it was cooked.</summary>
    public bool Late { get; init; }
}
