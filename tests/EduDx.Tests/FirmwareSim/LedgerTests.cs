using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.Ledger;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.Tests.FirmwareSim;

public sealed class LedgerTests(WrittenCity city) : IClassFixture<WrittenCity>
{
    [Fact]
    public void Every_group_adds_up_and_nobody_is_expected_any_more()
    {
        foreach (var truth in TruthKeeper.Compute(city.Plan))
        {
            var f = truth.Figures;
            Assert.Equal(f.Enrolled, f.Present + f.Late + f.LeftEarly + f.Absent + f.Excused + f.Unknown + f.Expected + f.Off);
            Assert.Equal(0, f.Expected);
        }
    }

    [Fact]
    public void The_city_looks_like_a_morning()
    {
        var sum = new AttendanceFigures();
        foreach (var truth in TruthKeeper.Compute(city.Plan)) sum.Add(truth.Figures);
        Assert.InRange((double)(sum.Present + sum.Late) / (sum.Enrolled - sum.Unknown - sum.Off), 0.94, 0.97);
        Assert.InRange((double)sum.Late / sum.Enrolled, 0.008, 0.016);
        Assert.True(sum is { Off: > 0, Unknown: > 0, Excused: > 0, LeftEarly: > 0, Conflicts: > 0 });
    }

    [Fact]
    public void The_ledger_is_read_back_as_it_was_written()
    {
        var folder = Directory.CreateTempSubdirectory("edudx-ledger-").FullName;
        var truths = TruthKeeper.Compute(city.Plan);
        LedgerFiles.Write(folder, new LedgerMeta { Seed = 7, Day = WrittenCity.Monday, Events = 5 }, truths);
        var (meta, read) = LedgerFiles.Read(folder);
        Assert.Equal(5, meta.Events);
        Assert.Equal(truths, read);
        Directory.Delete(folder, true);
    }

    [Fact]
    public void A_campus_with_dead_kiosks_is_unknown_and_never_absent()
    {
        var scenario = Scenario.Load(null) with { DeadCampuses = 100_000, RollClassesWithoutKiosk = 0, RollClasses = 0, ExcusedTold = 0, Overrides = 0 };
        var truths = TruthKeeper.Compute(MorningPlanner.Plan(city.City, scenario, 7));
        Assert.All(truths, t => Assert.Equal(t.Figures.Enrolled, t.Figures.Unknown + t.Figures.Off));
        Assert.Contains(truths, t => t.Figures.Off > 0);
    }

    [Fact]
    public void With_every_kiosk_alive_only_campuses_without_kiosks_are_unknown()
    {
        var scenario = Scenario.Load(null) with { DeadCampuses = 0, DyingCampuses = 0 };
        var without = city.City.Groups.Where(g => g.Campus.Kiosks.Count == 0).Select(g => g.Campus.Id).ToHashSet();
        var truths = TruthKeeper.Compute(MorningPlanner.Plan(city.City, scenario, 7));
        Assert.NotEmpty(without);
        Assert.All(truths.Where(t => t.Figures.Unknown > 0), t => Assert.Contains(t.Campus, without));
    }
}
