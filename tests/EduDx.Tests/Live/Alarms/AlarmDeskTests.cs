using EduDx.Live.Alarms;
using EduDx.Tests.Live.Devices;

namespace EduDx.Tests.Live.Alarms;

public sealed class AlarmDeskTests
{
    private static readonly long T0 = Stations.At(8, 0);
    private readonly AlarmRig _rig = new(AlarmCity.Of(1, 1));

    [Fact]
    public void Reminders_come_at_10_30_and_60_minutes_until_somebody_acknowledges()
    {
        Raise(Severity.Warning);
        _rig.Run(T0, T0 + 35 * 60_000, 1_000);
        Assert.Equal([10.0, 30.0], _rig.Journal.Where(s => s.What == "reminded").Select(s => (s.AtMs - T0) / 60_000.0));
        Act("acknowledge", T0 + 40 * 60_000);
        _rig.Run(T0 + 40 * 60_000, T0 + 90 * 60_000, 1_000);
        Assert.Equal(2, _rig.Journal.Count(s => s.What == "reminded"));
    }

    [Fact]
    public void A_critical_alarm_that_nobody_takes_is_escalated_once()
    {
        Raise(Severity.Critical);
        _rig.Run(T0, T0 + 90 * 60_000, 10_000);
        Assert.Equal(T0 + 30 * 60_000, Assert.Single(_rig.Journal, s => s.What == "escalated").AtMs);
    }

    [Fact]
    public void A_shelf_ends_by_itself_and_keeps_quiet_until_then()
    {
        Raise(Severity.Critical);
        Act("shelve", T0 + 60_000, minutes: 30);
        Assert.False(Only.IsLoud);
        _rig.Run(T0 + 60_000, T0 + 30 * 60_000, 10_000);
        Assert.DoesNotContain(_rig.Journal, s => s.What is "reminded" or "escalated");
        _rig.Run(T0 + 30 * 60_000, T0 + 32 * 60_000, 10_000);
        Assert.True(Only.IsLoud);
        Assert.Equal(T0 + 31 * 60_000, Assert.Single(_rig.Journal, s => s.What == "unshelved").AtMs);
    }

    [Theory]
    [InlineData("acknowledge", "", null, null, "by")]
    [InlineData("assign", "trực ban", null, null, "text")]
    [InlineData("shelve", "trực ban", null, null, "minutes")]
    [InlineData("shelve", "trực ban", null, 1441, "minutes")]
    [InlineData("reopen", "trực ban", null, null, "open")]
    [InlineData("unshelve", "trực ban", null, null, "not shelved")]
    [InlineData("burn", "trực ban", null, null, "actions")]
    public void What_makes_no_sense_is_refused_with_a_sentence(string action, string by, string? text, int? minutes, string says)
    {
        Raise(Severity.Warning);
        Assert.Null(AlarmDesk.Act(Only, action, by, text, minutes, T0, out var problem));
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_is_applied_twice_changes_nothing_and_the_journal_makes_the_same_book()
    {
        Raise(Severity.Warning);
        Act("acknowledge", T0 + 1_000);
        Act("assign", T0 + 2_000, "tổ kỹ thuật");
        Act("comment", T0 + 3_000, "đã gọi trường");
        Act("clear", T0 + 4_000);
        Act("reopen", T0 + 5_000);
        var again = new AlarmBook();
        for (var i = 0; i < _rig.Journal.Count; i++)
        {
            for (var twice = 0; twice < 2; twice++) again.Apply(AlarmStep.Read(_rig.Journal[i].ToBytes()), i);
        }
        Assert.Equal(Words(_rig.Book), Words(again));
        Assert.Equal(6, again.Alarms.Values.Single().History.Count);
    }

    [Fact]
    public void What_comes_back_within_five_minutes_reopens_and_what_a_person_closed_does_not()
    {
        var finding = new Finding(RuleJson.Defaults.Rules[0], new Subject(2, 7), "s/device/d", "Máy", 1, true, T0, 0, Truth.Unknown);
        foreach (var step in AlarmDesk.Of(_rig.Book, finding, AlarmTimes.Default, T0)) _rig.Take(step);
        foreach (var step in AlarmDesk.Of(_rig.Book, finding with { Raises = false }, AlarmTimes.Default, T0 + 60_000)) _rig.Take(step);
        foreach (var step in AlarmDesk.Of(_rig.Book, finding, AlarmTimes.Default, T0 + 120_000)) _rig.Take(step);
        Assert.Equal(["raised", "cleared", "reopened"], _rig.Journal.Select(s => s.What));
        Act("clear", T0 + 130_000);
        foreach (var step in AlarmDesk.Of(_rig.Book, finding, AlarmTimes.Default, T0 + 140_000)) _rig.Take(step);
        Assert.Equal(2, _rig.Book.LastId);
    }

    [Fact]
    public void The_book_lets_go_of_what_was_cleared_a_day_ago_and_never_of_what_is_open()
    {
        Raise(Severity.Warning);
        _rig.Book.Forget(T0 + 40 * 3_600_000L);
        Assert.Single(_rig.Book.Alarms);
        Act("clear", T0 + 1_000);
        _rig.Book.Forget(T0 + 40 * 3_600_000L);
        Assert.Empty(_rig.Book.Alarms);
    }

    private Alarm Only => _rig.Book.Alarms.Values.Single();

    private void Raise(Severity severity) => _rig.Take(new AlarmStep
    {
        Alarm = 1, What = "raised", AtMs = T0, Node = 1, Head = new AlarmHead { Rule = "device-offline", Severity = severity, SubjectKind = 2, SubjectKey = 7, SinceMs = T0 },
    });

    private void Act(string action, long at, string? text = null, int? minutes = null)
    {
        var step = AlarmDesk.Act(Only, action, "trực ban", text, minutes, at, out var problem);
        Assert.Null(problem);
        _rig.Take(step!);
    }

    private static string Words(AlarmBook book) => string.Join('\n', book.Alarms.Values.Select(a => $"{a with { History = [], Members = [] }} {a.History.Count} {string.Join(',', a.Members)}"));
}
