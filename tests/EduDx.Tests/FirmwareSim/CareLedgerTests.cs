using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Ledger;
using Google.Protobuf;
using NapState = EduDx.Contracts.Ingest.V1.Nap.Types.State;
using SampleState = EduDx.Contracts.Ingest.V1.Sample.Types.State;

namespace EduDx.Tests.FirmwareSim;

/// <summary>The rules by which the ledger of care is made.</summary>
public sealed class CareLedgerTests
{
    private const long Minute = 60_000;
    private const long Midnight = 1_795_021_200_000;
    private byte _id;

    [Theory]
    [InlineData(150, 30, "", 4, 4)]
    [InlineData(150, 30, "25 50 75 100 125", 5, 0)]
    [InlineData(150, 30, "25 60 95 130", 4, 0)]
    [InlineData(150, 30, "25 61 95 130", 5, 1)]
    [InlineData(60, 15, "12 24 36 48", 4, 0)]
    [InlineData(60, 15, "12 48", 4, 2)]
    [InlineData(60, 30, "12 12 70", 2, 1)]
    public void Missed_checks_are_counted_in_the_gaps(int nap, int every, string checks, int due, int missed)
    {
        var truth = new NapTruth();
        truth.Take(Nap(0, "a", NapState.Asleep));
        truth.Take(Nap(nap, "a", NapState.Awake));
        foreach (var at in checks.Split(' ', StringSplitOptions.RemoveEmptyEntries)) truth.Take(Nap(int.Parse(at), "", NapState.Check));
        Assert.Equal((due, missed), truth.Checks(every));
    }

    [Fact]
    public void A_copied_log_is_not_believed_and_a_natural_one_is()
    {
        var (copied, natural) = (new NapTruth(), new NapTruth());
        for (var child = 0; child < 6; child++)
        {
            copied.Take(Nap(0, $"c{child}", NapState.Asleep));
            copied.Take(Nap(120, $"c{child}", NapState.Awake));
            natural.Take(Nap(child, $"c{child}", NapState.Asleep));
            natural.Take(Nap(100 + child * 3, $"c{child}", NapState.Awake));
        }
        for (var i = 1; i <= 4; i++)
        {
            copied.Take(Nap(i * 25, "", NapState.Check));
            natural.Take(Nap(i * 25 + i % 2, "", NapState.Check));
        }
        Assert.Equal(90, copied.Doubts().Doubt);
        Assert.Equal(["sameSecond", "sameLength", "onTheMinute"], copied.Doubts().Reasons);
        Assert.Equal((0, 0), (natural.Doubts().Doubt, natural.Doubts().Reasons.Length));
    }

    [Fact]
    public void A_kitchen_counts_by_its_last_words()
    {
        var kitchen = Kitchen(open: true);
        kitchen.Take(Say(580, new Event { Cook = new Cook { Meal = MealName.Lunch, Cooked = 10 } }));
        kitchen.Take(Say(590, new Event { Cook = new Cook { Meal = MealName.Lunch, Cooked = 40 } }));
        kitchen.Take(Say(500, new Event { Cook = new Cook { Meal = MealName.Lunch, Menu = { "canh", "com" } } }));
        kitchen.Take(Say(700, new Event { Cook = new Cook { Meal = MealName.Lunch, WastedKg = 1.5 } }));
        kitchen.Take(Say(500, new Event { Check = new Check { Step = 1, Dish = "ca", Ok = false } }));
        kitchen.Take(Say(505, new Event { Check = new Check { Step = 1, Dish = "ca", Ok = true } }));
        kitchen.Take(Say(590, new Event { Check = new Check { Step = 2, Dish = "ca", Ok = true } }));
        kitchen.Take(Say(595, new Event { Check = new Check { Step = 2, Dish = "com", Ok = false } }));
        kitchen.Take(Say(650, new Event { Check = new Check { Step = 3, Ok = true } }));
        kitchen.Take(Say(630, new Event { Sample = new Sample { Dish = "canh", Meal = MealName.Lunch, State = SampleState.Taken } }));
        kitchen.Take(Say(800, new Event { Sample = new Sample { Dish = "canh", Meal = MealName.Lunch, State = SampleState.Discarded } }));
        var record = kitchen.Record([new CareClassRecord { Present = 45, Unknown = 2 }], Midnight + 680 * Minute);
        Assert.Equal((40, 5, 0, 1_500L), (record.Cooked, record.Short, record.Over, record.WastedG));
        Assert.Equal(["done", "failed", "late"], record.Steps);
        Assert.Equal(["com"], record.SamplesMissing);
        Assert.Equal((1, 1), (record.Samples, record.SamplesEarly));
        // Cooked is the first word, at 580: eaten 100 minutes later.
        Assert.True(record.Late);
    }

    [Fact]
    public void A_closed_kitchen_has_nothing_due()
    {
        var kitchen = Kitchen(open: false);
        kitchen.Take(Say(580, new Event { Cook = new Cook { Meal = MealName.Lunch, Cooked = 40, Menu = { "canh" } } }));
        var record = kitchen.Record([new CareClassRecord { Present = 45 }], null);
        Assert.True(record is { Closed: true, Short: 0, SamplesMissing: [], Late: false });
        Assert.Equal(["waiting", "waiting", "waiting"], record.Steps);
    }

    [Theory]
    [InlineData("2024-11-24", 13)]
    [InlineData("2024-10-25", 13)]
    [InlineData("2024-10-24", 25)]
    [InlineData("2021-10-24", 61)]
    public void A_month_of_age_is_over_on_the_day_of_the_birth(string birth, int fromMonths) =>
        Assert.Equal(fromMonths, AgeNorm.Of(DateOnly.Parse(birth), new DateOnly(2026, 11, 24))!.FromMonths);

    private static KitchenTruth Kitchen(bool open)
    {
        var school = new SimSchool { Id = "mn-a", Commune = "c", IsKindergarten = true, Open = open, OpenYesterday = true };
        return new KitchenTruth(new SimCampus { Id = "mn-a.chinh", Index = 0, School = school, Latitude = 16, Longitude = 107 }, Midnight);
    }

    private Event Nap(int minute, string child, NapState state) => Say(700 + minute, new Event { Nap = new Nap { Child = child, State = state } });

    private Event Say(int minute, Event e)
    {
        e.AtMs = Midnight + minute * Minute;
        e.Id = ByteString.CopyFrom([.. new byte[15], ++_id]);
        return e;
    }
}
