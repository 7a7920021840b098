namespace EduDx.Live.Alarms;

/// <summary>How far one rule has come with one subject.</summary>
public struct RuleState
{
    /// <summary>True from raise to clear.</summary>
    public bool Active;
    /// <summary>Event time since which the condition holds; 0 while it does not.</summary>
    public long TrueSinceMs;
    /// <summary>Tick since which it surely does not; 0 while it does.</summary>
    public long FalseSinceMs;
    /// <summary>End of the last occurrence that was told: an occurrence of the past is told once.</summary>
    public long ToldThroughMs;

    /// <summary>Takes the answer of a tick.</summary>
    /// <returns>True to raise, false to clear, null for neither.</returns>
    public bool? Step(AlarmRule rule, in Truth truth, long nowMs)
    {
        // The clock was set back behind what runs: it goes on from here, and does not wait for the clock to come there again.
        if (TrueSinceMs > nowMs) TrueSinceMs = nowMs;
        if (FalseSinceMs > nowMs) FalseSinceMs = nowMs;
        switch (truth.Holds)
        {
            case null:
                // What is not known changes nothing; a delay that runs goes on, so that a value between its limits does not restart it.
                return !Active && TrueSinceMs != 0 && nowMs - TrueSinceMs >= rule.ForSeconds * 1000L && truth.SinceMs != 0 ? Raise(nowMs) : null;
            case true:
                FalseSinceMs = 0;
                if (TrueSinceMs == 0) TrueSinceMs = truth.SinceMs == 0 ? nowMs : Math.Min(truth.SinceMs, nowMs);
                return !Active && nowMs - TrueSinceMs >= rule.ForSeconds * 1000L ? Raise(nowMs) : null;
            default:
                TrueSinceMs = 0;
                if (!Active) return null;
                if (FalseSinceMs == 0) FalseSinceMs = nowMs;
                if (nowMs - FalseSinceMs < rule.ClearSeconds * 1000L) return null;
                (Active, FalseSinceMs, ToldThroughMs) = (false, 0, nowMs);
                return false;
        }
    }

    /// <summary>Nothing is expected of the subject any more: what is open is over without delay, and begins anew later.</summary>
    /// <returns>True when there was something open.</returns>
    public bool Silence(long nowMs)
    {
        var wasActive = Active;
        this = new RuleState { ToldThroughMs = wasActive ? nowMs : ToldThroughMs };
        return wasActive;
    }

    private bool Raise(long nowMs)
    {
        (Active, ToldThroughMs) = (true, nowMs);
        return true;
    }
}
