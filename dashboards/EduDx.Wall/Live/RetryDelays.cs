namespace EduDx.Wall.Live;

/// <summary>
/// Delays between attempts, for ever: doubling from 0.2 s to 5 s, each drawn from the upper half of its step, so that a
/// hundred walls do not come back in the same instant.
/// </summary>
public sealed class RetryDelays(int seed)
{
    /// <summary>No delay is shorter.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.2);
    /// <summary>No delay is longer: a wall shows right figures within 15 s of the server's return.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Random _jitter = new(seed);
    private int _attempt;

    /// <summary>The delay before the next attempt.</summary>
    public TimeSpan Next()
    {
        var step = Math.Min(Longest.TotalSeconds, Shortest.TotalSeconds * Math.Pow(2, _attempt));
        _attempt = Math.Min(_attempt + 1, 10);
        var drawn = step * (0.5 + _jitter.NextDouble() / 2);
        return TimeSpan.FromSeconds(Math.Clamp(drawn, Shortest.TotalSeconds, Longest.TotalSeconds));
    }

    /// <summary>An item came: the next loss begins with the shortest delay.</summary>
    public void Reset() => _attempt = 0;
}
