namespace EduDx.Live.Care;

/// <summary>
/// The norms of kindergarten care: dated data that a deployer edits (<c>norms.json</c>), never constants. Several versions of a norm stand side by
/// side; on a day the one with the latest <c>From</c> that is not after the day holds. Each names its source.
/// </summary>
/// <param name="AgeGroups">Age groups, youngest first.</param>
/// <param name="Energy">Energy at school a day, and its shares, by age group and date.</param>
/// <param name="Meals">Meals of the day at school, in order.</param>
/// <param name="FoodSafety">Deadlines and limits of food safety.</param>
/// <param name="Sleep">Naps, by age group.</param>
public sealed record CareNorms(AgeGroup[] AgeGroups, EnergyNorm[] Energy, MealTime[] Meals, FoodSafetyNorm FoodSafety, SleepNorm Sleep)
{
    /// <summary>The age group of a child on a day; null when the age is outside all of them or not known.</summary>
    /// <param name="birth">A <see cref="DateOnly.DayNumber"/>; 0 when not known.</param>
    /// <param name="day">The day.</param>
    public AgeGroup? GroupOf(int birth, DateOnly day)
    {
        if (birth == 0) return null;
        var born = DateOnly.FromDayNumber(birth);
        var months = (day.Year - born.Year) * 12 + day.Month - born.Month - (day.Day < born.Day ? 1 : 0);
        // Asked for each child again and again: a loop makes no object.
        foreach (var group in AgeGroups)
        {
            if (months >= group.FromMonths && months < group.ToMonths) return group;
        }
        return null;
    }

    /// <summary>The energy norm that holds for an age group on a day; null when none does.</summary>
    public EnergyNorm? EnergyOf(string ageGroup, DateOnly day)
    {
        EnergyNorm? best = null;
        foreach (var norm in Energy)
        {
            if (Array.IndexOf(norm.AgeGroups, ageGroup) >= 0 && norm.From <= day && (best is null || norm.From >= best.From)) best = norm;
        }
        return best;
    }
}

/// <summary>Children of an age.</summary>
/// <param name="Id">Id, for example <c>25-36</c>.</param>
/// <param name="NameVi">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="FromMonths">Youngest age, months.</param>
/// <param name="ToMonths">First age that is too old, months.</param>
/// <param name="Cap">Most children of a class.</param>
/// <param name="PerAdult">Most children an adult.</param>
/// <param name="SleepMinutes">Sleep at school a day, minutes.</param>
/// <param name="CheckMinutes">Minutes between checks of the sleepers.</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record AgeGroup(string Id, string NameVi, string NameEn, int FromMonths, int ToMonths, int Cap, double PerAdult, int SleepMinutes, int CheckMinutes, string Source);

/// <summary>Energy at school a day, with the shares of protein, fat and carbohydrate.</summary>
/// <param name="AgeGroups">Ids of the age groups that it is for.</param>
/// <param name="From">First day on which it holds.</param>
/// <param name="KcalFrom">Least energy, kcal a child and day.</param>
/// <param name="KcalTo">Most energy, kcal a child and day.</param>
/// <param name="Protein">Share of energy from protein, percent: least and most.</param>
/// <param name="Lipid">Share of energy from fat, percent: least and most.</param>
/// <param name="Glucid">Share of energy from carbohydrate, percent: least and most.</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record EnergyNorm(string[] AgeGroups, DateOnly From, double KcalFrom, double KcalTo, double[] Protein, double[] Lipid, double[] Glucid, string Source);

/// <summary>When a meal is served.</summary>
/// <param name="Meal">Which meal.</param>
/// <param name="At">When it is served, local time.</param>
/// <param name="UntilMinutes">Minutes after which it is over.</param>
public sealed record MealTime(Events.MealName Meal, TimeOnly At, int UntilMinutes);

/// <summary>Food safety.</summary>
/// <param name="StepDeadlines">Deadlines of the three steps of the check, local times.</param>
/// <param name="SampleHours">Hours for which a sample is kept.</param>
/// <param name="SampleFromPortions">Portions from which a sample is kept.</param>
/// <param name="FridgeFromC">Least temperature of the fridge, °C.</param>
/// <param name="FridgeToC">Greatest temperature of the fridge, °C.</param>
/// <param name="DoorGraceMinutes">Minutes for which the temperature may be outside (an open door).</param>
/// <param name="EatenWarnMinutes">Minutes from cooked to eaten from which people are warned.</param>
/// <param name="EatenAlarmMinutes">Minutes from cooked to eaten from which it is an alarm.</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record FoodSafetyNorm(
    TimeOnly[] StepDeadlines, int SampleHours, int SampleFromPortions, double FridgeFromC, double FridgeToC, int DoorGraceMinutes, int EatenWarnMinutes, int EatenAlarmMinutes, string Source);

/// <summary>Naps.</summary>
/// <param name="From">The nap begins, local time.</param>
/// <param name="To">The nap is over, local time.</param>
/// <param name="CheckGraceMinutes">Minutes by which a check may be late.</param>
/// <param name="DoubtFrom">Doubt, 1 to 100, from which a log is not believed.</param>
public sealed record SleepNorm(TimeOnly From, TimeOnly To, int CheckGraceMinutes, int DoubtFrom);
