using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

/// <summary>Counts the outcomes of one file and keeps the first of each.</summary>
internal sealed class DifferenceCounter(string file)
{
    private const int Examples = 20;
    private readonly List<string>[] _first = [[], [], []];
    private readonly int[] _counts = new int[3];

    /// <summary>Counts one identity; its name is asked for only when it will be shown.</summary>
    public void Count(Outcome outcome, Func<string> identity)
    {
        if (outcome == Outcome.Same) return;
        var at = (int)outcome - 1;
        if (_counts[at]++ < Examples) _first[at].Add(identity());
    }

    /// <summary>The figures.</summary>
    public FileDifference Result() => new(file, List(Outcome.Added), List(Outcome.Changed), List(Outcome.Ended));

    private DifferenceList List(Outcome outcome) => new(_counts[(int)outcome - 1], _first[(int)outcome - 1]);
}
