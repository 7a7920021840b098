using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Drills;

/// <summary>
/// What a drill measured, held against its bounds. With <c>EDUDX_WRITE_RESULTS=1</c> the table is written to <c>benchmarks/results</c> and into
/// the README, with the machine and the raw fsync time beside it.
/// </summary>
internal sealed class DrillFigures(string name)
{
    // What the wall may be away for after a kill; and on a machine on which a server without a city needs longer than two seconds to start, so many times that.
    private const double ReadySeconds = 5;
    private const double ReadyToEmptyStart = 2.5;

    private readonly List<(string What, double Value, string Unit, string Bound, bool Holds)> _rows = [];

    public void Add(string what, double value, string unit, double atMost = double.MaxValue, double atLeast = double.MinValue)
    {
        var bound = atMost < double.MaxValue ? $"at most {Text(atMost)}" : atLeast > double.MinValue ? $"at least {Text(atLeast)}" : "";
        _rows.Add((what, value, unit, bound, value <= atMost && value >= atLeast));
        Console.WriteLine($"{name}: {what}: {Text(value)} {unit} {bound}");
    }

    /// <summary>Adds the time of a restart, held against the machine: the gate of 5 s is for the machine of the reference, and <c>EduDx.Load recovery</c> holds it.</summary>
    public async Task AddReadyAsync(string what, TimeSpan ready)
    {
        await using var empty = await ServerProcess.StartedAsync();
        Add("start to ready of a server without a city", empty.TimeToReady.TotalSeconds, "s");
        Add(what, ready.TotalSeconds, "s", atMost: Math.Max(ReadySeconds, ReadyToEmptyStart * empty.TimeToReady.TotalSeconds));
    }

    /// <summary>Writes the table when asked to, and fails when a figure is out of its bound.</summary>
    public void Judge()
    {
        if (Environment.GetEnvironmentVariable("EDUDX_WRITE_RESULTS") == "1") Write();
        var broken = _rows.Where(r => !r.Holds).Select(r => $"{r.What}: {Text(r.Value)} {r.Unit}, {r.Bound}").ToArray();
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    private void Write()
    {
        var table = new StringBuilder("| what | measured | bound |\n|---|---:|---|\n");
        foreach (var (what, value, unit, bound, _) in _rows) table.Append(CultureInfo.InvariantCulture, $"| {what} | {Text(value)} {unit} | {bound} |\n");
        var machine = $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; raw fsync of 4 KiB: {FsyncMicroseconds():0} µs (median of 50)";
        var text = $"{machine}; commit {Commit()}.\n\n{table}";
        File.WriteAllText(Path.Combine(Repo.Root, "benchmarks", "results", $"{name}.md"), $"# {name}\n\n{text}");
        if (name != "morning-duckdb") return;
        var readme = Path.Combine(Repo.Root, "README.md");
        var lines = File.ReadAllText(readme);
        const string begin = "<!-- measured:begin -->", end = "<!-- measured:end -->";
        var (from, to) = (lines.IndexOf(begin, StringComparison.Ordinal) + begin.Length, lines.IndexOf(end, StringComparison.Ordinal));
        File.WriteAllText(readme, $"{lines[..from]}\nThe whole reference morning as fast as it is acknowledged, load generator on the same cores (`MorningTests`): {text}{lines[to..]}");
    }

    private static double FsyncMicroseconds()
    {
        var path = Path.GetTempFileName();
        var times = new List<double>();
        using (var file = new FileStream(path, FileMode.Create))
        {
            var block = new byte[4096];
            for (var i = 0; i < 50; i++)
            {
                var start = System.Diagnostics.Stopwatch.GetTimestamp();
                file.Write(block);
                file.Flush(flushToDisk: true);
                times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }
        File.Delete(path);
        return times.Order().ElementAt(25);
    }

    private static string Commit()
    {
        using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["-C", Repo.Root, "rev-parse", "--short", "HEAD"]) { RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private static string Text(double value) => value.ToString(Math.Abs(value) < 100 && value != Math.Floor(value) ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
