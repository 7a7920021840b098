using System.Diagnostics;

namespace EduDx.Load.Generator;

/// <summary>When the scans of one connection are due: evenly, those of all connections in turn.</summary>
/// <param name="Start">Stopwatch time at which the first scan of all is due.</param>
/// <param name="PerSecond">Scans a second of all connections together.</param>
/// <param name="Connections">How many there are.</param>
/// <param name="Index">Which of them.</param>
internal sealed record Pace(long Start, double PerSecond, int Connections, int Index)
{
    /// <summary>Stopwatch time at which scan <paramref name="n"/> of the connection is due.</summary>
    public long DueAt(long n) => Start + (long)((n * Connections + Index) / PerSecond * Stopwatch.Frequency);

    /// <summary>How many scans of the connection are due by then.</summary>
    public long DueBy(long timestamp)
    {
        var all = (timestamp - Start) / (double)Stopwatch.Frequency * PerSecond;
        return all < Index ? 0 : (long)((all - Index) / Connections) + 1;
    }
}
