namespace EduDx.FirmwareSim.Ledger;

/// <summary>What holds for children of an age: the norms that ship with the server, which are data there (check with <c>GET /api/v1/norms</c> when they were edited).</summary>
/// <param name="FromMonths">Youngest age, months.</param>
/// <param name="ToMonths">First age that is too old, months.</param>
/// <param name="Cap">Most children of a class.</param>
/// <param name="PerAdult">Most children an adult.</param>
/// <param name="CheckMinutes">Minutes between checks of the sleepers.</param>
/// <param name="SleepMinutes">Sleep at school a day, minutes.</param>
/// <param name="KcalFrom">Least energy at school a day, kcal.</param>
/// <param name="KcalTo">Most energy at school a day, kcal.</param>
public sealed record AgeNorm(int FromMonths, int ToMonths, int Cap, double PerAdult, int CheckMinutes, int SleepMinutes, double KcalFrom, double KcalTo)
{
    /// <summary>Minutes by which a check may be late.</summary>
    public const int CheckGraceMinutes = 5;
    /// <summary>Share of the norm below which a sleep was short.</summary>
    public const double ShortShare = 0.6;
    /// <summary>Doubt from which a log of naps is not believed.</summary>
    public const int DoubtFrom = 60;
    /// <summary>Portions from which a sample is kept.</summary>
    public const int SampleFromPortions = 30;
    /// <summary>Hours for which a sample is kept.</summary>
    public const int SampleHours = 24;
    /// <summary>Minutes from cooked to eaten from which a meal is late.</summary>
    public const int EatenWarnMinutes = 90;
    /// <summary>Share of the children there from which an age makes a class mixed.</summary>
    public const double MixedShare = 0.25;

    /// <summary>The age groups since 15 February 2017, youngest first.</summary>
    public static IReadOnlyList<AgeNorm> All { get; } =
    [
        new(3, 13, 15, 6, 15, 270, 600, 651),
        new(13, 25, 20, 8, 15, 150, 600, 651),
        new(25, 37, 25, 13, 30, 150, 600, 651),
        new(37, 49, 25, 13, 30, 150, 615, 726),
        new(49, 61, 30, 15, 30, 150, 615, 726),
        new(61, 85, 35, 18, 30, 150, 615, 726),
    ];

    /// <summary>The norm of a child on a day; null outside all ages.</summary>
    public static AgeNorm? Of(DateOnly birth, DateOnly day)
    {
        if (birth == default) return null;
        // Whole months: one is over on the day of the month of the birth.
        var months = (day.Year - birth.Year) * 12 + day.Month - birth.Month - (day.Day < birth.Day ? 1 : 0);
        return All.FirstOrDefault(n => months >= n.FromMonths && months < n.ToMonths);
    }
}
