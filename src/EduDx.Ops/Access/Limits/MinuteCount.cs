using System.Collections.Concurrent;

namespace EduDx.Ops.Access.Limits;

/// <summary>Counts by name within a minute, for limits on attempts. Bounded: beyond so many names in one minute, new ones count as over the limit.</summary>
/// <param name="limit">How many are allowed in a minute.</param>
internal sealed class MinuteCount(int limit)
{
    private const long MinuteMs = 60_000;
    private const int MaxNames = 100_000;

    private readonly ConcurrentDictionary<string, (long FromMs, int Count)> _counts = new(StringComparer.Ordinal);

    /// <summary>Milliseconds until the name may try again; 0 when it may now.</summary>
    public long WaitMs(string name, long nowMs)
    {
        if (!_counts.TryGetValue(name, out var seen)) return _counts.Count < MaxNames ? 0 : MinuteMs;
        return seen.Count < limit ? 0 : Math.Max(0, seen.FromMs + MinuteMs - nowMs);
    }

    /// <summary>Counts one.</summary>
    /// <returns>How many there are in this minute.</returns>
    public int Add(string name, long nowMs)
    {
        if (_counts.Count >= MaxNames && !_counts.ContainsKey(name)) return limit;
        return _counts.AddOrUpdate(name, (nowMs, 1), (_, seen) => nowMs - seen.FromMs >= MinuteMs ? (nowMs, 1) : (seen.FromMs, seen.Count + 1)).Count;
    }

    /// <summary>Forgets minutes that are over.</summary>
    public void Sweep(long nowMs)
    {
        foreach (var (name, seen) in _counts)
        {
            if (nowMs - seen.FromMs >= MinuteMs) _counts.TryRemove(new(name, seen));
        }
    }
}
