using EduDx.Live.Care;
using EduDx.Live.Events;

namespace EduDx.Tests.Live.Care;

/// <summary>Groups and naps of a class.</summary>
public sealed class ClassRuleTests : CareBench
{
    [Fact]
    public void A_class_is_of_the_age_of_most_and_has_its_limits()
    {
        School = Nursery.School(births: Births(6, 66, 4, 54));
        Came(Enumerable.Range(0, 6));
        var ages = ClassA(At(9, 0)).Ages;
        Assert.Equal(("5-6", false, 35, 18.0), (ages.Group!.Id, ages.Mixed, ages.Cap, ages.PerAdult));
    }

    [Fact]
    public void Where_ages_are_mixed_the_strictest_limits_hold()
    {
        School = Nursery.School(births: Births(3, 66, 1, 20));
        Came(Enumerable.Range(0, 3));
        Assert.False(ClassA(At(9, 0)).Ages.Mixed);
        Came(Enumerable.Range(0, 4));
        var ages = ClassA(At(9, 0)).Ages;
        // One of four is a quarter.
        Assert.Equal(("5-6", true, 20, 8.0), (ages.Group!.Id, ages.Mixed, ages.Cap, ages.PerAdult));
    }

    [Fact]
    public void Without_a_known_age_there_is_no_limit()
    {
        School = Nursery.School(births: new int[24]);
        Came(Enumerable.Range(0, 10));
        var own = ClassA(At(9, 0));
        Assert.Equal((null, 0, false, false), (own.Ages.Group, own.Ages.Cap, own.OverCap, own.UnderStaffed));
    }

    [Fact]
    public void Adults_are_the_teachers_of_the_class_who_are_there()
    {
        // Under a year: 15 children, 6 an adult.
        School = Nursery.School(births: Births(10, 6, 0, 6));
        Came([.. Enumerable.Range(0, 10), Nursery.FirstTeacher + 2, Nursery.FirstTeacher + 3]);
        Assert.Equal((10, 0, true), (ClassA(At(9, 0)).Present, ClassA(At(9, 0)).Adults, ClassA(At(9, 0)).UnderStaffed));
        Came([.. Enumerable.Range(0, 10), Nursery.FirstTeacher]);
        Assert.Equal((1, true), (ClassA(At(9, 0)).Adults, ClassA(At(9, 0)).UnderStaffed));
        Came([.. Enumerable.Range(0, 10), Nursery.FirstTeacher, Nursery.FirstTeacher + 1]);
        Assert.Equal((2, false, false), (ClassA(At(9, 0)).Adults, ClassA(At(9, 0)).UnderStaffed, ClassA(At(9, 0)).OverCap));
        var strict = Nursery.Norms with { AgeGroups = [Nursery.Norms.AgeGroups[0] with { Cap = 9 }] };
        Assert.True(ClassA(At(9, 0), strict).OverCap);
    }

    [Fact]
    public void Minutes_slept_are_counted_until_now()
    {
        Nap(1000, (11, 40), (13, 40));
        Nap(1001, (11, 50), null);
        var naps = ClassA(At(12, 50)).Naps;
        Assert.Equal((1, 2, 120L + 60), (naps.Asleep, naps.Slept, naps.Minutes));
        // 150 minutes are the norm: one with 120 slept enough, one who woke after an hour did not.
        Fold(Nursery.Nap(Nursery.ClassA, At(12, 50), ++Id, NapState.Awake, 1001));
        Assert.Equal(0, ClassA(At(14, 15)).Naps.Short);
        Assert.Equal((0, 1, 180L), (ClassA(At(14, 16)).Naps.Asleep, ClassA(At(14, 16)).Naps.Short, ClassA(At(14, 16)).Naps.Minutes));
    }

    [Fact]
    public void Checks_are_due_while_somebody_sleeps()
    {
        Nap(1000, (12, 0), null);
        Check((12, 30));
        Assert.Equal((1, 0, At(13, 0)), Checks(At(12, 55)));
        // Five minutes of grace.
        Assert.Equal((1, 0), (Checks(At(13, 5)).Due, Checks(At(13, 5)).Missed));
        Assert.Equal((2, 1), (Checks(At(13, 6)).Due, Checks(At(13, 6)).Missed));
        Check((13, 10));
        Fold(Nursery.Nap(Nursery.ClassA, At(13, 30), ++Id, NapState.Awake, 1000));
        Assert.Equal((3, 1, 0L), Checks(At(16, 0)));
    }

    [Fact]
    public void Infants_are_checked_more_often()
    {
        School = Nursery.School(births: Births(10, 6, 0, 6));
        Nap(1000, (12, 0), (13, 0));
        Assert.Equal((3, 3), (Checks(At(14, 0)).Due, Checks(At(14, 0)).Missed));
    }

    [Fact]
    public void A_log_that_was_copied_is_flagged_and_not_believed()
    {
        for (var child = 1000; child < 1008; child++) Nap(child, (12, 0), (14, 0));
        var naps = ClassA(At(15, 0)).Naps;
        Assert.Equal((false, 90, NapDoubts.SameSecond | NapDoubts.SameLength), (naps.IsBelieved, naps.Doubt, naps.Why));
        Assert.True(ClassA(At(15, 0), Nursery.Norms with { Sleep = Nursery.Norms.Sleep with { DoubtFrom = 91 } }).Naps.IsBelieved);
    }

    private static int[] Births(int first, int firstMonths, int then, int thenMonths) =>
        [.. Enumerable.Repeat(Nursery.Born(firstMonths), first), .. Enumerable.Repeat(Nursery.Born(thenMonths), then), .. Enumerable.Repeat(Nursery.Born(66), 20 - first - then), 0, 0, 0, 0];

    private void Nap(int child, (int Hour, int Minute) asleep, (int Hour, int Minute)? awake)
    {
        Fold(Nursery.Nap(Nursery.ClassA, At(asleep.Hour, asleep.Minute), ++Id, NapState.Asleep, child));
        if (awake is { } woke) Fold(Nursery.Nap(Nursery.ClassA, At(woke.Hour, woke.Minute), ++Id, NapState.Awake, child));
    }

    private void Check((int Hour, int Minute) at) => Fold(Nursery.Nap(Nursery.ClassA, At(at.Hour, at.Minute), ++Id, NapState.Check));

    private (int Due, int Missed, long NextMs) Checks(long now) => (ClassA(now).Naps.ChecksDue, ClassA(now).Naps.ChecksMissed, ClassA(now).Naps.NextCheckMs);
}
