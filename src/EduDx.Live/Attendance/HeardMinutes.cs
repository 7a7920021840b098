namespace EduDx.Live.Attendance;

/// <summary>In which minutes of a local day a kiosk was heard: one bit a minute, so that any order and any repeat give the same.</summary>
internal sealed class HeardMinutes
{
    private const int Words = 24 * 60 / 64 + 1;

    private readonly ulong[] _bits;

    public HeardMinutes(int kiosks) => _bits = new ulong[kiosks * Words];

    public ReadOnlySpan<ulong> Bits => _bits;

    public void Restore(ReadOnlySpan<ulong> bits) => bits.CopyTo(_bits);

    public bool Mark(int kiosk, int minute)
    {
        ref var word = ref _bits[kiosk * Words + minute / 64];
        var before = word;
        word |= 1UL << (minute % 64);
        return word != before;
    }

    public void CopyFrom(HeardMinutes other, int from, int to) =>
        other._bits.AsSpan(from * Words, Words).CopyTo(_bits.AsSpan(to * Words));

    public bool IsHeard(int kiosk, int minute) => (_bits[kiosk * Words + minute / 64] >> (minute % 64) & 1) == 1;

    /// <summary>True when [from, to) has no run of <paramref name="silent"/> minutes in which none of the kiosks was heard.</summary>
    public bool Covers(ReadOnlySpan<int> kiosks, int from, int to, int silent)
    {
        var run = 0;
        for (var minute = from; minute < to; minute++)
        {
            run = AnyHeard(kiosks, minute) ? 0 : run + 1;
            if (run >= silent) return false;
        }
        return true;
    }

    private bool AnyHeard(ReadOnlySpan<int> kiosks, int minute)
    {
        foreach (var kiosk in kiosks)
        {
            if (IsHeard(kiosk, minute)) return true;
        }
        return false;
    }
}
