using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>Why a nap log is not plausible.</summary>
[Flags]
public enum NapDoubts : byte
{
    /// <summary>It is plausible.</summary>
    None = 0,
    /// <summary>The children fell asleep in the same second.</summary>
    SameSecond = 1,
    /// <summary>They slept for the same time, to the second.</summary>
    SameLength = 2,
    /// <summary>All checks stand on the minute, equally spaced.</summary>
    OnTheMinute = 4,
}

/// <summary>One sleep of one child. Instants are Unix milliseconds.</summary>
/// <param name="Child">Registry key.</param>
/// <param name="FromMs">Fell asleep.</param>
/// <param name="ToMs">Woke; the tick while the child sleeps.</param>
/// <param name="IsOpen">True while the child sleeps.</param>
public readonly record struct Sleep(int Child, long FromMs, long ToMs, bool IsOpen);

/// <summary>The rules of naps, each a pure function (docs/care.md).</summary>
public static class NapRules
{
    /// <summary>A child who slept less than this share of the norm slept too short.</summary>
    public const double ShortShare = 0.6;

    // Fewer say nothing: two children who fall asleep together are no copy.
    private const int LeastSleepers = 5;
    private const int LeastChecks = 4;
    private const double Most = 0.8;

    /// <summary>The sleeps of words that are sorted by child and stamp: from a word asleep to the next word awake, an open one until the tick.</summary>
    public static Sleep[] Sleeps(ReadOnlySpan<NapWord> words, long nowMs)
    {
        var sleeps = new List<Sleep>();
        var from = 0L;
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (i > 0 && words[i - 1].Child != word.Child) from = 0;
            if (word.State == NapState.Asleep)
            {
                if (from == 0) from = word.At.AtMs;
            }
            else if (from != 0)
            {
                sleeps.Add(new Sleep(word.Child, from, word.At.AtMs, false));
                from = 0;
            }
            var isLast = i + 1 == words.Length || words[i + 1].Child != word.Child;
            if (isLast && from != 0) sleeps.Add(new Sleep(word.Child, from, Math.Max(from, nowMs), true));
        }
        return [.. sleeps];
    }

    /// <summary>
    /// Checks due and missed while a class sleeps. Between two marks (the beginning, each check, the end) as many were missed as whole
    /// distances fit in beyond the first, the grace taken off.
    /// </summary>
    /// <param name="fromMs">The first child fell asleep.</param>
    /// <param name="toMs">The last one woke, or the tick.</param>
    /// <param name="checks">Distinct instants of checks, sorted.</param>
    /// <param name="everyMinutes">Minutes between checks.</param>
    /// <param name="graceMinutes">Minutes by which a check may be late.</param>
    public static (int Due, int Missed) Checks(long fromMs, long toMs, ReadOnlySpan<long> checks, int everyMinutes, int graceMinutes)
    {
        var (given, missed, last) = (0, 0, fromMs);
        foreach (var at in checks)
        {
            if (at <= fromMs || at > toMs) continue;
            given++;
            missed += Missed(at - last, everyMinutes, graceMinutes);
            last = at;
        }
        missed += Missed(toMs - last, everyMinutes, graceMinutes);
        return (given + missed, missed);
    }

    /// <summary>How implausible a log is, 0 to 100, and why.</summary>
    public static (int Doubt, NapDoubts Why) Doubt(ReadOnlySpan<NapWord> words, ReadOnlySpan<Sleep> sleeps, ReadOnlySpan<long> checks)
    {
        var why = NapDoubts.None;
        var asleep = new List<long>();
        foreach (var word in words)
        {
            if (word.State == NapState.Asleep) asleep.Add(word.At.AtMs / 1000);
        }
        var lengths = new List<long>();
        foreach (var sleep in sleeps)
        {
            if (!sleep.IsOpen) lengths.Add((sleep.ToMs - sleep.FromMs) / 1000);
        }
        if (AreMostlyOne(asleep)) why |= NapDoubts.SameSecond;
        if (AreMostlyOne(lengths)) why |= NapDoubts.SameLength;
        if (IsOnTheMinute(checks)) why |= NapDoubts.OnTheMinute;
        var doubt = why.HasFlag(NapDoubts.SameSecond) ? 90 : why.HasFlag(NapDoubts.SameLength) ? 80 : why != NapDoubts.None ? 70 : 0;
        return (doubt, why);
    }

    private static int Missed(long gapMs, int everyMinutes, int graceMinutes) =>
        Math.Max(0, (int)Math.Ceiling((gapMs / 60_000.0 - graceMinutes) / everyMinutes) - 1);

    private static bool AreMostlyOne(List<long> values) =>
        values.Count >= LeastSleepers && values.CountBy(v => v).Max(c => c.Value) >= Most * values.Count;

    private static bool IsOnTheMinute(ReadOnlySpan<long> checks)
    {
        if (checks.Length < LeastChecks) return false;
        for (var i = 0; i < checks.Length; i++)
        {
            if (checks[i] / 1000 % 60 != 0) return false;
            if (i > 1 && checks[i] / 1000 - checks[i - 1] / 1000 != checks[1] / 1000 - checks[0] / 1000) return false;
        }
        return true;
    }
}
