using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>
/// The temperature of a fridge in each of the last 60 minutes of its own event time, the last writer of each minute. Any order and any
/// repeat within the hour give the same; what is older is not taken.
/// </summary>
internal sealed class FridgeTrack
{
    private const int Minutes = 60;

    private readonly (Stamp At, double TempC)[] _ring = new (Stamp, double)[Minutes];
    private long _newest;

    /// <summary>Newest temperature, °C; null before the first.</summary>
    public double? TempC => Of(_newest);

    /// <summary>Notes a temperature.</summary>
    /// <returns>False when it changes nothing.</returns>
    public bool Take(in Stamp at, double tempC)
    {
        var minute = at.AtMs / 60_000;
        if (minute <= _newest - Minutes) return false;
        ref var slot = ref _ring[minute % Minutes];
        if (!at.IsAfter(slot.At)) return false;
        slot = (at, tempC);
        _newest = Math.Max(_newest, minute);
        return true;
    }

    /// <summary>Since when the temperature is outside the limits, Unix milliseconds; 0 while it is not. Minutes without a value change nothing.</summary>
    public long OutsideSinceMs(double fromC, double toC)
    {
        var since = 0L;
        for (var minute = _newest; minute > _newest - Minutes && minute > 0; minute--)
        {
            if (Of(minute) is not { } tempC) continue;
            if (tempC >= fromC && tempC <= toC) break;
            since = _ring[minute % Minutes].At.AtMs;
        }
        return since;
    }

    /// <summary>Writes it into a snapshot.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(_newest);
        foreach (var (at, tempC) in _ring)
        {
            at.Write(to);
            to.Write(tempC);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static FridgeTrack Load(BinaryReader from)
    {
        var track = new FridgeTrack { _newest = from.ReadInt64() };
        for (var i = 0; i < Minutes; i++) track._ring[i] = (Stamp.Read(from), from.ReadDouble());
        return track;
    }

    private double? Of(long minute)
    {
        if (minute <= 0) return null;
        var (at, tempC) = _ring[minute % Minutes];
        return at.AtMs / 60_000 == minute ? tempC : null;
    }
}
