using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Tests.Live.Care;

public sealed class FoodSafetyRuleTests : CareBench
{
    [Fact]
    public void A_step_is_done_in_time_late_or_missed()
    {
        Assert.Equal(StepState.Waiting, Step(1, At(8, 30)).State);
        Assert.Equal(StepState.Missed, Step(1, At(8, 30, 1)).State);
        Fold(Nursery.Check(At(8, 40), 1, 1));
        Assert.Equal((StepState.Late, At(8, 40)), (Step(1, At(9, 0)).State, Step(1, At(9, 0)).AtMs));
        Fold(Nursery.Check(At(8, 30), 2, 1));
        Assert.Equal((StepState.Done, At(8, 30)), (Step(1, At(9, 0)).State, Step(1, At(9, 0)).AtMs));
        Assert.Equal(StepState.Waiting, Step(2, At(9, 0)).State);
    }

    [Fact]
    public void A_step_of_a_school_that_nobody_heard_until_its_deadline_is_unknown()
    {
        var school = Nursery.School();
        var silent = Nursery.Came(school, [], heard: false);
        var care = new SchoolCare(school);
        Assert.Equal(StepState.Waiting, Nursery.View(care, silent, At(8, 30)).Kitchens[0].Steps[0].State);
        Assert.Equal(StepState.Unknown, Nursery.View(care, silent, At(12, 0)).Kitchens[0].Steps[0].State);
        // First heard at noon: what came before is still unknown, and what is due later can be missed.
        silent.FoldHeard(new EventHeader(EventType.Status, 1, school.Node.Key, 500, 0, 0, At(10, 0), At(10, 0), 1), 0);
        var steps = Nursery.View(care, silent, At(14, 0)).Kitchens[0].Steps;
        Assert.Equal(StepState.Unknown, steps[0].State);
        Assert.Equal(StepState.Missed, steps[2].State);
    }

    [Fact]
    public void A_step_has_failed_while_a_word_on_a_dish_stands_against_it()
    {
        Fold(Nursery.Check(At(8, 0), 1, 1), Nursery.Check(At(8, 10), 2, 1, ok: false, dish: "ca-kho", note: "cá ươn"), Nursery.Check(At(8, 15), 3, 1, ok: true, dish: "com"));
        Assert.Equal((StepState.Failed, "cá ươn"), (Step(1, At(9, 0)).State, Step(1, At(9, 0)).Note));
        Fold(Nursery.Check(At(8, 20), 4, 1, ok: true, dish: "ca-kho"));
        Assert.Equal((StepState.Done, ""), (Step(1, At(9, 0)).State, Step(1, At(9, 0)).Note));
    }

    [Fact]
    public void A_sample_is_held_and_then_done_or_early()
    {
        Fold(Nursery.Sample(At(10, 30), 1, SampleState.Taken));
        Assert.Equal(SampleCareState.Held, Only(At(12, 0)).State);
        Fold(Nursery.Sample(At(15, 0), 2, SampleState.Discarded));
        Assert.Equal((SampleCareState.Early, At(15, 0)), (Only(At(15, 1)).State, Only(At(15, 1)).DiscardedMs));
    }

    [Fact]
    public void A_sample_of_yesterday_is_shown_while_it_is_held()
    {
        const long Day = LocalTime.DayMs;
        Fold(Nursery.Sample(At(10, 30) - Day, 1, SampleState.Taken), Nursery.Sample(At(10, 0) - 2 * Day, 2, SampleState.Taken, "trung"));
        Assert.Equal((SampleCareState.Held, false), (Only(At(8, 0)).State, Only(At(8, 0)).OfToday));
        Fold(Nursery.Sample(At(10, 30), 3, SampleState.Discarded));
        Assert.Empty(Kitchen(At(11, 0)).Samples);
    }

    [Fact]
    public void A_sample_of_yesterday_thrown_away_today_before_its_hours_are_over_is_told_today()
    {
        Fold(Nursery.Sample(At(10, 30) - LocalTime.DayMs, 1, SampleState.Taken), Nursery.Sample(At(10, 29), 2, SampleState.Discarded));
        Assert.Equal((SampleCareState.Early, false), (Only(At(11, 0)).State, Only(At(11, 0)).OfToday));
    }

    [Fact]
    public void A_discarded_sample_is_the_oldest_that_is_held()
    {
        Fold(Nursery.Sample(At(9, 0), 1, SampleState.Taken), Nursery.Sample(At(10, 0), 2, SampleState.Taken), Nursery.Sample(At(11, 0), 3, SampleState.Discarded), Nursery.Sample(At(8, 0), 4, SampleState.Discarded));
        Assert.Equal([(At(9, 0), At(11, 0)), (At(10, 0), 0L)], Kitchen(At(12, 0)).Samples.Select(s => (s.TakenMs, s.DiscardedMs)));
    }

    [Fact]
    public void A_dish_of_a_served_meal_of_a_large_kitchen_needs_a_sample()
    {
        Fold(Nursery.Cook(At(9, 0), 1, cooked: 29, menu: ["com", "ca-kho"]), Nursery.Meal(Nursery.ClassA, At(10, 50), 2, 10));
        Assert.Empty(Kitchen(At(11, 0)).SamplesMissing);
        Fold(Nursery.Cook(At(9, 5), 3, cooked: 30));
        Assert.Equal(["ca-kho", "com"], Kitchen(At(11, 0)).SamplesMissing);
        Fold(Nursery.Sample(At(10, 40), 4, SampleState.Taken, "ca-kho"), Nursery.Sample(At(10, 40) - LocalTime.DayMs, 5, SampleState.Taken, "com"), Nursery.Sample(At(10, 41), 6, SampleState.Taken, "com", MealName.Snack));
        Assert.Equal(["com"], Kitchen(At(11, 0)).SamplesMissing);
    }

    [Fact]
    public void A_meal_is_served_when_its_time_is_over_though_no_class_said_so()
    {
        Fold(Nursery.Cook(At(9, 0), 1, cooked: 40, menu: ["com"]));
        Assert.Empty(Kitchen(At(11, 44)).SamplesMissing);
        Assert.Equal(["com"], Kitchen(At(11, 45)).SamplesMissing);
    }

    [Fact]
    public void A_fridge_that_stays_too_warm_puts_its_samples_at_risk_after_the_grace_of_an_open_door()
    {
        Fold(Nursery.Sample(At(10, 30), ++Id, SampleState.Taken), Nursery.Sample(At(10, 31), ++Id, SampleState.Taken, "trung", fridge: "tu-9"));
        for (var minute = 0; minute <= 20; minute++) Fridge(At(11, minute), minute < 5 ? 4 : 9);
        // Outside since 11:05.
        Assert.Equal((SampleCareState.Held, 9.0), (Samples(At(11, 15))[0].State, Samples(At(11, 15))[0].FridgeC));
        Assert.Equal(SampleCareState.AtRisk, Samples(At(11, 15, 1))[0].State);
        Assert.Equal((SampleCareState.Held, null), (Samples(At(11, 20))[1].State, Samples(At(11, 20))[1].FridgeC));
        // One good minute, and it is held again.
        Fridge(At(11, 21), 7.9);
        Assert.Equal(SampleCareState.Held, Samples(At(11, 21))[0].State);
    }

    [Fact]
    public void A_fridge_that_is_not_heard_says_nothing()
    {
        Fold(Nursery.Sample(At(10, 30), ++Id, SampleState.Taken));
        for (var minute = 0; minute <= 20; minute++) Fridge(At(11, minute), 9);
        Assert.Equal(SampleCareState.AtRisk, Only(At(11, 20)).State);
        Assert.Equal((SampleCareState.Held, null), (Only(At(11, 40)).State, Only(At(11, 40)).FridgeC));
    }

    private StepCare Step(int step, long now) => Kitchen(now).Steps[step - 1];

    private SampleCare Only(long now) => Assert.Single(Samples(now));

    private SampleCare[] Samples(long now) => Kitchen(now).Samples;
}
