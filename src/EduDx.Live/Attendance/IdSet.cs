using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace EduDx.Live.Attendance;

/// <summary>
/// A set of event ids: open addressing, 16 bytes a slot, no objects. Hot path: one probe is one or two cache lines. The nil
/// UUID cannot be a member: ingest rejects it.
/// </summary>
public sealed class IdSet
{
    private const int SmallestTable = 64;
    private const int BlockOfIds = 64;

    private UInt128[] _slots = new UInt128[SmallestTable];

    /// <summary>Number of ids.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an id.</summary>
    /// <returns>False when it was there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Add(UInt128 id)
    {
        if (IsFull(Count + 1, _slots.Length)) Grow(_slots.Length * 2);
        if (!Insert(_slots, id)) return false;
        Count++;
        return true;
    }

    /// <summary>Asks the processor to fetch the memory where an id belongs, which is to be added soon. Does nothing on processors without the instruction.</summary>
    public unsafe void Prefetch(UInt128 id)
    {
        // The collector may move the table meanwhile: a prefetch of an address that is no more reads nothing and fails at nothing.
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref _slots[Mix(id) & (_slots.Length - 1)]));
    }

    /// <summary>Writes how many there are, then the ids, in no order.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(Count);
        // A block at a time: a copy of all of them would be as large as the set itself.
        Span<UInt128> block = stackalloc UInt128[BlockOfIds];
        var filled = 0;
        foreach (var id in _slots)
        {
            if (id == UInt128.Zero) continue;
            block[filled++] = id;
            if (filled < BlockOfIds) continue;
            to.Write(MemoryMarshal.AsBytes(block));
            filled = 0;
        }
        to.Write(MemoryMarshal.AsBytes(block[..filled]));
    }

    /// <summary>Adds the ids that <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader from)
    {
        var left = from.ReadInt32();
        Reserve(left);
        Span<UInt128> block = stackalloc UInt128[BlockOfIds];
        for (; left > 0; left -= block.Length)
        {
            block = block[..Math.Min(left, BlockOfIds)];
            from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(block));
            foreach (var id in block) Add(id);
        }
    }

    // Ids that come in the order of another set's slots and make a table grow step by step all fall into one run of it, and each probe walks the run.
    private void Reserve(int count)
    {
        var length = _slots.Length;
        while (IsFull(Count + count, length)) length *= 2;
        if (length > _slots.Length) Grow(length);
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

    // At 70 % the mean probe is still below two.
    private static bool IsFull(int count, int length) => count * 10L > length * 7L;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow(int length)
    {
        var larger = new UInt128[length];
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
