namespace EduDx.Ops.Access.Limits;

/// <summary>What one device has used up of its limits, over all its connections.</summary>
internal sealed class DeviceMeter(LimitOptions limits)
{
    private const long MinuteMs = 60_000;

    private readonly Lock _gate = new();
    private readonly Queue<long> _logins = new();
    private long _bannedUntilMs;

    /// <summary>Its events.</summary>
    public TokenBucket Events { get; } = new(limits.EventsPerSecond, limits.BurstEvents);

    /// <summary>Counts a log-in.</summary>
    /// <param name="nowMs">Milliseconds of a clock that never goes back.</param>
    /// <returns>Milliseconds of the ban that is in force, or began with this log-in; 0 when there is none.</returns>
    public long Login(long nowMs)
    {
        lock (_gate)
        {
            if (nowMs < _bannedUntilMs) return _bannedUntilMs - nowMs;
            while (_logins.TryPeek(out var first) && nowMs - first >= MinuteMs) _logins.Dequeue();
            _logins.Enqueue(nowMs);
            if (_logins.Count <= limits.LoginsPerMinute) return 0;
            _logins.Clear();
            _bannedUntilMs = nowMs + limits.BanSeconds * 1000L;
            return limits.BanSeconds * 1000L;
        }
    }
}
