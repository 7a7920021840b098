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

    /// <summary>Points as the official client shapes them, one line each, joined and encoded at the end.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public int NaivePoints()
    {
        var lines = new StringBuilder();
        foreach (var row in _rows) lines.Append(Point(row).ToLineProtocol()).Append('\n');
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

    private static ImmutablePoint Point(in ScanRow row) => ImmutablePoint.Measurement("scan")
        .Tag("commune", row.Commune.ToString(CultureInfo.InvariantCulture))
        .Tag("dir", row.Direction.ToString(CultureInfo.InvariantCulture))
        .Tag("group", row.Group.ToString(CultureInfo.InvariantCulture))
        .Tag("school", row.School.ToString(CultureInfo.InvariantCulture))
        .Tag("source", row.Source.ToString(CultureInfo.InvariantCulture))
        .Tag("staff", row.IsStaff ? "t" : "f")
        .Field("person", row.Person)
        .Field("verdict", row.Verdict)
        .Timestamp(row.AtMs * 1_000_000);
}
