namespace EduDx.Ops.Audit;

/// <summary>How many refusals are still written down: a burst, and one a second. Who is refused a million times a minute must not fill the disk.</summary>
internal sealed class RefusalBudget(int burst, TimeProvider time)
{
    private double _left = burst;
    private long _at = time.GetTimestamp();

    /// <summary>Refusals that were only counted since the last one that was written down.</summary>
    public long Counted { get; private set; }

    /// <summary>All refusals that were only counted.</summary>
    public long Total { get; private set; }

    /// <summary>Takes one; false when it is only counted.</summary>
    public bool Take()
    {
        _left = Math.Min(burst, _left + time.GetElapsedTime(_at).TotalSeconds);
        _at = time.GetTimestamp();
        if (_left < 1)
        {
            (Counted, Total) = (Counted + 1, Total + 1);
            return false;
        }
        _left--;
        return true;
    }

    /// <summary>The count, which begins again at 0.</summary>
    public long TakeCounted()
    {
        var counted = Counted;
        Counted = 0;
        return counted;
    }
}
