using System.Numerics;
using System.Runtime.InteropServices;

namespace EduDx.Live.Figures;

/// <summary>Minutes of a local day, for several sources: one bit a minute, so that any order and any repeat give the same.</summary>
internal sealed class MinuteBits
{
    private const int Words = 24 * 60 / 64 + 1;

    private readonly ulong[] _bits;

    public MinuteBits(int sources) => _bits = new ulong[sources * Words];

    public bool Mark(int source, int minute)
    {
        ref var word = ref _bits[source * Words + minute / 64];
        var before = word;
        word |= 1UL << (minute % 64);
        return word != before;
    }

    public bool IsSet(int source, int minute) => (_bits[source * Words + minute / 64] >> (minute % 64) & 1) == 1;

    /// <summary>First minute that is set of any source; -1 for none.</summary>
    public int First()
    {
        for (var word = 0; word < Words; word++)
        {
            var any = 0UL;
            for (var at = word; at < _bits.Length; at += Words) any |= _bits[at];
            if (any != 0) return word * 64 + BitOperations.TrailingZeroCount(any);
        }
        return -1;
    }

    /// <summary>Set minutes of a source in [from, to).</summary>
    public int Count(int source, int from, int to)
    {
        var count = 0;
        for (var word = from / 64; word * 64 < to; word++)
        {
            var bits = _bits[source * Words + word];
            if (word * 64 < from) bits &= ulong.MaxValue << (from % 64);
            if (to < word * 64 + 64) bits &= (1UL << (to % 64)) - 1;
            count += BitOperations.PopCount(bits);
        }
        return count;
    }

    /// <summary>Minutes that are set of a source and of a source of <paramref name="other"/>.</summary>
    public int CountBoth(int source, MinuteBits other, int otherSource)
    {
        var count = 0;
        for (var word = 0; word < Words; word++) count += BitOperations.PopCount(_bits[source * Words + word] & other._bits[otherSource * Words + word]);
        return count;
    }

    /// <summary>Sets the minutes in [from, to).</summary>
    public void MarkRange(int source, int from, int to)
    {
        for (var minute = Math.Max(0, from); minute < Math.Min(to, 24 * 60); minute++) Mark(source, minute);
    }

    /// <summary>Sets what is set of a source of <paramref name="other"/>.</summary>
    public void Unite(int source, MinuteBits other, int otherSource)
    {
        for (var word = 0; word < Words; word++) _bits[source * Words + word] |= other._bits[otherSource * Words + word];
    }

    /// <summary>True when nothing of a source is set.</summary>
    public bool IsEmpty(int source) => !_bits.AsSpan(source * Words, Words).ContainsAnyExcept(0UL);

    /// <summary>Writes the minutes of a source.</summary>
    public void Save(BinaryWriter to, int source) => to.Write(MemoryMarshal.AsBytes(_bits.AsSpan(source * Words, Words)));

    /// <summary>Reads what <see cref="Save"/> wrote; a source of -1 is left out.</summary>
    public void Load(BinaryReader from, int source)
    {
        Span<ulong> bits = stackalloc ulong[Words];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(bits));
        if (source >= 0) bits.CopyTo(_bits.AsSpan(source * Words, Words));
    }

    /// <summary>True when [from, to) has no run of <paramref name="silent"/> minutes in which none of the sources is set.</summary>
    public bool Covers(ReadOnlySpan<int> sources, int from, int to, int silent)
    {
        var run = 0;
        for (var minute = from; minute < to; minute++)
        {
            run = AnySet(sources, minute) ? 0 : run + 1;
            if (run >= silent) return false;
        }
        return true;
    }

    private bool AnySet(ReadOnlySpan<int> sources, int minute)
    {
        foreach (var source in sources)
        {
            if (IsSet(source, minute)) return true;
        }
        return false;
    }
}
