namespace EduDx.Ops.Audit;

/// <summary>What became of an action.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was not allowed. Refusals come as fast as an attacker sends: they are not synced one by one, and a flood of them is counted.</summary>
    Refused,

    /// <summary>It was allowed, and could not be done.</summary>
    Failed,
}
