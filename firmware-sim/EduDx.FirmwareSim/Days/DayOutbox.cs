using EduDx.Contracts.Ingest.V1;

namespace EduDx.FirmwareSim.Days;

/// <summary>
/// Holds events until they are delivered: most at once, some behind newer ones, some twice. Keeps no more than the longest delay holds.
/// </summary>
public sealed class DayOutbox(int seed, double duplicates, double reorder)
{
    private const int LongestDelayMs = 20_000;
    private readonly PriorityQueue<Event, long> _later = new();
    private SeededRandom _random = new(seed, 19UL << 56);

    /// <summary>Sendings that repeat one.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Events that wait.</summary>
    public int Waiting => _later.Count;

    /// <summary>Takes what happened, and gives what is delivered by <paramref name="nowMs"/>.</summary>
    public List<Event> Turn(List<Event> happened, long nowMs)
    {
        var deliver = new List<Event>(happened.Count);
        foreach (var e in happened)
        {
            if (_random.Chance(reorder)) _later.Enqueue(e, nowMs + _random.Next(LongestDelayMs));
            else deliver.Add(e);
            if (!_random.Chance(duplicates)) continue;
            _later.Enqueue(e, nowMs + _random.Next(LongestDelayMs));
            Duplicates++;
        }
        while (_later.TryPeek(out var next, out var at) && at <= nowMs)
        {
            _later.Dequeue();
            deliver.Add(next);
        }
        return deliver;
    }
}
