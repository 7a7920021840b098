using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.Commands;
using EduDx.FirmwareSim.Days;
using EduDx.FirmwareSim.Ledger;

namespace EduDx.Tests.FirmwareSim;

/// <summary>What goes wrong with people and kitchens, and what is true then.</summary>
public sealed class SchoolFaultTests(SmallDay day) : IClassFixture<SmallDay>
{
    private const long Minute = 60_000;

    [Fact]
    public void Without_a_fault_every_kitchen_does_everything_right_and_every_nap_is_believed()
    {
        var truth = SmallDay.Send(day.Plan(""), []);
        var sum = Sum(truth);
        Assert.True(sum is { PortionsShort: 0, StepsMissed: 0, StepsFailed: 0, SamplesMissing: 0, SamplesEarly: 0, LateMeals: 0, AllergyClasses: 0, NapChecksMissed: 0, ImplausibleNaps: 0 });
        Assert.True(sum is { Kindergartens: 19, Kitchens: > 15, Samples: > 50, Slept: > 4_000, ShortSleep: > 20, NapChecksDue: > 500, KcalInNorm: > 150, WastedG: > 0 });
        Assert.Equal(3 * sum.Kitchens, sum.StepsDone);
        Assert.Equal(sum.Kitchens, sum.KitchensCooked);
        Assert.True(sum.Served > sum.Eaten);
    }

    [Theory]
    [InlineData("under-cooked-count", "portions-short")]
    [InlineData("missed-check", "step-missed")]
    [InlineData("failed-check", "step-failed")]
    [InlineData("sample-discarded-early", "sample-early")]
    [InlineData("sample-missing", "sample-missing")]
    [InlineData("late-meal", "late-meal")]
    [InlineData("allergy-dish", "allergy-risk")]
    [InlineData("nap-copy-paste", "nap-implausible")]
    [InlineData("missed-nap-check", "nap-check-missed")]
    [InlineData("teacher-missing", "class-without-teacher")]
    public void A_fault_is_true_in_its_school_alone_and_names_its_alarm(string fault, string rule)
    {
        var plan = day.Plan(fault);
        var truth = SmallDay.Send(plan, []);
        var expected = Assert.Single(plan.Expected);
        Assert.Equal((rule, fault), (expected.Rule, expected.Fault));
        Assert.True(expected.FromMs < expected.ToMs);
        Assert.True(Wrong(truth, fault, expected.Subject) > 0);
        Assert.Equal(0, truth.Schools.Where(s => s.School != expected.Subject).Sum(s => Wrong(truth, fault, s.School)));
    }

    [Fact]
    public void All_faults_meet_in_no_subject_and_rule()
    {
        var plan = day.Plan("all");
        Assert.Equal(plan.Expected.Count, plan.Expected.Select(e => (e.Rule, e.Subject)).Distinct().Count());
        string[] rules = ["portions-short", "step-missed", "step-failed", "sample-early", "sample-missing", "late-meal", "allergy-risk", "nap-implausible", "nap-check-missed", "class-without-teacher", "outage", "fridge-warm"];
        Assert.All(rules, r => Assert.Contains(plan.Expected, e => e.Rule == r));
        var closed = plan.Floods.SelectMany(f => f.Schools).Select(s => s.Id).ToHashSet();
        Assert.DoesNotContain(plan.Expected, e => closed.Contains(e.Subject.Split('/')[0]));
    }

    [Fact]
    public void A_campus_of_a_missed_roll_is_unknown_and_never_absent()
    {
        var plan = day.Plan("missed-roll");
        var events = new List<Event>();
        var truth = SmallDay.Send(plan, events);
        var campus = Assert.Single(plan.SchoolFaults).Campus;
        Assert.Empty(plan.Expected);
        var groups = truth.Morning.Where(g => g.Campus == campus.Id).ToArray();
        Assert.NotEmpty(groups);
        Assert.All(groups, g => Assert.Equal(g.Figures.Enrolled, g.Figures.Unknown));
        var kiosks = plan.City.Devices.Where(d => d.Campus == campus && d.Kind == Contracts.Topics.SourceKind.Kiosk).Select(d => (d.School.Id, d.Name)).ToHashSet();
        Assert.DoesNotContain(events, e => e.Kind == "kiosk" && kiosks.Contains((e.School, e.Source)));
    }

    [Fact]
    public void Flooded_schools_fall_silent_a_minute_after_they_were_closed_and_are_off()
    {
        var plan = day.Plan("flood:10-schools");
        var events = new List<Event>();
        // As the server would answer.
        foreach (var told in plan.Floods)
        {
            foreach (var school in told.Schools) school.Closed = ((int)((told.ClosesMs - plan.MidnightMs) / Minute), told.ReopensMs is { } opens ? (int)((opens - plan.MidnightMs) / Minute) : 24 * 60);
        }
        var truth = SmallDay.Send(plan, events, devices: true);
        Assert.Empty(plan.Expected);
        var flood = plan.Floods.Single(f => f.ReopensMs is null);
        Assert.Equal(10, flood.Schools.Length);
        var ids = flood.Schools.Select(s => s.Id).ToHashSet();
        Assert.DoesNotContain(events, e => ids.Contains(e.School) && e.AtMs >= flood.ClosesMs + Minute + 10);
        Assert.Contains(events, e => ids.Contains(e.School));
        Assert.Equal(10, truth.Schools.Count(s => s.Status == "flooded"));
        Assert.All(truth.Kitchens.Where(k => ids.Contains(k.School)), k => Assert.True(k is { Closed: true, Short: 0, SamplesMissing: [], Late: false } && !k.Steps.Contains("missed")));
        Assert.All(truth.Morning.Where(g => ids.Contains(g.School)), g => Assert.Equal(0, g.Figures.Unknown));
        var spared = Assert.Single(plan.Floods.Single(f => f.ReopensMs is not null).Schools);
        Assert.Equal("reopening", truth.Schools.Single(s => s.School == spared.Id).Status);
        Assert.Contains(events, e => e.School == spared.Id && e.Kind == "device" && e.AtMs > plan.MidnightMs + 15 * 60 * Minute && e.AtMs < plan.MidnightMs + (15 * 60 + 10) * Minute);
    }

    [Theory]
    [InlineData("flood:all", "not a number of schools")]
    [InlineData("flood:0-schools", "not a number of schools")]
    public void A_flood_of_no_number_is_refused(string fault, string says) =>
        Assert.Contains(says, Assert.Throws<UsageException>(() => day.Plan(fault)).Message, StringComparison.Ordinal);

    private static long Wrong(PeopleRecord truth, string fault, string school)
    {
        if (fault == "teacher-missing") return truth.StaffMorning.Where(s => s.School == school).Sum(s => s.WithoutTeacher);
        var sum = CareSums.Of([.. truth.Schools.Where(s => s.School == school)], [.. truth.Care.Where(c => c.School == school)], [.. truth.Kitchens.Where(k => k.School == school)]);
        return fault switch
        {
            "under-cooked-count" => sum.PortionsShort > 2 ? sum.PortionsShort : 0,
            "missed-check" => sum.StepsMissed,
            "failed-check" => sum.StepsFailed,
            "sample-discarded-early" => sum.SamplesEarly,
            "sample-missing" => sum.SamplesMissing,
            "late-meal" => sum.LateMeals,
            "allergy-dish" => sum.AllergyClasses,
            "nap-copy-paste" => sum.ImplausibleNaps,
            _ => sum.NapChecksMissed,
        };
    }

    private static Contracts.Frames.CareFigures Sum(PeopleRecord truth) => CareSums.Of(truth.Schools, truth.Care, truth.Kitchens);
}
