using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>The samples of one dish of one meal of one kitchen, whatever the day: the instants at which one was kept and thrown away.</summary>
internal sealed class SampleTrack
{
    // A kitchen keeps one sample a dish and day; the rest is in the log.
    private const int MaxInstants = 1_000;

    private readonly SortedDictionary<long, (Stamp At, string Fridge)> _taken = [];
    private readonly SortedSet<long> _discarded = [];

    /// <summary>Instants at which a sample was kept, Unix milliseconds, with its fridge.</summary>
    public IEnumerable<(long TakenMs, string Fridge)> Taken => _taken.Select(t => (t.Key, t.Value.Fridge));

    /// <summary>Newest instant of all, Unix milliseconds.</summary>
    public long LastMs => Math.Max(_taken.Count == 0 ? 0 : _taken.Keys.Last(), _discarded.Max);

    /// <summary>Notes an event.</summary>
    public void Fold(in EventHeader e, in SampleBody body)
    {
        var stamp = new Stamp(e.AtMs, e.Id);
        if (_taken.Count + _discarded.Count >= MaxInstants) return;
        if (body.State == SampleState.Discarded) _discarded.Add(e.AtMs);
        else if (!_taken.TryGetValue(e.AtMs, out var before) || stamp.IsAfter(before.At)) _taken[e.AtMs] = (stamp, body.Fridge);
    }

    /// <summary>
    /// When the sample of an instant was thrown away; 0 while it is held. What is thrown away is the oldest that is held: rice of yesterday goes after rice of today was kept.
    /// </summary>
    public long DiscardedMs(long takenMs)
    {
        using var discarded = _discarded.GetEnumerator();
        var any = discarded.MoveNext();
        foreach (var taken in _taken.Keys)
        {
            while (any && discarded.Current < taken) any = discarded.MoveNext();
            if (taken == takenMs) return any ? discarded.Current : 0;
            if (any) any = discarded.MoveNext();
        }
        return 0;
    }

    /// <summary>Forgets what was before an instant.</summary>
    public void DropBefore(long ms)
    {
        foreach (var at in _taken.Keys.TakeWhile(t => t < ms).ToArray()) _taken.Remove(at);
        _discarded.RemoveWhere(at => at < ms);
    }

    /// <summary>Writes it into a snapshot.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(_taken.Count);
        foreach (var (_, (at, fridge)) in _taken)
        {
            at.Write(to);
            to.Write(fridge);
        }
        to.Write(_discarded.Count);
        foreach (var at in _discarded) to.Write(at);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static SampleTrack Load(BinaryReader from)
    {
        var track = new SampleTrack();
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var at = Stamp.Read(from);
            track._taken[at.AtMs] = (at, from.ReadString());
        }
        for (var n = from.ReadInt32(); n > 0; n--) track._discarded.Add(from.ReadInt64());
        return track;
    }
}
