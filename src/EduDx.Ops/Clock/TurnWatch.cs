namespace EduDx.Ops.Clock;

/// <summary>
/// Tells a loop whether time passed evenly since its last turn. It does not when the process stood still, or when the machine's clock was set: what was silent
/// meanwhile proves nothing. One loop a watch.
/// </summary>
internal sealed class TurnWatch
{
    // Loops turn four times a second: a longer turn is a stopped process, a collection of garbage or a machine that slept. Time servers correct a
    // clock by less than this without a step.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // A clock that was set by mistake is seen and set back within a day; one that was set right stays.
    private static readonly TimeSpan Believed = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly double _speed;
    private long _turn;
    private long _wallMs;
    private long _set;
    private double _trustedMs;

    /// <param name="time">The clock. A simulated one runs as fast as it says.</param>
    public TurnWatch(TimeProvider time)
    {
        (_time, _speed) = (time, (time as SimulatedClock)?.Speed ?? 1);
        _turn = _set = time.GetTimestamp();
        _wallMs = NowMs();
        _trustedMs = _wallMs;
    }

    /// <summary>The clock as far as it is believed when something is let go for its age, Unix milliseconds: a clock that was set ahead counts after a day.</summary>
    public long TrustedMs => Math.Min((long)_trustedMs, _wallMs);

    /// <summary>Takes a turn.</summary>
    /// <returns>How far the clock was set since the last turn, milliseconds, 0 for not at all; and whether the loop stood still.</returns>
    public (long SetMs, bool StoodStill) Turn()
    {
        var (turn, wallMs) = (_time.GetTimestamp(), NowMs());
        var passed = _time.GetElapsedTime(_turn, turn);
        var passedMs = passed.TotalMilliseconds * _speed;
        var setMs = (long)(wallMs - _wallMs - passedMs);
        if (Math.Abs(setMs) <= Limit.TotalMilliseconds * _speed) setMs = 0;
        (_turn, _wallMs, _trustedMs) = (turn, wallMs, _trustedMs + passedMs);
        if (setMs != 0) _set = turn;
        // Small corrections are followed, and a step that has stood for a day.
        if (Math.Abs(wallMs - _trustedMs) <= Limit.TotalMilliseconds * _speed || _time.GetElapsedTime(_set, turn) >= Believed) _trustedMs = wallMs;
        return (setMs, passed > Limit);
    }

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
