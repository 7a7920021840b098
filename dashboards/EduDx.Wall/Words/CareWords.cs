using EduDx.Contracts.Frames;

namespace EduDx.Wall.Words;

/// <summary>What the wall of kindergartens says.</summary>
public sealed partial record CareWords
{
    public required string Present { get; init; }
    public required string Children { get; init; }
    public required string Kindergartens { get; init; }
    public required string PresentPart { get; init; }
    public required string UnknownPart { get; init; }
    public required string AwayPart { get; init; }
    public required string Of { get; init; }
    public required string Cooked { get; init; }
    public required string KitchensSaid { get; init; }
    public required string LunchAt { get; init; }
    public required string Short { get; init; }
    public required string AgainstPresent { get; init; }
    public required string Over { get; init; }
    public required string Steps { get; init; }
    public required string StepsDue { get; init; }
    public required string Missed { get; init; }
    public required string Failed { get; init; }
    public required string Allergy { get; init; }
    public required string AllergyLine { get; init; }
    public required string Classes { get; init; }
    public required string Samples { get; init; }
    public required string Missing { get; init; }
    public required string Early { get; init; }
    public required string AtRisk { get; init; }
    public required string Served { get; init; }
    public required string OfPresent { get; init; }
    public required string Eaten { get; init; }
    public required string OfServed { get; init; }
    public required string LateMeals { get; init; }
    public required string LateLine { get; init; }
    public required string Asleep { get; init; }
    public required string Slept { get; init; }
    public required string MeanMinutes { get; init; }
    public required string NapChecks { get; init; }
    public required string NapChecksDue { get; init; }
    public required string Doubts { get; init; }
    public required string NotBelieved { get; init; }
    public required string UnderStaffed { get; init; }
    public required string TooFew { get; init; }
    public required string AdultsPart { get; init; }
    public required string OverCap { get; init; }
    public required string Energy { get; init; }
    public required string InNorm { get; init; }
    public required string OutOfNorm { get; init; }
    public required string Below { get; init; }
    public required string Above { get; init; }
    public required string Waste { get; init; }
    public required string AChild { get; init; }
    public required string SleepTitle { get; init; }
    public required string ShortSleep { get; init; }
    public required string Minutes { get; init; }
    public required string Map { get; init; }
    public required string KitchensTitle { get; init; }
    public required string KitchensFine { get; init; }
    public required string ClassesTitle { get; init; }
    public required string ClassesFine { get; init; }
    public required string NothingKnown { get; init; }
    public required string AllClosed { get; init; }
    public required string Portions { get; init; }
    public required string Kitchen { get; init; }
    public required string CookedAt { get; init; }
    public required string EatenAt { get; init; }
    public required string NotSaid { get; init; }
    public required string Dish { get; init; }
    public required string KeptUntil { get; init; }
    public required string Fridge { get; init; }
    public required string State { get; init; }
    public required string Left { get; init; }
    public required string NoSamples { get; init; }
    public required string NotKept { get; init; }
    public required string Deadline { get; init; }
    public required string ClassTable { get; init; }
    public required string Class { get; init; }
    public required string Age { get; init; }
    public required string Mixed { get; init; }
    public required string Adults { get; init; }
    public required string EatenOfServed { get; init; }
    public required string SleptMinutes { get; init; }
    public required string Checks { get; init; }
    public required string NeedsPerson { get; init; }
    public required string Fine { get; init; }
    public required string NextCheck { get; init; }
    public required string Norm { get; init; }
    public required string Shares { get; init; }
    public required string Score { get; init; }
    public required string Empty { get; init; }
    public required string EmptyTodo { get; init; }

    /// <summary>The words in the language of the wall.</summary>
    public static CareWords For(WallWords words) => words.Lang == "en" ? English : Vietnamese;

    private bool IsEnglish => ReferenceEquals(this, English);

    /// <summary>The age group of a class, as the norms name it.</summary>
    public string AgeGroup(CareClassRow row) => IsEnglish ? row.AgeGroupEn : row.AgeGroupVi;

    /// <summary>The hour of the wall's face.</summary>
    public string Phase(CareFrame frame) => (frame.Phase, IsEnglish) switch
    {
        ("lunch", true) => "lunch", ("lunch", _) => "đang bữa trưa",
        ("nap", true) => "nap", ("nap", _) => "giờ ngủ trưa",
        ("afternoon", true) => "afternoon", ("afternoon", _) => "buổi chiều",
        (_, true) => $"before lunch at {frame.LunchAt}", _ => $"trước bữa trưa {frame.LunchAt}",
    };

    /// <summary>What a step of the three-step check looks at.</summary>
    public string Step(int step) => (step, IsEnglish) switch
    {
        (1, true) => "before cooking", (1, _) => "trước khi nấu",
        (2, true) => "while cooking", (2, _) => "khi nấu",
        (_, true) => "before eating", _ => "trước khi ăn",
    };

    /// <summary>A state of a step as the frame names it.</summary>
    public string StepState(string state) => (state, IsEnglish) switch
    {
        ("done", true) => "done", ("done", _) => "đạt",
        ("late", true) => "done late", ("late", _) => "đạt, trễ giờ",
        ("failed", true) => "not good", ("failed", _) => "không đạt",
        ("missed", true) => "missed", ("missed", _) => "bị lỡ",
        ("unknown", true) => "not known", ("unknown", _) => "chưa rõ",
        (_, true) => "waiting", _ => "chờ",
    };

    /// <summary>A state of a kept sample as the frame names it.</summary>
    public string SampleState(string state) => (state, IsEnglish) switch
    {
        ("held", true) => "held", ("held", _) => "đang giữ",
        ("atRisk", true) => "fridge not right", ("atRisk", _) => "tủ không đúng nhiệt độ",
        ("done", true) => "kept long enough", ("done", _) => "đã giữ đủ",
        ("early", true) => "thrown away early", ("early", _) => "hủy sớm",
        _ => state,
    };

    /// <summary>A meal as the frame names it.</summary>
    public string Meal(string meal) => (meal, IsEnglish) switch
    {
        ("breakfast", true) => "breakfast", ("breakfast", _) => "sáng",
        ("snack", true) => "snack", ("snack", _) => "xế",
        ("dinner", true) => "dinner", ("dinner", _) => "tối",
        (_, true) => "lunch", _ => "trưa",
    };

    /// <summary>Why a nap log is not believed.</summary>
    public string Reason(string reason) => (reason, IsEnglish) switch
    {
        ("sameSecond", true) => "asleep in the same second", ("sameSecond", _) => "cùng ngủ trong một giây",
        ("sameLength", true) => "slept equally long to the second", ("sameLength", _) => "ngủ dài bằng nhau từng giây",
        ("onTheMinute", true) => "checks on the very minute", ("onTheMinute", _) => "canh ngủ đều từng phút chẵn",
        _ => reason,
    };
}
