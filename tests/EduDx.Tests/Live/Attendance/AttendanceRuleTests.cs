using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Events;
using static EduDx.Tests.Live.Attendance.DayStory;

namespace EduDx.Tests.Live.Attendance;

/// <summary>Each rule of docs/attendance.md by example. The bell is 07:00, late from 07:01, absent from 07:15, the end 11:00.</summary>
public sealed class AttendanceRuleTests
{
    private static readonly int Noon = At(12, 0);

    [Theory]
    [InlineData(0, 59, 999, 0)]
    [InlineData(1, 0, 0, 1)]
    public void Late_begins_at_its_millisecond(int minute, int second, int ms, int late)
    {
        var counts = new DayStory(Schools.OneClass()).In(0, At(7, minute, second, ms)).Counts(Noon);
        Assert.Equal((1 - late, late), (counts.Present, counts.Late));
    }

    [Fact]
    public void The_first_arrival_decides_whether_it_was_late()
    {
        var story = new DayStory(Schools.OneClass()).In(0, At(7, 30)).In(0, At(6, 50));
        Assert.Equal(1, story.Counts(Noon).Present);
        Assert.Equal(2, story.Counts(Noon).Scans);
        Assert.Equal([(6 * 60 + 50, (short)1)], story.View(Noon).Arrivals.Index().Where(a => a.Item != 0));
    }

    [Fact]
    public void Who_is_not_seen_is_expected_before_the_deadline_and_absent_at_it()
    {
        var story = new DayStory(Schools.OneClass()).Heard(375, 435);
        Assert.Equal(1, story.Counts(At(7, 14, 59, 999)).Expected);
        Assert.Equal(1, story.Counts(At(7, 15)).Absent);
    }

    [Fact]
    public void Before_the_gates_open_everybody_is_expected() => Assert.Equal(1, new DayStory(Schools.OneClass()).Counts(At(5, 0)).Expected);

    [Theory]
    [InlineData(10, 59, 59, 999, 1)]
    [InlineData(11, 0, 0, 0, 0)]
    public void Leaving_before_the_end_is_leaving_early(int hour, int minute, int second, int ms, int early)
    {
        var counts = new DayStory(Schools.OneClass()).In(0, At(6, 50)).Out(0, At(hour, minute, second, ms)).Counts(At(11, 30));
        Assert.Equal((1 - early, early), (counts.Present, counts.LeftEarly));
    }

    [Fact]
    public void Who_comes_back_has_not_left() =>
        Assert.Equal(1, new DayStory(Schools.OneClass()).In(0, At(6, 50)).Out(0, At(8, 0)).In(0, At(9, 0)).Counts(Noon).Present);

    [Fact]
    public void An_out_and_an_in_of_the_same_moment_is_being_there() =>
        Assert.Equal(1, new DayStory(Schools.OneClass()).In(0, At(6, 50)).Out(0, At(8, 0)).In(0, At(8, 0)).Counts(Noon).Present);

    [Fact]
    public void Only_an_out_means_there_until_then()
    {
        Assert.Equal(1, new DayStory(Schools.OneClass()).Out(0, At(9, 0)).Counts(Noon).LeftEarly);
        Assert.Equal(1, new DayStory(Schools.OneClass()).Out(0, At(11, 5)).Counts(Noon).Present);
    }

    [Fact]
    public void With_two_sessions_the_afternoon_begins_when_its_gates_open()
    {
        var school = Schools.Of([(0, false, 2, [Schools.Morning, Schools.Afternoon])], [0]);
        var story = new DayStory(school).In(0, At(12, 29, 59, 999)).In(1, At(12, 30));
        Assert.Equal((1, 0), (story.Counts(At(23, 0)).Scans, story.Counts(At(23, 0)).Present));
        Assert.Equal(1, story.Counts(At(23, 0)).Late);
        Assert.Equal((1, 1), (story.Counts(At(23, 0), session: 1).Scans, story.Counts(At(23, 0), session: 1).Present));
    }

    [Fact]
    public void With_one_session_the_whole_day_is_its()
    {
        var story = new DayStory(Schools.OneClass(2)).In(0, 0).In(1, At(23, 59, 59, 999));
        Assert.Equal((1, 1, 2), (story.Counts(At(23, 59)).Present, story.Counts(At(23, 59)).Late, story.Counts(At(23, 59)).Scans));
    }

    [Fact]
    public void The_office_outranks_the_teacher_and_the_teacher_the_kiosk()
    {
        var story = new DayStory(Schools.OneClass()).In(0, At(6, 50)).Roll(0, At(7, 5), SaidState.Excused);
        Assert.Equal((1, 1), (story.Counts(Noon).Excused, story.Counts(Noon).Conflicts));
        story.Office(0, At(6, 0), SaidState.Late);
        Assert.Equal((1, 1), (story.Counts(Noon).Late, story.Counts(Noon).Conflicts));
        var conflict = Assert.Single(story.View(Noon).Conflicts);
        Assert.Equal((1000, PersonState.Present, PersonState.Excused, PersonState.Late, PersonState.Late),
            (conflict.PersonKey, conflict.Scan, conflict.Roll, conflict.Office, conflict.Decided));
    }

    [Fact]
    public void The_last_word_is_the_newest_and_then_the_one_of_higher_id()
    {
        var story = new DayStory(Schools.OneClass()).Roll(0, At(7, 6), SaidState.Absent).Roll(0, At(7, 5), SaidState.Present);
        Assert.Equal(1, story.Counts(Noon).Absent);
        story.Roll(0, At(7, 6), SaidState.Late);
        Assert.Equal(1, story.Counts(Noon).Late);
    }

    [Fact]
    public void Present_late_and_left_early_agree_that_the_person_is_there()
    {
        var story = new DayStory(Schools.OneClass()).In(0, At(7, 30)).Roll(0, At(8, 0), SaidState.Present).Office(0, At(9, 0), SaidState.Late);
        Assert.Equal(0, story.Counts(Noon).Conflicts);
    }

    [Fact]
    public void Absent_and_excused_agree_that_the_person_is_not() =>
        Assert.Equal(0, new DayStory(Schools.OneClass()).Roll(0, At(7, 5), SaidState.Absent).Office(0, At(9, 0), SaidState.Excused).Counts(Noon).Conflicts);

    [Fact]
    public void Three_silent_minutes_make_the_unseen_unknown_and_two_do_not()
    {
        var story = new DayStory(Schools.OneClass()).Heard(375, 400).Heard(402, 435);
        Assert.Equal(1, story.Counts(Noon).Absent);
        story = new DayStory(Schools.OneClass()).Heard(375, 400).Heard(403, 435);
        Assert.Equal(1, story.Counts(Noon).UnknownKioskSilent);
        Assert.Equal(1, story.Counts(At(6, 42)).Expected);
        Assert.Equal(1, story.Counts(At(6, 43)).UnknownKioskSilent);
    }

    [Fact]
    public void A_kiosk_that_buffered_fills_its_gap() =>
        Assert.Equal(1, new DayStory(Schools.OneClass()).Heard(375, 400).Heard(403, 435).Heard(401, 402).Counts(Noon).Absent);

    [Fact]
    public void Silence_after_the_deadline_says_nothing() =>
        Assert.Equal(1, new DayStory(Schools.OneClass()).Heard(375, 435).Counts(At(16, 0)).Absent);

    [Fact]
    public void One_of_two_kiosks_covers_the_campus()
    {
        var story = new DayStory(Schools.OneClass(kiosks: [0, 0])).Heard(375, 405).Heard(405, 435, kiosk: 1);
        Assert.Equal(1, story.Counts(Noon).Absent);
        Assert.Equal([1], story.View(At(7, 15)).KiosksReporting);
    }

    [Fact]
    public void A_scan_of_the_kiosk_is_a_sign_of_its_life_and_one_of_a_phone_is_not()
    {
        Assert.Equal(1, new DayStory(Schools.OneClass(2)).Heard(375, 400).Heard(403, 435).In(0, At(6, 41)).Counts(Noon).Absent);
        Assert.Equal(1, new DayStory(Schools.OneClass(2)).Heard(375, 400).Heard(403, 435).In(0, At(6, 41), ScanMode.Phone).Counts(Noon).UnknownKioskSilent);
    }

    [Fact]
    public void When_all_kiosks_are_silent_the_roll_makes_it_known()
    {
        var story = new DayStory(Schools.OneClass(3)).In(0, At(6, 50)).Roll(1, At(7, 20), SaidState.Absent);
        var counts = story.Counts(At(7, 30));
        Assert.Equal((1, 1, 1), (counts.Present, counts.Absent, counts.UnknownKioskSilent));
        Assert.Equal([0], story.View(At(7, 30)).KiosksReporting);
        Assert.Equal([6 * 60 + 51], story.View(At(7, 30)).SilentSince);
    }

    [Fact]
    public void A_campus_without_a_kiosk_is_unknown_by_its_own_cause()
    {
        var story = new DayStory(Schools.OneClass(kiosks: []));
        Assert.Equal((1, 0), (story.Counts(Noon).UnknownNoKiosk, story.Counts(Noon).UnknownKioskSilent));
        Assert.Equal([-1], story.View(Noon).SilentSince);
    }

    [Fact]
    public void On_a_closed_day_the_unseen_are_off_and_the_seen_are_there()
    {
        var closed = new CalendarRule(Schools.Monday, Schools.Monday, CalendarKind.Closure, CalendarRule.EveryDay, "Bão số 6");
        var story = new DayStory(Schools.OneClass(2, [Schools.Term, closed])).In(0, At(6, 50));
        Assert.Equal((1, 1), (story.Counts(Noon).Off, story.Counts(Noon).Present));
        Assert.Equal((false, "Bão số 6"), (story.View(Noon).Open, story.View(Noon).DayReason));
    }

    [Theory]
    [InlineData(CalendarKind.Holiday, CalendarKind.Term, false)]
    [InlineData(CalendarKind.Closure, CalendarKind.Holiday, false)]
    [InlineData(CalendarKind.MakeUp, CalendarKind.Closure, true)]
    [InlineData(CalendarKind.MakeUp, CalendarKind.Holiday, true)]
    public void The_highest_kind_decides_in_any_order(CalendarKind high, CalendarKind low, bool open)
    {
        CalendarRule Rule(CalendarKind kind) => new(Schools.Monday, Schools.Monday, kind, CalendarRule.EveryDay, kind.ToString());
        Assert.Equal((open, high.ToString()), CalendarRule.Decide([Rule(high), Rule(low)], Schools.Monday));
        Assert.Equal((open, high.ToString()), CalendarRule.Decide([Rule(low), Rule(high)], Schools.Monday));
    }

    [Fact]
    public void A_weekend_is_off_unless_it_is_made_up()
    {
        var sunday = Schools.Monday.AddDays(-1);
        Assert.Equal(1, new DayStory(Schools.OneClass(), sunday).Counts(Noon).Off);
        var makeUp = new CalendarRule(sunday, sunday, CalendarKind.MakeUp, CalendarRule.EveryDay, "Học bù");
        Assert.Equal(1, new DayStory(Schools.OneClass(1, [Schools.Term, makeUp]), sunday).Heard(375, 435).Counts(Noon).Absent);
        Assert.Equal((false, null), CalendarRule.Decide([], Schools.Monday));
    }

    [Fact]
    public void A_local_day_ends_at_midnight_of_the_city()
    {
        var midnight = LocalTime.StartMs(Schools.Monday);
        Assert.Equal(Schools.Monday, LocalTime.DayOf(midnight));
        Assert.Equal(Schools.Monday.AddDays(-1), LocalTime.DayOf(midnight - 1));
        Assert.Equal(17, DateTimeOffset.FromUnixTimeMilliseconds(midnight).Hour);
    }
}
