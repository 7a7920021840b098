using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Devices;

/// <summary>Says when a delivery is due: at once, by the server's clock, or by an own clock that runs N times as fast.</summary>
public sealed class Pacer
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);
    private readonly TimeProvider _time;
    private readonly bool _always;
    private volatile Reading _reading;

    private Pacer(TimeProvider time, bool always, double dayMs, double speed)
    {
        _time = time;
        _always = always;
        _reading = new Reading(time.GetTimestamp(), dayMs, speed);
    }

    /// <summary>Everything is due at once.</summary>
    public static Pacer AtOnce(TimeProvider time) => new(time, true, 0, 1);

    /// <summary>A clock that shows <paramref name="dayMs"/> after local midnight now and runs at <paramref name="speed"/>.</summary>
    public static Pacer Clock(TimeProvider time, double dayMs, double speed) => new(time, false, dayMs, speed);

    /// <summary>Sets the clock to a newer reading of the server's.</summary>
    public void Follow(double dayMs, double speed) => _reading = new Reading(_time.GetTimestamp(), dayMs, speed);

    /// <summary>Milliseconds after local midnight on this clock.</summary>
    public double NowMs
    {
        get
        {
            var reading = _reading;
            return reading.DayMs + _time.GetElapsedTime(reading.Timestamp).TotalMilliseconds * reading.Speed;
        }
    }

    /// <summary>True when a delivery may leave.</summary>
    public bool IsDue(in Delivery delivery) => _always || NowMs >= delivery.AtMs;

    /// <summary>Waits until the delivery is due.</summary>
    public async ValueTask WaitAsync(Delivery delivery, CancellationToken stop)
    {
        // Short waits, so that a clock that was set anew in between is noticed.
        while (!IsDue(delivery))
        {
            var wait = TimeSpan.FromMilliseconds(Math.Max(1, (delivery.AtMs - NowMs) / Math.Max(0.01, _reading.Speed)));
            await Task.Delay(wait < LongestWait ? wait : LongestWait, _time, stop).ConfigureAwait(false);
        }
    }

    private sealed record Reading(long Timestamp, double DayMs, double Speed);
}
