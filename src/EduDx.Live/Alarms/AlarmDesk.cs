namespace EduDx.Live.Alarms;

/// <summary>When somebody is reminded.</summary>
/// <param name="ReminderMinutes">Minutes after the raise at which an alarm that nobody acknowledged is said again.</param>
/// <param name="EscalateMinutes">Minutes after the raise at which a critical alarm that nobody acknowledged is escalated.</param>
/// <param name="ReopenMinutes">A subject that comes back so soon after its alarm was cleared reopens it.</param>
public sealed record AlarmTimes(int[] ReminderMinutes, int EscalateMinutes, int ReopenMinutes)
{
    /// <summary>Practice of alarm rooms.</summary>
    public static readonly AlarmTimes Default = new([10, 30, 60], 30, 5);
}

/// <summary>Turns findings, people's actions and the clock into steps. Decides alone; whoever calls it journals the step and then applies it.</summary>
public static class AlarmDesk
{
    private const int MaxText = 500;
    private const int MaxShelfMinutes = 24 * 60;

    /// <summary>Actions that people take.</summary>
    public static readonly string[] Actions = ["acknowledge", "assign", "comment", "shelve", "unshelve", "clear", "reopen"];

    /// <summary>The step of a finding; null when the book says that already.</summary>
    public static IEnumerable<AlarmStep> Of(AlarmBook book, Finding finding, AlarmTimes times, long nowMs)
    {
        var open = book.OpenOf(finding.Rule.Id, finding.Subject);
        if (!finding.Raises)
        {
            if (open is not null) yield return new AlarmStep { Alarm = open.Id, What = "cleared", AtMs = nowMs };
            yield break;
        }
        if (open is not null) yield break;
        var before = book.Alarms.Values.LastOrDefault(a => a.Head.Rule == finding.Rule.Id && a.Subject == finding.Subject);
        if (before is { ClearedByHand: false } && finding.EndMs == 0 && nowMs - before.ClearedMs < times.ReopenMinutes * 60_000L)
        {
            yield return new AlarmStep { Alarm = before.Id, What = "reopened", AtMs = nowMs };
            yield break;
        }
        var id = book.LastId + 1;
        yield return new AlarmStep { Alarm = id, What = "raised", AtMs = nowMs, Node = finding.NodeKey, Head = HeadOf(finding) };
        if (finding.EndMs != 0) yield return new AlarmStep { Alarm = id, What = "cleared", AtMs = nowMs };
    }

    /// <summary>The step of an outage.</summary>
    public static AlarmStep Of(AlarmBook book, OutageChange change, long nowMs)
    {
        var outage = change.Outage;
        if (change.Kind == OutageChangeKind.Cleared) return new AlarmStep { Alarm = outage.Alarm, What = "cleared", AtMs = nowMs };
        var step = new AlarmStep
        {
            Alarm = outage.Alarm, What = "grew", AtMs = nowMs, Members = change.Joined, Cause = outage.Cause, Schools = outage.Schools.Count, Node = outage.Node.Key,
        };
        if (change.Kind == OutageChangeKind.Grew) return step;
        outage.Alarm = book.LastId + 1;
        return step with
        {
            Alarm = outage.Alarm,
            What = "raised",
            Head = new AlarmHead
            {
                Rule = "outage", NameVi = "Mất kết nối hàng loạt", NameEn = "Outage", Severity = outage.Severity, SubjectKind = Subject.OutageKind,
                SubjectKey = (int)outage.Alarm, Subject = $"outage-{outage.Alarm}", SubjectName = outage.Node.Name, SinceMs = outage.SinceMs,
            },
        };
    }

    /// <summary>What the clock asks for: ends of shelves, reminders, escalation.</summary>
    public static IEnumerable<AlarmStep> Tick(AlarmBook book, AlarmTimes times, long nowMs)
    {
        foreach (var alarm in book.Alarms.Values)
        {
            if (!alarm.IsOpen) continue;
            if (alarm.ShelvedUntilMs != 0)
            {
                if (nowMs >= alarm.ShelvedUntilMs) yield return new AlarmStep { Alarm = alarm.Id, What = "unshelved", AtMs = nowMs };
                continue;
            }
            if (alarm.AcknowledgedMs != 0) continue;
            var minutes = (nowMs - alarm.RaisedMs) / 60_000;
            // One a tick: after a long stop the reminders that were missed are not said all at once, but each is counted.
            if (alarm.Reminders < times.ReminderMinutes.Length && minutes >= times.ReminderMinutes[alarm.Reminders]) yield return new AlarmStep { Alarm = alarm.Id, What = "reminded", AtMs = nowMs };
            if (!alarm.Escalated && alarm.Head.Severity == Severity.Critical && minutes >= times.EscalateMinutes) yield return new AlarmStep { Alarm = alarm.Id, What = "escalated", AtMs = nowMs };
        }
    }

    /// <summary>The step of a person's action.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="action">One of <see cref="Actions"/>.</param>
    /// <param name="by">Who; needed.</param>
    /// <param name="text">To whom, or what is said.</param>
    /// <param name="minutes">Minutes of a shelf.</param>
    /// <param name="nowMs">The tick.</param>
    /// <param name="problem">Why it cannot be done, and what can; null when it can.</param>
    public static AlarmStep? Act(Alarm alarm, string action, string? by, string? text, int? minutes, long nowMs, out string? problem)
    {
        problem = Problem(alarm, action, by, text, minutes);
        if (problem is not null) return null;
        var what = action switch
        {
            "acknowledge" => "acknowledged", "assign" => "assigned", "comment" => "commented", "shelve" => "shelved", "unshelve" => "unshelved", "clear" => "cleared", _ => "reopened",
        };
        return new AlarmStep { Alarm = alarm.Id, What = what, AtMs = nowMs, By = by, Text = text, UntilMs = action == "shelve" ? nowMs + minutes!.Value * 60_000L : null };
    }

    private static string? Problem(Alarm alarm, string action, string? by, string? text, int? minutes)
    {
        if (!Actions.Contains(action)) return $"there is no action '{action}'; the actions are {string.Join(", ", Actions)}";
        if (string.IsNullOrWhiteSpace(by) || by.Length > 80) return "'by' must say who acts, in at most 80 characters";
        if (text is { Length: > MaxText }) return $"'text' has {text.Length} characters, at most {MaxText} are taken";
        return action switch
        {
            "assign" or "comment" when string.IsNullOrWhiteSpace(text) => $"'{action}' needs a 'text'",
            "acknowledge" when !alarm.IsOpen => "the alarm is cleared: there is nothing to acknowledge",
            "acknowledge" when alarm.AcknowledgedMs != 0 => $"{alarm.AcknowledgedBy} has acknowledged it already",
            "shelve" when minutes is not (>= 1 and <= MaxShelfMinutes) => $"'minutes' must be 1 to {MaxShelfMinutes}: a shelf has an end",
            "shelve" or "clear" or "assign" when !alarm.IsOpen => "the alarm is cleared; reopen it first",
            "unshelve" when alarm.ShelvedUntilMs == 0 => "the alarm is not shelved",
            "reopen" when alarm.IsOpen => "the alarm is open",
            _ => null,
        };
    }

    private static AlarmHead HeadOf(Finding finding) => new()
    {
        Rule = finding.Rule.Id, NameVi = finding.Rule.NameVi, NameEn = finding.Rule.NameEn, Severity = finding.Rule.Severity,
        SubjectKind = finding.Subject.Kind, SubjectKey = finding.Subject.Key, Subject = finding.Name, SubjectName = finding.DisplayName, SinceMs = finding.SinceMs,
        Value = Finite(finding.Truth.Value), Limit = Finite(finding.Truth.Limit), Metric = finding.Truth.Metric,
    };

    private static double? Finite(double value) => double.IsFinite(value) ? Math.Round(value, 2) : null;
}
