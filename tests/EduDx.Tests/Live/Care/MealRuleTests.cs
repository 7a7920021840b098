using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Closures;
using EduDx.Live.Events;

namespace EduDx.Tests.Live.Care;

public sealed class MealRuleTests : CareBench
{
    [Fact]
    public void The_newest_word_on_a_meal_counts_and_what_was_not_said_was_eaten()
    {
        Fold(Nursery.Meal(Nursery.ClassA, At(11, 0), 2, served: 9, kcal: 400, intake: 90), Nursery.Meal(Nursery.ClassA, At(10, 50), 1, served: 10, kcal: 500));
        Fold(Nursery.Meal(Nursery.ClassA, At(14, 30), 3, served: 9, kcal: 250, meal: MealName.Snack));
        var meals = ClassA(At(12, 0)).Meals;
        // 9 portions at 90 % are 8.1; the energy is that of what was served.
        Assert.Equal((9, 8, 650.0), (meals.Served, meals.Eaten, meals.Kcal));
        Assert.Equal([18, 17, 9 * 650, 0, 0, 0], meals.Totals);
        Fold(Nursery.Meal(Nursery.ClassA, At(11, 5), 4, served: 9, intake: 50));
        // Half of nine portions is five: away from zero.
        Assert.Equal(5, ClassA(At(12, 0)).Meals.Eaten);
    }

    [Fact]
    public void Energy_is_judged_once_the_last_meal_is_over()
    {
        Fold(Nursery.Meal(Nursery.ClassA, At(10, 50), 1, 10, kcal: 500));
        Assert.Equal(KcalState.SoFar, ClassA(At(15, 14)).Meals.State);
        Assert.Equal(KcalState.Below, ClassA(At(15, 15)).Meals.State);
        Fold(Nursery.Meal(Nursery.ClassA, At(14, 35), 2, 10, kcal: 200, meal: MealName.Snack));
        Assert.Equal(KcalState.In, ClassA(At(15, 15)).Meals.State);
        Fold(Nursery.Meal(Nursery.ClassA, At(14, 36), 3, 10, kcal: 226.5, meal: MealName.Snack));
        Assert.Equal(KcalState.Above, ClassA(At(15, 15)).Meals.State);
        Assert.Equal(KcalState.None, View(At(15, 15)).Classes[1].Meals.State);
    }

    [Fact]
    public void Norms_of_several_dates_stand_side_by_side_and_each_day_has_its_own()
    {
        var norms = Nursery.Norms with { Energy = [.. Nursery.Norms.Energy, Nursery.Norms.Energy[^1] with { From = Nursery.Monday.AddDays(1), KcalFrom = 800, KcalTo = 900 }] };
        Fold(Nursery.Meal(Nursery.ClassA, At(11, 0), 1, 10, kcal: 700), Nursery.Meal(Nursery.ClassA, At(11, 0) + LocalTime.DayMs, 2, 10, kcal: 700));
        Assert.Equal((KcalState.In, 615), (ClassA(At(16, 0), norms).Meals.State, ClassA(At(16, 0), norms).Meals.Norm!.KcalFrom));
        var tuesday = View(At(16, 0) + LocalTime.DayMs, norms, Nursery.Came(School, [], Nursery.Monday.AddDays(1))).Classes[0];
        Assert.Equal((KcalState.Below, 800), (tuesday.Meals.State, tuesday.Meals.Norm!.KcalFrom));
        // Children under three have a norm of their own.
        School = Nursery.School(births: [.. Enumerable.Repeat(Nursery.Born(30), 10), .. Enumerable.Repeat(Nursery.Born(66), 10), 0, 0, 0, 0]);
        Assert.Equal([600.0, 615.0], Nursery.View(Care.On(School), Nursery.Came(School, []), At(16, 0)).Classes.Select(c => c.Meals.Norm!.KcalFrom));
    }

    [Fact]
    public void Shares_of_energy_are_held_against_the_norm()
    {
        Fold(Nursery.Meal(Nursery.ClassA, At(11, 0), 1, 10, kcal: 400, protein: 16, lipid: 13, glucid: 55));
        var meals = ClassA(At(16, 0)).Meals;
        Assert.Equal((16.0, 29.2, 55.0, true), (meals.ProteinPct, meals.LipidPct, meals.GlucidPct, meals.SharesInNorm));
        Fold(Nursery.Meal(Nursery.ClassA, At(11, 1), 2, 10, kcal: 400, glucid: 70));
        meals = ClassA(At(16, 0)).Meals;
        Assert.Equal((null, 70.0, false), (meals.ProteinPct, meals.GlucidPct, meals.SharesInNorm));
    }

    [Fact]
    public void Portions_are_held_against_the_children_who_are_there()
    {
        Came(Enumerable.Range(0, 15));
        Assert.Equal((null, 0, 0), Portions());
        Fold(Nursery.Cook(At(9, 0), 1, cooked: 12, menu: ["com"]));
        Assert.Equal((12, 3, 0), Portions());
        // A word on what is thrown away says nothing about the portions, and a menu neither.
        Fold(Nursery.Cook(At(9, 20), 2, wasted: 1.25), Nursery.Cook(At(9, 30), 3, menu: ["com", "ca-kho"]));
        var kitchen = Kitchen(At(10, 0));
        Assert.Equal((12, 1250L, At(9, 0)), (kitchen.Cooked, kitchen.WastedG, kitchen.CookedMs));
        Assert.Equal(["com", "ca-kho"], kitchen.Menu);
        Fold(Nursery.Cook(At(9, 40), 4, cooked: 18));
        Assert.Equal((18, 0, 3), Portions());
        Assert.Equal(At(9, 0), Kitchen(At(10, 0)).CookedMs);
    }

    [Fact]
    public void Children_of_whom_nobody_can_say_are_not_over()
    {
        Came(Enumerable.Range(0, 5), heard: false);
        Fold(Nursery.Cook(At(9, 0), 1, cooked: 18));
        var kitchen = Kitchen(At(10, 0));
        Assert.Equal((5, 15, 0, 0), (kitchen.Present, kitchen.Unknown, kitchen.Short, kitchen.Over));
    }

    [Fact]
    public void A_dish_is_held_against_the_allergies_of_the_children_who_are_there()
    {
        School = Nursery.School(allergens: [2u, 1u, .. Enumerable.Repeat(0u, 22)]);
        Fold(Nursery.Cook(At(8, 0), 1, menu: ["com", "ca-kho"]), Nursery.Cook(At(8, 0), 2, menu: ["trung"], meal: MealName.Snack));
        Came([2, 3]);
        Assert.Empty(ClassA(At(9, 0)).AllergyDishes);
        Came([0, 3]);
        Assert.Equal(["trung"], ClassA(At(9, 0)).AllergyDishes);
        Came([0, 1, 11]);
        Assert.Equal(["ca-kho", "trung"], ClassA(At(9, 0)).AllergyDishes);
        Assert.Empty(View(At(9, 0)).Classes[1].AllergyDishes);
    }

    [Fact]
    public void Cooked_to_eaten_goes_to_the_last_class()
    {
        Came([0, 10]);
        Assert.Null(Kitchen(At(10, 0)).CookedToEatenMinutes);
        Fold(Nursery.Cook(At(9, 30), 1, cooked: 20), Nursery.Cook(At(9, 45), 2, cooked: 21));
        Assert.Equal(30, Kitchen(At(10, 0)).CookedToEatenMinutes);
        Fold(Nursery.Meal(Nursery.ClassA, At(10, 50), 3, 10));
        // The other class has not eaten: it goes on, until lunch is over.
        Assert.Equal(100, Kitchen(At(11, 10)).CookedToEatenMinutes);
        Assert.Equal(135, Kitchen(At(16, 0)).CookedToEatenMinutes);
        Fold(Nursery.Meal(Nursery.ClassB, At(11, 0), 4, 10));
        Assert.Equal((90, false), (Kitchen(At(16, 0)).CookedToEatenMinutes, Kitchen(At(16, 0)).IsLate));
        Fold(Nursery.Meal(Nursery.ClassB, At(11, 0, 1), 5, 10));
        Assert.True(Kitchen(At(16, 0)).IsLate);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_closed_school_has_nothing_due(bool byCalendar)
    {
        var closure = new Closure { Id = 1, Status = ClosureStatus.Flooded, Nodes = [10], Reason = "Lũ", By = "trực ban", AtMs = 1, From = Nursery.Monday, To = DateOnly.MaxValue };
        School = byCalendar
            ? Nursery.School(calendar: [Attendance.Schools.Term, new(Nursery.Monday, Nursery.Monday, CalendarKind.Holiday, CalendarRule.EveryDay, "Nghỉ")])
            : Nursery.School(closures: [closure]);
        Came(Enumerable.Range(0, 15));
        Fold(Nursery.Cook(At(9, 0), 1, cooked: 0, menu: ["com"]), Nursery.Cook(At(9, 0), 2, cooked: 40, menu: ["trung"], meal: MealName.Snack), Nursery.Check(At(8, 0), 3, 1, ok: false));
        Fold(Nursery.Sample(At(10, 0), 4, SampleState.Taken), Nursery.Sample(At(11, 0), 5, SampleState.Discarded), Nursery.Nap(Nursery.ClassA, At(12, 0), 6, NapState.Asleep, 1000));
        var view = View(At(16, 0));
        var kitchen = view.Kitchens[0];
        Assert.False(view.Open);
        Assert.Equal((0, 0, false), (kitchen.Short, kitchen.Over, kitchen.IsLate));
        Assert.All(kitchen.Steps, s => Assert.Equal(StepState.Waiting, s.State));
        Assert.Empty(kitchen.SamplesMissing);
        Assert.Equal(SampleCareState.Done, Assert.Single(kitchen.Samples).State);
        Assert.Equal((0, 0), (view.Classes[0].Naps.ChecksDue, view.Classes[0].Naps.ChecksMissed));
    }

    [Fact]
    public void A_closure_that_was_undone_never_was()
    {
        School = Nursery.School(closures: [new Closure { Id = 1, Status = ClosureStatus.Flooded, Nodes = [10], Reason = "", By = "a", AtMs = 1, From = Nursery.Monday, To = DateOnly.MaxValue, UndoneMs = 2 }]);
        Assert.True(View(At(9, 0)).Open);
        Assert.Equal(StepState.Missed, Kitchen(At(9, 0)).Steps[0].State);
    }

    private (int? Cooked, int Short, int Over) Portions()
    {
        var kitchen = Kitchen(At(10, 0));
        return (kitchen.Cooked, kitchen.Short, kitchen.Over);
    }
}
