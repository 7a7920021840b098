using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Ledger;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.Tests.FirmwareSim;

public sealed class LedgerRuleTests
{
    private const int Minute = 60_000;
    private static readonly SessionTimes Session = new(375, 420, 690, 1, 15);
    private static readonly Guid Small = new("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Large = new("00000000-0000-7000-8000-000000000002");

    [Theory]
    [InlineData(421 * Minute - 1, TrueState.Present)]
    [InlineData(421 * Minute, TrueState.Late)]
    [InlineData(500 * Minute, TrueState.Late)]
    public void Late_begins_at_the_bell_plus_the_grace(int firstIn, TrueState expected)
    {
        var person = new PersonTruth();
        person.In(firstIn + Minute);
        person.In(firstIn);
        Assert.Equal(expected, person.State(Session));
    }

    [Fact]
    public void Who_goes_out_before_the_end_left_early_unless_he_comes_back()
    {
        var person = new PersonTruth();
        person.In(400 * Minute);
        person.Out(450 * Minute);
        Assert.Equal(TrueState.LeftEarly, person.State(Session));
        person.In(455 * Minute);
        Assert.Equal(TrueState.Present, person.State(Session));
        person.Out(690 * Minute);
        Assert.Equal(TrueState.Present, person.State(Session));
    }

    [Fact]
    public void Out_only_is_left_early_before_the_end_and_present_after_it()
    {
        var early = new PersonTruth();
        early.Out(450 * Minute);
        Assert.Equal(TrueState.LeftEarly, early.State(Session));
        var after = new PersonTruth();
        after.Out(690 * Minute);
        Assert.Equal(TrueState.Present, after.State(Session));
    }

    [Fact]
    public void Office_counts_over_teacher_over_kiosk_and_the_last_word_wins()
    {
        var person = new PersonTruth();
        person.In(400 * Minute);
        Assert.False(person.Conflict(Session));
        person.Roll(430 * Minute, Large, SaidState.Absent);
        person.Roll(430 * Minute, Small, SaidState.Present);
        Assert.Equal(TrueState.Absent, person.State(Session));
        Assert.True(person.Conflict(Session));
        person.Office(440 * Minute, Small, SaidState.Late);
        Assert.Equal(TrueState.Late, person.State(Session));
    }

    [Fact]
    public void Nobody_said_anything_is_no_state() => Assert.Null(new PersonTruth().State(Session));

    [Fact]
    public void Two_silent_minutes_are_covered_and_three_are_not()
    {
        var heard = new HeardMinutes();
        for (var minute = Session.Opens; minute < Session.Deadline; minute += 3) heard.Hear(minute * Minute);
        Assert.True(heard.Covers(Session));
        var gap = new HeardMinutes();
        for (var minute = Session.Opens; minute < Session.Deadline; minute++)
        {
            if (minute is not (400 or 401 or 402)) gap.Hear(minute * Minute);
        }
        Assert.False(gap.Covers(Session));
        gap.Hear(401 * Minute);
        Assert.True(gap.Covers(Session));
    }

    [Fact]
    public void The_highest_kind_of_rule_decides_the_day()
    {
        var calendar = new SchoolCalendar();
        var day = new DateOnly(2026, 11, 23);
        Assert.False(calendar.IsSchoolDay(day, "a", "hue"));
        calendar.Add("hue", "term", day, day, "123456");
        Assert.True(calendar.IsSchoolDay(day, "a", "hue"));
        calendar.Add("a", "closure", day, day, "");
        Assert.False(calendar.IsSchoolDay(day, "a", "hue"));
        calendar.Add("hue", "makeup", day, day, "7");
        Assert.False(calendar.IsSchoolDay(day, "a", "hue"));
        calendar.Add("hue", "makeup", day, day, "1");
        Assert.True(calendar.IsSchoolDay(day, "a", "hue"));
    }
}
