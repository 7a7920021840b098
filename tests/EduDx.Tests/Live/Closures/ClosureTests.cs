using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Closures;
using EduDx.Live.Devices;
using EduDx.Tests.Live.Alarms;
using EduDx.Tests.Live.Attendance;
using EduDx.Tests.Live.Devices;

namespace EduDx.Tests.Live.Closures;

public sealed class ClosureTests
{
    private static readonly DateOnly Monday = Schools.Monday;
    private readonly ClosureBook _book = new();
    private long _steps;

    [Fact]
    public void A_closed_commune_closes_its_schools_alone_and_reopening_gives_them_back()
    {
        var city = AlarmCity.Of(6, 3);
        var closed = Over(city, Close(ClosureStatus.Flooded, 2));
        Assert.All(closed.Schools[..3], s => Assert.False(s.IsHeld(Schools.WholeDay, Monday)));
        Assert.Equal("lũ", closed.Schools[0].ClosureAt(Stations.At(12, 0))!.Reason);
        // Schools that it does not speak of are the same objects: their folds need not be moved.
        for (var s = 3; s < 6; s++) Assert.Same(city.Schools[s], closed.Schools[s]);

        Act("reopen", at: Stations.At(11, 0));
        var reopened = ClosedCity.Over(city, _book.Closures.Values, closed).Schools[0];
        // Closed from six to eleven: the morning's arrivals fell into it, the afternoon's did not.
        Assert.Equal((false, true), (reopened.IsHeld(Schools.Morning, Monday), reopened.IsHeld(Schools.Afternoon, Monday)));
        Assert.Equal((360, 660), reopened.ClosedMinutes(Monday));
        Assert.True(reopened.IsHeld(Schools.Morning, Monday.AddDays(1)));
    }

    [Fact]
    public void What_was_undone_never_was()
    {
        var city = AlarmCity.Of(3, 3);
        Over(city, Close(ClosureStatus.Closed, 1));
        Act("undo");
        Assert.Same(city, ClosedCity.Over(city, _book.Closures.Values, null));
    }

    [Fact]
    public void A_school_closed_on_a_make_up_day_is_closed()
    {
        var city = AlarmCity.Of(1, 1);
        city = city with { Schools = [city.Schools[0] with { Calendar = [new(Monday, Monday, CalendarKind.MakeUp, CalendarRule.EveryDay, "bù"), Schools.Term] }] };
        Assert.False(Over(city, Close(ClosureStatus.Closed, 100)).Schools[0].IsHeld(Schools.Morning, Monday));
    }

    [Fact]
    public void Days_owed_are_the_school_days_lost_less_those_made_up_and_none_for_days_on_line()
    {
        var city = AlarmCity.Of(1, 1);
        var saturday = Monday.AddDays(12);
        city = city with { Schools = [city.Schools[0] with { Calendar = [new(saturday, saturday, CalendarKind.MakeUp, CalendarRule.EveryDay, "học bù"), Schools.Term] }] };
        // Two weeks: ten school days, then one made up on a Saturday.
        var flood = Over(city, Close(ClosureStatus.Flooded, 100, Monday, Monday.AddDays(3))).Schools[0];
        Assert.Equal([1, 4, 4, 3], new[] { 0, 3, 11, 12 }.Select(d => DaysOwed.Of(flood, Monday.AddDays(d))));
        var more = Over(city, Close(ClosureStatus.Online, 100, Monday.AddDays(4), Monday.AddDays(4))).Schools[0];
        Assert.Equal(4, DaysOwed.Of(more, Monday.AddDays(4)));
    }

    [Fact]
    public void Nobody_is_absent_from_a_closed_school_and_what_was_seen_stays()
    {
        var school = Schools.OneClass(pupils: 2) with { Closures = [Flood()] };
        var view = new SchoolDay(school, Monday).View(Stations.At(12, 0), new AttendanceRules());
        Assert.Equal((2, 0, 0), (view.Counts[0].Off, view.Counts[0].Absent, view.Counts[0].Unknown));
        Assert.Equal((false, "lũ"), (view.Open, view.DayReason));
    }

    [Fact]
    public void A_school_closed_after_its_arrivals_keeps_what_was_counted_and_its_devices_the_minutes_before()
    {
        var atNine = Flood() with { AtMs = Stations.At(9, 0) };
        var counted = new SchoolDay(Schools.OneClass(pupils: 2) with { Closures = [atNine] }, Monday);
        var story = new DayStory(counted.School);
        story.Heard(375, 435).In(0, DayStory.At(6, 50));
        var view = story.View(DayStory.At(12, 0));
        Assert.Equal((1, 1, 0, false), (view.Counts[0].Present, view.Counts[0].Absent, view.Counts[0].Off, view.Open));

        var school = Stations.School(100);
        var devices = new SchoolDevices(school with { Closures = [atNine] });
        for (var minute = 0; minute < 180; minute++)
        {
            var e = Stations.Telemetry(school, Stations.Fridge, Stations.At(7, minute), 1 + minute, metrics: ("temp_c", 5));
            devices.Fold(EduDx.Live.Events.EventHeader.Read(e), e, Stations.Fridge);
        }
        var status = devices.View(Monday, Stations.At(10, 0), Listening.Since(Stations.At(5, 0))).Devices[Stations.Fridge];
        // Heard from seven to ten, closed at nine: two hours count, of nine that were expected.
        Assert.Equal((DeviceState.OffDuty, 120, 540), (status.State, status.HeardMinutes, status.DutyMinutes));
    }

    [Fact]
    public void Devices_of_a_flooded_school_are_off_duty_also_those_that_always_are_and_of_one_on_line_the_fridge_is_watched()
    {
        var school = Stations.School(100);
        Assert.NotNull(Left(school));
        Assert.Null(Left(school with { Closures = [Flood()] }));
        Assert.NotNull(Left(school with { Closures = [Flood() with { Status = ClosureStatus.Online }] }));
        // Reopened at nine, silence proves something from nine on.
        Assert.Equal(Stations.At(9, 0), Left(school with { Closures = [Flood() with { ReopenedMs = Stations.At(9, 0), To = Monday }] })!.Value.FromMs);

        static (long FromMs, long ToMs)? Left(SchoolModel school) =>
            DutyWindow.LeftOf(DutyWindow.Of(school, 0, DutyHours.Always, Monday), school, DutyHours.Always, Monday, Stations.At(10, 0));
    }

    [Fact]
    public void Closing_ends_the_alarms_of_a_school_at_the_next_tick_and_raises_none()
    {
        var city = AlarmCity.Of(2, 2);
        var rig = new AlarmRig(city);
        var start = Stations.At(8, 0);
        rig.Run(start, start + 20 * 60_000, 1_000, now =>
        {
            for (var s = 0; s < 2; s++)
            {
                if (now % 30_000 == 0) rig.Beat(s, Stations.Fridge, now, ("temp_c", 12));
                if (now % 30_000 == 0) rig.Beat(s, Stations.Projector, now);
            }
        });
        Assert.Equal(2, rig.Steps("raised", "fridge-warm").Count());
        rig.Evaluator.Take(Over(city, Close(ClosureStatus.Flooded, 100)), rig.Rules);
        var closed = start + 20 * 60_000 + 1_000;
        rig.Tick(closed);
        Assert.Equal($"school-100/device/{city.Schools[0].Devices[Stations.Fridge].Source}", rig.Book.Alarms[Assert.Single(rig.Steps("cleared", "fridge-warm")).Alarm].Head.Subject);
        // Everything of it falls silent, and the fridge goes on warm for an hour: nothing is raised.
        rig.Run(closed + 1_000, closed + 3_600_000, 1_000, now =>
        {
            if (now % 30_000 != 0) return;
            rig.Beat(0, Stations.Fridge, now, ("temp_c", 14));
            rig.Beat(1, Stations.Fridge, now, ("temp_c", 5));
            rig.Beat(1, Stations.Projector, now);
        });
        Assert.DoesNotContain(rig.Journal, s => s.What == "raised" && s.AtMs > closed && s.Head!.Subject.StartsWith("school-100", StringComparison.Ordinal));
    }

    [Fact]
    public void The_journal_gives_the_same_closures_back_and_a_step_twice_changes_nothing()
    {
        Close(ClosureStatus.Shelter, 2);
        Act("check", item: "power");
        var again = new ClosureBook();
        long number = 0;
        foreach (var step in _journal)
        {
            again.Apply(ClosureStep.Read(step.ToBytes()), number);
            again.Apply(ClosureStep.Read(step.ToBytes()), number++);
        }
        var (one, two) = (_book.Closures[1], again.Closures[1]);
        Assert.Equal((one.Status, one.Reason, one.By, one.From, one.To, one.Nodes[0]), (two.Status, two.Reason, two.By, two.From, two.To, two.Nodes[0]));
        Assert.Equal(one.Checklist, two.Checklist);
        Assert.Equal("trực ban", one.Checklist.Single(i => i.Id == "power").DoneBy);
    }

    [Fact]
    public void What_cannot_be_done_says_why()
    {
        Assert.Null(ClosureDesk.Close(1, ClosureStatus.Closed, [], "lũ", "a", Monday, null, [], 1, out var noNodes));
        Assert.Contains("nodes", noNodes, StringComparison.Ordinal);
        Assert.Null(ClosureDesk.Close(1, ClosureStatus.Closed, [1], " ", "a", Monday, null, [], 1, out var noReason));
        Assert.Contains("reason", noReason, StringComparison.Ordinal);
        Assert.Null(ClosureDesk.Close(1, ClosureStatus.Closed, [1], "lũ", "a", Monday, Monday.AddDays(-1), [], 1, out var backwards));
        Assert.Contains("before", backwards, StringComparison.Ordinal);
        Close(ClosureStatus.Closed, 1);
        Act("reopen");
        Assert.Null(ClosureDesk.Act(_book.Closures[1], "reopen", "a", null, 1, out var twice));
        Assert.Contains("already", twice, StringComparison.Ordinal);
        Assert.Null(ClosureDesk.Act(_book.Closures[1], "check", "a", "moon", 1, out var noItem));
        Assert.Contains("power", noItem, StringComparison.Ordinal);
    }

    private readonly List<ClosureStep> _journal = [];

    private Closure Close(ClosureStatus status, int node, DateOnly? from = null, DateOnly? to = null)
    {
        var step = ClosureDesk.Close(_book.NextId, status, [node], "lũ", "trực ban", from ?? Monday, to, ChecklistJson.Defaults, Stations.At(6, 0), out var problem);
        Assert.Null(problem);
        return Apply(step!);
    }

    private void Act(string action, string? item = null, long? at = null)
    {
        var step = ClosureDesk.Act(_book.Closures.Values.Last(), action, "trực ban", item, at ?? Stations.At(7, 0), out var problem);
        Assert.Null(problem);
        Apply(step!);
    }

    private Closure Apply(ClosureStep step)
    {
        _journal.Add(step);
        return _book.Apply(step, _steps++)!;
    }

    private CityModel Over(CityModel city, Closure closure)
    {
        Assert.NotNull(closure);
        return ClosedCity.Over(city, _book.Closures.Values, null);
    }

    private static Closure Flood() => new() { Id = 1, Status = ClosureStatus.Flooded, Nodes = [10], Reason = "lũ", By = "a", AtMs = Stations.At(0, 0), From = Monday, To = DateOnly.MaxValue };
}
