using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using EduDx.History.Influx;
using EduDx.Live.Attendance;

namespace EduDx.Benchmarks;

/// <summary>A scan as a line of line protocol.</summary>
[MemoryDiagnoser]
public class HistoryEncodeBenchmarks
{
    private const int Rows = 1_000;

    private readonly ScanRow[] _rows = [.. Enumerable.Range(0, Rows).Select(HistoryRows.Scan)];
    private readonly LineProtocolEncoder _lines = new(1 << 20);

    /// <summary>Strings, joined and encoded at the end.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public int NaiveStrings()
    {
        var lines = new StringBuilder();
        foreach (var row in _rows)
        {
            var tags = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["commune"] = row.Commune.ToString(CultureInfo.InvariantCulture),
                ["dir"] = row.Direction.ToString(CultureInfo.InvariantCulture),
                ["group"] = row.Group.ToString(CultureInfo.InvariantCulture),
                ["school"] = row.School.ToString(CultureInfo.InvariantCulture),
                ["source"] = row.Source.ToString(CultureInfo.InvariantCulture),
                ["staff"] = row.IsStaff ? "t" : "f",
            };
            lines.Append("scan,").AppendJoin(',', tags.Select(t => $"{t.Key}={t.Value}"))
                .Append(CultureInfo.InvariantCulture, $" person={row.Person}i,verdict={row.Verdict}i {row.AtMs * 1_000_000}\n");
        }
        return Encoding.UTF8.GetBytes(lines.ToString()).Length;
    }

    /// <summary>UTF-8 into one kept buffer.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int LineProtocol()
    {
        _lines.Clear();
        foreach (var row in _rows) InfluxPoints.Scan(_lines, row);
        return _lines.Written.Length;
    }
}
