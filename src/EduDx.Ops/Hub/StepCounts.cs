namespace EduDx.Ops.Hub;

/// <summary>How many events came in each of the last two minutes' steps of two seconds. One caller at a time.</summary>
internal sealed class StepCounts(TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);
    private const int Steps = 60;

    private readonly Queue<double> _counts = new();
    private long _start = time.GetTimestamp();
    private long _before;

    /// <summary>Events of each step, oldest first, at most 60.</summary>
    public double[] Counts => [.. _counts];

    /// <summary>Ends the steps that are due. A look that comes late spreads what it finds over the steps that passed: what is drawn adds up to what came.</summary>
    /// <param name="total">Events since the process started.</param>
    public void Take(long total)
    {
        var passed = (long)(time.GetElapsedTime(_start) / Step);
        if (passed == 0) return;
        for (var step = Math.Min(passed, Steps); step > 0; step--) _counts.Enqueue((total - _before) / (double)passed);
        while (_counts.Count > Steps) _counts.Dequeue();
        _start += passed * (long)Step.TotalSeconds * time.TimestampFrequency;
        _before = total;
    }
}
