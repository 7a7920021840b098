using System.Collections.Immutable;

namespace EduDx.Live.Alarms;

/// <summary>One alarm as its steps have made it. Immutable. Instants are Unix milliseconds, 0 for never.</summary>
public sealed record Alarm
{
    /// <summary>Number, increasing; never used again.</summary>
    public required long Id { get; init; }
    /// <summary>What it is.</summary>
    public required AlarmHead Head { get; init; }
    /// <summary>Registry key of the node that it concerns.</summary>
    public required int Node { get; init; }
    /// <summary>When it was raised (or reopened).</summary>
    public required long RaisedMs { get; init; }
    /// <summary>When it was cleared; 0 while it is open.</summary>
    public long ClearedMs { get; init; }
    /// <summary>True when a person cleared it: it is not reopened by itself.</summary>
    public bool ClearedByHand { get; init; }
    /// <summary>When it was acknowledged.</summary>
    public long AcknowledgedMs { get; init; }
    /// <summary>Who acknowledged it.</summary>
    public string? AcknowledgedBy { get; init; }
    /// <summary>To whom it is assigned.</summary>
    public string? AssignedTo { get; init; }
    /// <summary>End of the shelf; 0 when it is not shelved.</summary>
    public long ShelvedUntilMs { get; init; }
    /// <summary>Reminders since it was raised.</summary>
    public int Reminders { get; init; }
    /// <summary>True when it was escalated.</summary>
    public bool Escalated { get; init; }
    /// <summary>Newest comment.</summary>
    public string? Comment { get; init; }
    /// <summary>Guessed cause of an outage.</summary>
    public string? Cause { get; init; }
    /// <summary>Schools that an outage touches.</summary>
    public int Schools { get; init; }
    /// <summary>Members of an outage.</summary>
    public ImmutableList<string> Members { get; init; } = [];
    /// <summary>What happened to it, oldest first.</summary>
    public ImmutableList<AlarmStep> History { get; init; } = [];

    /// <summary>True from raise to clear.</summary>
    public bool IsOpen => ClearedMs == 0;

    /// <summary>True when it is open and nobody put it aside.</summary>
    public bool IsLoud => IsOpen && ShelvedUntilMs == 0;

    /// <summary>What it is about.</summary>
    public Subject Subject => new(Head.SubjectKind, Head.SubjectKey);

    /// <summary>The alarm after a step.</summary>
    public Alarm After(AlarmStep step)
    {
        var next = this with { History = History.Add(step) };
        if (step.What != "commented" && step.What != "assigned" && !string.IsNullOrEmpty(step.Text)) next = next with { Comment = step.Text };
        return step.What switch
        {
            "acknowledged" => next with { AcknowledgedMs = step.AtMs, AcknowledgedBy = step.By },
            "assigned" => next with { AssignedTo = step.Text },
            "commented" => next with { Comment = step.Text },
            "shelved" => next with { ShelvedUntilMs = step.UntilMs ?? step.AtMs },
            "unshelved" => next with { ShelvedUntilMs = 0 },
            "cleared" => next with { ClearedMs = step.AtMs, ClearedByHand = step.By is not null, ShelvedUntilMs = 0 },
            "reopened" => next with { ClearedMs = 0, ClearedByHand = false, RaisedMs = step.AtMs, AcknowledgedMs = 0, AcknowledgedBy = null, Reminders = 0, Escalated = false },
            "reminded" => next with { Reminders = Reminders + 1 },
            "escalated" => next with { Escalated = true },
            "grew" => next with { Members = Members.AddRange(step.Members ?? []), Cause = step.Cause ?? Cause, Schools = step.Schools ?? Schools, Node = step.Node ?? Node },
            _ => next,
        };
    }
}
