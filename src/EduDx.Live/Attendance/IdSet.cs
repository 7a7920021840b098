namespace EduDx.Live.Attendance;

/// <summary>
/// A set of event ids: open addressing, 16 bytes a slot, no objects. Hot path: one probe is one or two cache lines. The nil
/// UUID cannot be a member: ingest rejects it.
/// </summary>
public sealed class IdSet
{
    private UInt128[] _slots = new UInt128[64];

    /// <summary>Number of ids.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an id.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(UInt128 id)
    {
        // At 70 % the mean probe is still below two.
        if ((Count + 1) * 10 > _slots.Length * 7) Grow();
        if (!Insert(_slots, id)) return false;
        Count++;
        return true;
    }

    /// <summary>Copies the ids out, in no order.</summary>
    public void CopyTo(Span<UInt128> target)
    {
        var at = 0;
        foreach (var id in _slots)
        {
            if (id != UInt128.Zero) target[at++] = id;
        }
    }

    private static bool Insert(UInt128[] slots, UInt128 id)
    {
        var mask = slots.Length - 1;
        for (var slot = Mix(id) & mask; ; slot = (slot + 1) & mask)
        {
            if (slots[slot] == UInt128.Zero)
            {
                slots[slot] = id;
                return true;
            }
            if (slots[slot] == id) return false;
        }
    }

    private void Grow()
    {
        var larger = new UInt128[_slots.Length * 2];
        foreach (var id in _slots)
        {
            if (id != UInt128.Zero) Insert(larger, id);
        }
        _slots = larger;
    }

    // Version 7 ids begin with the time and counters come in runs: both halves are mixed before the low bits are used.
    private static int Mix(UInt128 id)
    {
        var x = (ulong)id ^ (ulong)(id >> 64) * 0x9E3779B97F4A7C15;
        x ^= x >> 32;
        x *= 0xD6E8FEB86659FD93;
        return (int)(x >> 33);
    }
}
