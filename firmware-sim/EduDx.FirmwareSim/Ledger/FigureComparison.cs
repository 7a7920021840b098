using EduDx.Contracts.Frames;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Counts compared figures and keeps the differences; used from several threads.</summary>
public sealed class FigureComparison
{
    private const int Kept = 100_000;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private long _compared;
    private long _differences;

    /// <summary>How many figures were compared.</summary>
    public long Compared => Interlocked.Read(ref _compared);
    /// <summary>How many of them differ.</summary>
    public long Differences => Interlocked.Read(ref _differences);
    /// <summary>The differences, one a line.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Compares one figure.</summary>
    public void Figure(string where, string name, long truth, long? shown)
    {
        Interlocked.Increment(ref _compared);
        if (truth == shown) return;
        Differ($"{where}: {name} is {shown?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"}, the ledger has {truth}");
    }

    /// <summary>Compares all figures of a node.</summary>
    public void Figures(string where, AttendanceFigures truth, AttendanceFigures shown)
    {
        foreach (var name in FigureNames.All) Figure(where, name, FigureNames.Value(truth, name), FigureNames.Value(shown, name));
    }

    /// <summary>Records a difference that is not about a figure.</summary>
    public void Differ(string line)
    {
        Interlocked.Increment(ref _differences);
        lock (_lock)
        {
            if (_lines.Count < Kept) _lines.Add(line);
        }
    }
}
