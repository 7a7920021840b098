using EduDx.FirmwareSim.Scenarios;

namespace EduDx.Tests.FirmwareSim;

public sealed class MorningPlanTests(WrittenCity city) : IClassFixture<WrittenCity>
{
    [Fact]
    public void Every_event_has_its_own_id_and_a_repeat_is_the_same_event()
    {
        var plan = city.Plan;
        Assert.Equal(plan.Events.Length, plan.Events.Select(e => EventIds.Of(plan, e)).Distinct().Count());
        Assert.Equal(plan.Events.Length, plan.Deliveries.Select(d => d.Event).Distinct().Count());
        Assert.InRange(plan.Duplicates, plan.Events.Length / 100, plan.Events.Length / 25);
    }

    [Fact]
    public void Everything_happens_in_the_morning_and_nothing_is_sent_before_it_happens()
    {
        Assert.All(city.Plan.Events, e => Assert.InRange(e.AtMs, 5 * 3_600_000, 8 * 3_600_000));
        Assert.All(city.Plan.Deliveries, d => Assert.True(d.AtMs >= city.Plan.Events[d.Event].AtMs));
        Assert.True(city.Plan.Deliveries.Zip(city.Plan.Deliveries.Skip(1)).All(p => p.First.AtMs <= p.Second.AtMs));
    }

    [Fact]
    public void The_same_seed_plans_the_same_morning()
    {
        var again = MorningPlanner.Plan(city.City, Scenario.Load(null) with { Malformed = 0.001 }, 7);
        Assert.Equal(city.Plan.Events, again.Events);
        Assert.Equal(city.Plan.Deliveries, again.Deliveries);
    }

    [Fact]
    public void A_share_of_the_city_has_the_same_mornings_in_its_schools()
    {
        var quiet = Scenario.Load(null) with { DeadCampuses = 0, DyingCampuses = 0 };
        var whole = MorningPlanner.Plan(city.City, quiet, 7);
        var part = MorningPlanner.Plan(city.City, quiet, 7, schoolShare: 0.1);
        var ids = whole.Events.Select(e => EventIds.Of(whole, e)).ToHashSet();
        Assert.InRange(part.Events.Length, 20_000, 80_000);
        Assert.All(part.Events, e => Assert.Contains(EventIds.Of(part, e), ids));
    }

    [Fact]
    public void A_misspelt_fault_is_an_error()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """{"deadCampusses":3}""");
        var error = Assert.Throws<EduDx.FirmwareSim.Commands.UsageException>(() => Scenario.Load(file));
        Assert.Contains("deadCampusses", error.Message, StringComparison.Ordinal);
        File.Delete(file);
    }
}
