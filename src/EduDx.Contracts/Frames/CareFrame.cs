namespace EduDx.Contracts.Frames;

/// <summary>
/// Kindergarten care of one node on one day. Counts of children are those there now; a count of a sensitive kind (allergies) is one of
/// classes, never of children.
/// </summary>
public record CareFigures
{
    /// <summary>Kindergartens under the node.</summary>
    public int Kindergartens { get; set; }
    /// <summary>Kindergartens that have no school today (closed, holiday): nothing is expected of them.</summary>
    public int Closed { get; set; }
    /// <summary>Children on the roster.</summary>
    public int Children { get; set; }
    /// <summary>Children there now.</summary>
    public int Present { get; set; }
    /// <summary>Children of whom nobody can say.</summary>
    public int Unknown { get; set; }

    /// <summary>Kitchens that should cook today.</summary>
    public int Kitchens { get; set; }
    /// <summary>Kitchens that have said how many lunches they cook.</summary>
    public int KitchensCooked { get; set; }
    /// <summary>Portions of lunch cooked.</summary>
    public int Cooked { get; set; }
    /// <summary>Portions of lunch served.</summary>
    public int Served { get; set; }
    /// <summary>Portions of lunch eaten: served, times the share eaten, rounded for each class.</summary>
    public int Eaten { get; set; }
    /// <summary>Lunches missing for the children there now, over the kitchens that have said what they cook.</summary>
    public int PortionsShort { get; set; }
    /// <summary>Lunches beyond the children there now and unknown, over the same kitchens.</summary>
    public int PortionsOver { get; set; }
    /// <summary>Food thrown away today, grams.</summary>
    public long WastedG { get; set; }
    /// <summary>Energy a child served today, kcal: sum over meals of a class, mean over the classes weighted by children served at lunch; null without a meal.</summary>
    public double? Kcal { get; set; }
    /// <summary>Classes whose energy of the day is within the norm of their age.</summary>
    public int KcalInNorm { get; set; }
    /// <summary>Classes below it (judged once the last meal at school was served).</summary>
    public int KcalBelow { get; set; }
    /// <summary>Classes above it.</summary>
    public int KcalAbove { get; set; }
    /// <summary>Classes where a dish of the day holds an allergen of a child there now.</summary>
    public int AllergyClasses { get; set; }

    /// <summary>Steps of the three-step check whose deadline has passed or that are done.</summary>
    public int StepsDue { get; set; }
    /// <summary>Steps done and good.</summary>
    public int StepsDone { get; set; }
    /// <summary>Steps whose deadline passed without a check.</summary>
    public int StepsMissed { get; set; }
    /// <summary>Steps at which something was found not good.</summary>
    public int StepsFailed { get; set; }
    /// <summary>Samples kept today or still held.</summary>
    public int Samples { get; set; }
    /// <summary>Dishes of a served meal without a sample.</summary>
    public int SamplesMissing { get; set; }
    /// <summary>Samples thrown away before their hours were over.</summary>
    public int SamplesEarly { get; set; }
    /// <summary>Samples held in a fridge that is too warm or too cold now, beyond the grace of an open door.</summary>
    public int SamplesAtRisk { get; set; }
    /// <summary>Meals eaten later after cooking than the warning limit.</summary>
    public int LateMeals { get; set; }

    /// <summary>Children asleep now.</summary>
    public int Asleep { get; set; }
    /// <summary>Children who slept today, in classes whose log is believed.</summary>
    public int Slept { get; set; }
    /// <summary>Minutes slept by them; -1 when it is withheld (docs/privacy.md).</summary>
    public long SleepMinutes { get; set; }
    /// <summary>Of them, children below the norm of their age, once the nap is over; -1 when it is withheld (docs/privacy.md).</summary>
    public int ShortSleep { get; set; }
    /// <summary>Checks of sleepers that were due so far.</summary>
    public int NapChecksDue { get; set; }
    /// <summary>Of them, missed.</summary>
    public int NapChecksMissed { get; set; }
    /// <summary>Classes whose nap log is not plausible.</summary>
    public int ImplausibleNaps { get; set; }

    /// <summary>Classes with children there now.</summary>
    public int Groups { get; set; }
    /// <summary>Classes with more children there now than their age group may have.</summary>
    public int OverCap { get; set; }
    /// <summary>Classes with more children an adult than the norm.</summary>
    public int UnderStaffed { get; set; }

    /// <summary>Things that need a person now: portions short, steps missed or failed, samples missing, early or at risk, late meals, allergies, missed nap checks, implausible naps.</summary>
    public int NeedPerson { get; set; }
}

/// <summary>The care figures of one node of the tree.</summary>
public record CareNode : CareFigures
{
    /// <summary>Node id.</summary>
    public string Id { get; set; } = "";
    /// <summary><c>city</c>, <c>commune</c>, <c>school</c>, <c>campus</c> or <c>class</c>.</summary>
    public string Kind { get; set; } = "";
    /// <summary>Name as written in Vietnamese.</summary>
    public string Name { get; set; } = "";
    /// <summary>Fixed place on the tile map, zero-based column; -1 when the node has none.</summary>
    public int Column { get; set; } = -1;
    /// <summary>Fixed place on the tile map, zero-based row; -1 when the node has none.</summary>
    public int Row { get; set; } = -1;
    /// <summary><c>normal</c>, <c>warning</c>, <c>critical</c> or <c>unknown</c>.</summary>
    public string Level { get; set; } = "normal";
}

/// <summary>The whole state of the view <c>care</c> for one scope.</summary>
public sealed record CareFrame : CareNode, IWallFrame
{
    /// <inheritdoc/>
    public string View { get; set; } = "care";
    /// <inheritdoc/>
    public string Scope { get; set; } = "";
    /// <inheritdoc/>
    public DateTimeOffset AsOf { get; set; }
    /// <inheritdoc/>
    public long Offset { get; set; }
    /// <inheritdoc/>
    public DateOnly Date { get; set; }
    /// <inheritdoc/>
    public PathStep[] Path { get; set; } = [];
    /// <inheritdoc/>
    public SystemLine System { get; set; } = new();
    /// <inheritdoc/>
    public AlarmLine Alarm { get; set; } = new();
    /// <summary>Face of the wall by the hour: <c>morning</c> (until lunch), <c>lunch</c>, <c>nap</c>, <c>afternoon</c>.</summary>
    public string Phase { get; set; } = "morning";
    /// <summary>When lunch is served, as the norms say, <c>HH:mm</c>.</summary>
    public string LunchAt { get; set; } = "";
    /// <summary>Nodes below the scope that have kindergartens (communes, schools, classes).</summary>
    public CareNode[] Nodes { get; set; } = [];
    /// <summary>Kitchens that need a person, worst first, at most 60; all of them at school scope.</summary>
    public KitchenRow[] KitchenList { get; set; } = [];
    /// <summary>Classes that need a person, worst first, at most 60; all of them at school scope.</summary>
    public CareClassRow[] ClassList { get; set; } = [];
}

/// <summary>One kitchen on one day.</summary>
public sealed record KitchenRow
{
    /// <summary><c>school/kitchen/source</c>.</summary>
    public string Id { get; set; } = "";
    /// <summary>Name of its campus.</summary>
    public string Name { get; set; } = "";
    /// <summary>Node id of the school.</summary>
    public string School { get; set; } = "";
    /// <summary>Name of the school.</summary>
    public string SchoolName { get; set; } = "";
    /// <summary>Children of the campus there now.</summary>
    public int Present { get; set; }
    /// <summary>Children of the campus of whom nobody can say.</summary>
    public int Unknown { get; set; }
    /// <summary>Portions of lunch cooked; null when not said.</summary>
    public int? Cooked { get; set; }
    /// <summary>Portions of lunch served.</summary>
    public int Served { get; set; }
    /// <summary>Lunches missing for the children there now.</summary>
    public int Short { get; set; }
    /// <summary>Lunches beyond the children there now and unknown.</summary>
    public int Over { get; set; }
    /// <summary>Food thrown away today, grams.</summary>
    public long WastedG { get; set; }
    /// <summary>When lunch was cooked; null when not said.</summary>
    public DateTimeOffset? CookedAt { get; set; }
    /// <summary>When the last class ate it; null when none has.</summary>
    public DateTimeOffset? EatenAt { get; set; }
    /// <summary>Minutes from cooked to eaten (until now while a class has not eaten); null before it is cooked.</summary>
    public int? CookedToEatenMinutes { get; set; }
    /// <summary>Names of the dishes of lunch (their ids where the registry has no name).</summary>
    public string[] Menu { get; set; } = [];
    /// <summary>The three steps.</summary>
    public StepRow[] Steps { get; set; } = [];
    /// <summary>Samples kept today or still held.</summary>
    public SampleRow[] Samples { get; set; } = [];
    /// <summary>Names of dishes without a sample.</summary>
    public string[] SamplesMissing { get; set; } = [];
    /// <summary>What needs a person: <c>short</c>, <c>stepMissed</c>, <c>stepFailed</c>, <c>sampleMissing</c>, <c>sampleEarly</c>, <c>sampleAtRisk</c>, <c>lateMeal</c>; worst first.</summary>
    public string[] Problems { get; set; } = [];
    /// <summary><c>normal</c>, <c>warning</c> or <c>critical</c>.</summary>
    public string Level { get; set; } = "normal";
}

/// <summary>One step of the three-step check.</summary>
public sealed record StepRow
{
    /// <summary>1, 2 or 3.</summary>
    public int Step { get; set; }
    /// <summary><c>waiting</c> (before its deadline), <c>done</c>, <c>late</c> (done after it), <c>failed</c>, <c>missed</c> or <c>unknown</c> (nothing of the school was heard until its deadline).</summary>
    public string State { get; set; } = "";
    /// <summary>Its deadline, <c>HH:mm</c>.</summary>
    public string Deadline { get; set; } = "";
    /// <summary>First check of the step; null without one.</summary>
    public DateTimeOffset? At { get; set; }
    /// <summary>What was noted when it failed; empty otherwise.</summary>
    public string Note { get; set; } = "";
}

/// <summary>One kept sample.</summary>
public sealed record SampleRow
{
    /// <summary>Name of the dish.</summary>
    public string Dish { get; set; } = "";
    /// <summary><c>breakfast</c>, <c>lunch</c>, <c>snack</c> or <c>dinner</c>.</summary>
    public string Meal { get; set; } = "";
    /// <summary>When it was kept.</summary>
    public DateTimeOffset TakenAt { get; set; }
    /// <summary>When it may be thrown away.</summary>
    public DateTimeOffset KeepUntil { get; set; }
    /// <summary>When it was thrown away; null while it is held.</summary>
    public DateTimeOffset? DiscardedAt { get; set; }
    /// <summary>Source id of its fridge; empty when not said.</summary>
    public string Fridge { get; set; } = "";
    /// <summary>Temperature of the fridge, °C, as its own sensor says now; null when it does not, or the sample is gone.</summary>
    public double? FridgeC { get; set; }
    /// <summary><c>held</c>, <c>atRisk</c>, <c>done</c> or <c>early</c>.</summary>
    public string State { get; set; } = "";
}

/// <summary>One class of a kindergarten on one day.</summary>
public sealed record CareClassRow
{
    /// <summary>Node id.</summary>
    public string Id { get; set; } = "";
    /// <summary>Name as written in Vietnamese.</summary>
    public string Name { get; set; } = "";
    /// <summary>Node id of the school.</summary>
    public string School { get; set; } = "";
    /// <summary>Name of the school.</summary>
    public string SchoolName { get; set; } = "";
    /// <summary>Age group as the norms name it in Vietnamese; empty when no age is known.</summary>
    public string AgeGroupVi { get; set; } = "";
    /// <summary>Age group as the norms name it in English; empty when no age is known.</summary>
    public string AgeGroupEn { get; set; } = "";
    /// <summary>True when children of more than one age group are there.</summary>
    public bool Mixed { get; set; }
    /// <summary>Children on the roster.</summary>
    public int Children { get; set; }
    /// <summary>Children there now.</summary>
    public int Present { get; set; }
    /// <summary>Children of whom nobody can say.</summary>
    public int Unknown { get; set; }
    /// <summary>Teachers of the class there now.</summary>
    public int Adults { get; set; }
    /// <summary>Most children that the age group may have.</summary>
    public int Cap { get; set; }
    /// <summary>Most children an adult may have.</summary>
    public double PerAdult { get; set; }
    /// <summary>Children served at lunch; null when not said.</summary>
    public int? Served { get; set; }
    /// <summary>Portions of lunch eaten; null when not said.</summary>
    public int? Eaten { get; set; }
    /// <summary>Energy a child today, kcal, all meals; null without one.</summary>
    public double? Kcal { get; set; }
    /// <summary>The norm of the day at school, kcal.</summary>
    public double KcalFrom { get; set; }
    /// <summary>The norm of the day at school, kcal.</summary>
    public double KcalTo { get; set; }
    /// <summary><c>none</c>, <c>soFar</c> (meals are missing yet), <c>in</c>, <c>below</c> or <c>above</c>.</summary>
    public string KcalState { get; set; } = "none";
    /// <summary>Shares of energy from protein, fat and carbohydrate, percent; null when not said.</summary>
    public double? ProteinPct { get; set; }
    /// <inheritdoc cref="ProteinPct"/>
    public double? LipidPct { get; set; }
    /// <inheritdoc cref="ProteinPct"/>
    public double? GlucidPct { get; set; }
    /// <summary>True when each of the shares that were said is within the norm.</summary>
    public bool SharesInNorm { get; set; } = true;
    /// <summary>Names of dishes of today that hold an allergen of a child there now.</summary>
    public string[] AllergyDishes { get; set; } = [];
    /// <summary>Children asleep now.</summary>
    public int Asleep { get; set; }
    /// <summary>Children who slept today; 0 when the log is not believed.</summary>
    public int Slept { get; set; }
    /// <summary>Mean minutes slept by them; null when nobody slept, or the log is not believed.</summary>
    public double? SleepMinutes { get; set; }
    /// <summary>The norm, minutes a day.</summary>
    public int SleepNorm { get; set; }
    /// <summary>When the next check of the sleepers is due; null when nobody sleeps.</summary>
    public DateTimeOffset? NextCheckAt { get; set; }
    /// <summary>Checks due so far.</summary>
    public int NapChecksDue { get; set; }
    /// <summary>Of them, missed.</summary>
    public int NapChecksMissed { get; set; }
    /// <summary>How implausible the nap log is, 0 (believed) to 100.</summary>
    public int NapDoubt { get; set; }
    /// <summary>Why: <c>sameSecond</c>, <c>sameLength</c>, <c>onTheMinute</c>; empty when believed.</summary>
    public string[] NapReasons { get; set; } = [];
    /// <summary>What needs a person: <c>allergy</c>, <c>napCheckMissed</c>, <c>napImplausible</c>, <c>overCap</c>, <c>underStaffed</c>, <c>kcalBelow</c>, <c>kcalAbove</c>, <c>shares</c>; worst first.</summary>
    public string[] Problems { get; set; } = [];
    /// <summary><c>normal</c>, <c>warning</c> or <c>critical</c>.</summary>
    public string Level { get; set; } = "normal";
}
