namespace EduDx.Live.Devices;

/// <summary>
/// Which counters of a source were seen, by boot: closed intervals, sorted. What is between two intervals of a boot never came.
/// Any order and any repeat give the same set.
/// </summary>
public sealed class SequenceSet
{
    // A source that counts at random would make an interval of each event.
    private const int MaxIntervals = 4096;

    private readonly List<(uint Boot, ulong From, ulong To)> _intervals = [];

    /// <summary>The intervals, for a snapshot.</summary>
    public IReadOnlyList<(uint Boot, ulong From, ulong To)> Intervals => _intervals;

    /// <summary>Counters between the first and the last of each boot that were not seen.</summary>
    public long Missed
    {
        get
        {
            long missed = 0;
            for (var i = 1; i < _intervals.Count; i++)
            {
                if (_intervals[i].Boot == _intervals[i - 1].Boot) missed += (long)Math.Min(_intervals[i].From - _intervals[i - 1].To - 1, int.MaxValue);
            }
            return missed;
        }
    }

    /// <summary>Boots that were seen.</summary>
    public int Boots
    {
        get
        {
            var boots = _intervals.Count == 0 ? 0 : 1;
            for (var i = 1; i < _intervals.Count; i++) boots += _intervals[i].Boot == _intervals[i - 1].Boot ? 0 : 1;
            return boots;
        }
    }

    /// <summary>Adds a counter.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(uint boot, ulong seq)
    {
        var at = _intervals.Count;
        // Nearly always the newest: look from the end.
        while (at > 0 && IsAfter(_intervals[at - 1], boot, seq)) at--;
        if (at > 0 && _intervals[at - 1] is var before && before.Boot == boot)
        {
            if (seq <= before.To) return false;
            if (seq == before.To + 1)
            {
                _intervals[at - 1] = before with { To = seq };
                if (at < _intervals.Count && _intervals[at] is var next && next.Boot == boot && next.From == seq + 1)
                {
                    _intervals[at - 1] = before with { To = next.To };
                    _intervals.RemoveAt(at);
                }
                return true;
            }
        }
        if (at < _intervals.Count && _intervals[at] is var after && after.Boot == boot && after.From == seq + 1)
        {
            _intervals[at] = after with { From = seq };
            return true;
        }
        if (_intervals.Count >= MaxIntervals) return false;
        _intervals.Insert(at, (boot, seq, seq));
        return true;
    }

    /// <summary>Puts an interval of a snapshot back; in order.</summary>
    public void Restore(uint boot, ulong from, ulong to) => _intervals.Add((boot, from, to));

    private static bool IsAfter((uint Boot, ulong From, ulong To) interval, uint boot, ulong seq) =>
        interval.Boot != boot ? interval.Boot > boot : interval.From > seq;
}
