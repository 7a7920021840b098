using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>What a class said of the naps of one day: sets only, so that any order and any repeat give the same.</summary>
internal sealed class NapLog
{
    // A source that invents naps must not fill the memory; the rest is in the log.
    private const int MaxWords = 5_000;

    /// <summary>Who fell asleep and woke.</summary>
    public HashSet<NapWord> Words { get; } = [];

    /// <summary>Instants at which an adult looked after the sleepers, Unix milliseconds.</summary>
    public HashSet<long> Checks { get; } = [];

    /// <summary>Notes an event.</summary>
    /// <returns>False when it says nothing new.</returns>
    public bool Fold(in EventHeader e, in NapBody body)
    {
        if (body.State == NapState.Check) return Checks.Count < MaxWords && Checks.Add(e.AtMs);
        return Words.Count < MaxWords && Words.Add(new NapWord(body.Child, new Stamp(e.AtMs, e.Id), body.State));
    }

    /// <summary>The words by child, then in the order they were spoken.</summary>
    public NapWord[] Sorted()
    {
        var words = Words.ToArray();
        Array.Sort(words, (a, b) => a.Child != b.Child ? a.Child.CompareTo(b.Child) : a.At == b.At ? a.State.CompareTo(b.State) : a.At.IsAfter(b.At) ? 1 : -1);
        return words;
    }
}

/// <summary>A child fell asleep or woke.</summary>
/// <param name="Child">Registry key.</param>
/// <param name="At">When.</param>
/// <param name="State">Asleep or awake.</param>
public readonly record struct NapWord(int Child, Stamp At, NapState State);
