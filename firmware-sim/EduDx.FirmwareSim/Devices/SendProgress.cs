namespace EduDx.FirmwareSim.Devices;

/// <summary>Counts what was sent and acknowledged; all senders write to it.</summary>
public sealed class SendProgress(TimeProvider time, int total)
{
    private long _acknowledged;
    private long _rejected;
    private long _retries;
    private long _waiting;
    private string? _firstReason;
    private long _lastAnswer = time.GetTimestamp();

    /// <summary>Sendings in all.</summary>
    public int Total => total;
    /// <summary>Sendings that the server has answered for good.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);
    /// <summary>Of these, events that the server rejected.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);
    /// <summary>Attempts that failed and were made again.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>How long senders have been waiting without any answer; zero when nobody waits.</summary>
    public TimeSpan Silence => Interlocked.Read(ref _waiting) == 0 ? TimeSpan.Zero : time.GetElapsedTime(Interlocked.Read(ref _lastAnswer));

    /// <summary>A sender begins to wait for an answer.</summary>
    public void Begin()
    {
        if (Interlocked.Increment(ref _waiting) == 1) Interlocked.Exchange(ref _lastAnswer, time.GetTimestamp());
    }

    /// <summary>The answer came.</summary>
    public void Answered(int events, int rejected)
    {
        Interlocked.Add(ref _acknowledged, events);
        if (rejected > 0) Interlocked.Add(ref _rejected, rejected);
        Interlocked.Exchange(ref _lastAnswer, time.GetTimestamp());
        Interlocked.Decrement(ref _waiting);
    }

    /// <summary>Notes why the server rejected an event; the first reason is kept.</summary>
    public void Reject(string why) => Interlocked.CompareExchange(ref _firstReason, why, null);

    /// <summary>Why the first rejected event was rejected; null when none was.</summary>
    public string? FirstReason => _firstReason;

    /// <summary>An attempt failed.</summary>
    public void Retried() => Interlocked.Increment(ref _retries);
}
