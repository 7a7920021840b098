using EduDx.Contracts.Ingest.V1;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>What is true of the nap of one class, from what its tablet sent.</summary>
public sealed class NapTruth
{
    private const long Minute = 60_000;
    private readonly List<(long At, string Child, bool Asleep)> _words = [];
    private readonly SortedSet<long> _checks = [];

    /// <summary>Takes an event.</summary>
    public void Take(Event e)
    {
        if (e.Nap.State == Nap.Types.State.Check) _checks.Add(e.AtMs);
        else _words.Add((e.AtMs, e.Nap.Child, e.Nap.State == Nap.Types.State.Asleep));
    }

    /// <summary>Finished sleeps of each child, milliseconds.</summary>
    public Dictionary<string, List<long>> Sleeps()
    {
        var sleeps = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        foreach (var child in _words.GroupBy(w => w.Child, StringComparer.Ordinal))
        {
            long? since = null;
            foreach (var word in child.OrderBy(w => w.At))
            {
                if (word.Asleep) since ??= word.At;
                if (word.Asleep || since is not { } began) continue;
                if (!sleeps.TryGetValue(child.Key, out var lengths)) sleeps.Add(child.Key, lengths = []);
                lengths.Add(word.At - began);
                since = null;
            }
        }
        return sleeps;
    }

    /// <summary>Checks due and missed between the first child asleep and the last awake.</summary>
    public (int Due, int Missed) Checks(int everyMinutes)
    {
        if (!_words.Exists(w => w.Asleep)) return (0, 0);
        var (start, end) = (_words.Where(w => w.Asleep).Min(w => w.At), _words.Where(w => !w.Asleep).Select(w => w.At).DefaultIfEmpty(0).Max());
        long[] given = [.. _checks.Where(c => c >= start && c <= end)];
        var missed = 0;
        foreach (var (from, to) in given.Prepend(start).Zip(given.Append(end)))
        {
            missed += (int)Math.Max(0, Math.Ceiling((to - from - AgeNorm.CheckGraceMinutes * Minute) / (double)(everyMinutes * Minute)) - 1);
        }
        return (given.Length + missed, missed);
    }

    /// <summary>How implausible the log is, 0 to 100, and why.</summary>
    public (int Doubt, string[] Reasons) Doubts()
    {
        var reasons = new List<string>();
        var doubt = 0;
        Most(_words.Where(w => w.Asleep).Select(w => w.At / 1000), "sameSecond", 90);
        Most(Sleeps().Values.SelectMany(l => l).Select(l => l / 1000), "sameLength", 80);
        var gaps = _checks.Zip(_checks.Skip(1), (a, b) => (b - a) / 1000).Distinct().Count();
        if (_checks.Count >= 4 && _checks.All(c => c / 1000 % 60 == 0) && gaps == 1) Add("onTheMinute", 70);
        return (doubt, [.. reasons]);

        void Most(IEnumerable<long> values, string reason, int weight)
        {
            var counts = values.CountBy(v => v).Select(v => v.Value).ToArray();
            if (counts.Sum() >= 5 && counts.Max() >= 0.8 * counts.Sum()) Add(reason, weight);
        }

        void Add(string reason, int weight)
        {
            reasons.Add(reason);
            doubt = Math.Max(doubt, weight);
        }
    }
}
