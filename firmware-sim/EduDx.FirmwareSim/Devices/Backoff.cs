namespace EduDx.FirmwareSim.Devices;

/// <summary>Waits that double from 50 ms to a longest with jitter, so that a city of devices does not come back in one instant.</summary>
public sealed class Backoff(TimeProvider time, int seed, int longestMs = 2_000)
{
    private SeededRandom _random = new(seed, 8UL << 32);
    private int _failures;

    /// <summary>Something worked: begin anew.</summary>
    public void Reset() => _failures = 0;

    /// <summary>Waits after a failure.</summary>
    public Task WaitAsync(CancellationToken stop)
    {
        var longest = Math.Min(longestMs, 50 << Math.Min(_failures++, 6));
        return Task.Delay(TimeSpan.FromMilliseconds(longest * (0.5 + 0.5 * _random.NextDouble())), time, stop);
    }
}
