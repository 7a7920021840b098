using EduDx.Live.Events;
using EduDx.Log;

namespace EduDx.Ops.Clock;

/// <summary>
/// The times that events are received at: the machine's clock, but never backwards, because silence is measured between them. When the clock is set back, receipts
/// run ahead of it by what was taken and lose a hundredth of each second until it has caught up; readers take the lead off again.
/// </summary>
public sealed class ReceiptClock
{
    // Silence limits are a hundredth too long while receipts run ahead. Events of sources whose clocks are right are still taken eight hours after the server's
    // was set back by mistake: until then receipts have lost less than the five minutes that a source may be ahead.
    private const double Rate = 0.99;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly double _speed;
    private long _stamp;
    private double _exactMs;
    private long _lastMs;

    /// <summary>Goes on where the receipts in the log ended.</summary>
    public ReceiptClock(EventLog log, TimeProvider time)
    {
        (_time, _speed) = (time, (time as SimulatedClock)?.Speed ?? 1);
        _stamp = time.GetTimestamp();
        var end = log.DurableOffset(LogStream.Events);
        if (end <= log.FirstOffset(LogStream.Events) || log.Read(LogStream.Events, end - 1) is not { } batch) return;
        foreach (var bytes in batch) _lastMs = EventHeader.ReceivedOf(bytes);
        _exactMs = _lastMs;
        batch.Release();
    }

    /// <summary>The time of a receipt, Unix milliseconds. Costs one comparison while the clock runs evenly.</summary>
    /// <param name="wallMs">The machine's clock.</param>
    public long At(long wallMs)
    {
        if (Volatile.Read(ref _lastMs) == wallMs) return wallMs;
        lock (_gate)
        {
            // Two threads read the clock in one order and come here in the other: a millisecond less is no clock that was set.
            if (wallMs <= _lastMs && wallMs >= _lastMs - 1) return _lastMs;
            var stamp = _time.GetTimestamp();
            _exactMs = wallMs > _lastMs ? wallMs : _exactMs + _time.GetElapsedTime(_stamp, stamp).TotalMilliseconds * _speed * Rate;
            _stamp = stamp;
            Volatile.Write(ref _lastMs, (long)_exactMs);
            return _lastMs;
        }
    }

    /// <summary>How far receipts are ahead of the machine's clock, milliseconds; 0 unless it was set back.</summary>
    /// <param name="wallMs">The machine's clock.</param>
    public long LeadMs(long wallMs) => At(wallMs) - wallMs;
}
