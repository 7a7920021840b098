using System.Diagnostics;

namespace EduDx.Load.Measures;

/// <summary>How the cost grows with the city: a tenth of the reference city, the reference city, and ten of them on one server.</summary>
internal static class ScaleMeasure
{
    private const int PerSecond = 500;
    private const int Kiosks = 50;

    private static readonly double[] s_scales = [0.1, 1, 10];
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(5);

    public static async Task<Figure[]> RunAsync(Cities cities, double seconds, double warmup)
    {
        var machine = Machine.Lines(RawFsync.Measure());
        var runs = new List<Run>();
        foreach (var scale in s_scales)
        {
            runs.Add(await OneAsync(await cities.OfScaleAsync(scale), scale, seconds, warmup));
            Console.Error.WriteLine(runs[^1]);
        }

        var rows = string.Join('\n', runs.Select(r => string.Create(CultureInfo.InvariantCulture,
            $"| {r.Scale} | {r.Import:0.0} | {r.Ready:0.0} | {r.Megabytes:0} | {r.PerSecond:#,0} | {r.P50Ms:0} | {r.P99Ms:0} | {r.FrameKiB:0} | {r.Cores:0.00} |")));
        var table = $"""
            | reference cities | first start with import, s | ready again, s | memory at rest, MB | durable ingest, messages/s | scan to frame p50 ms | p99 ms | frame, KiB | cores at {PerSecond} scans/s, a wall watching |
            |---:|---:|---:|---:|---:|---:|---:|---:|---:|
            {rows}
            """;
        var method = string.Create(CultureInfo.InvariantCulture,
            $"a server of its own for each size; memory some seconds after the second start; ingest as in `ingest`, {MqttLoad.Connections} connections with {MqttLoad.InFlight} in flight for {seconds} s after {warmup} s; then {PerSecond} scans/s over {Kiosks} connections, each scan the arrival of another pupil, and one wall of the city's overview, for {seconds} s after {warmup} s");
        Page.Write("scale", machine, method, table, runs);
        return [];
    }

    private static async Task<Run> OneAsync(string city, double scale, double seconds, double warmup)
    {
        await using var ops = await OpsPeer.StartedAsync(city);
        var import = ops.TimeToReady.TotalSeconds;
        await ops.KillAsync();
        await ops.StartAsync();
        var ready = ops.TimeToReady.TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(5));
        var megabytes = ops.WorkingSet / 1e6;

        var closed = new MqttLoad(Kiosk.Of(city), await ops.NowAsync());
        await closed.RunAsync(ops.Port, TimeSpan.FromSeconds(warmup));
        await ops.DrainedAsync(DrainLimit);
        var ingest = await closed.RunAsync(ops.Port, TimeSpan.FromSeconds(seconds));
        await ops.DrainedAsync(DrainLimit);

        var length = TimeSpan.FromSeconds(warmup + seconds);
        var kiosks = Pupils.Kiosks(city, Kiosks, PerSecond * (length.TotalSeconds + 1));
        await using var wall = await ReadWall.OpenAsync(ops.HttpPort);
        using var load = await Pupils.ArriveAsync(ops, kiosks, PerSecond);
        var (cpu, began) = (ops.ProcessorTime, Stopwatch.GetTimestamp());
        await load.RunAsync(length);
        var cores = (ops.ProcessorTime - cpu) / Stopwatch.GetElapsedTime(began);
        var after = await ops.DrainedAsync(DrainLimit);
        await wall.UntilAsync(after.Stored);
        await wall.DisposeAsync();
        await ops.KillAsync();
        var latency = LatencyMeasure.Latency(Path.Combine(ops.Data, "log"), load, wall.Frames, began + (long)(warmup * Stopwatch.Frequency));
        return new(scale, import, ready, megabytes, ingest.PerSecond, Ms(50), Ms(99), wall.FrameKiB, cores);

        double Ms(double percentile) => latency.GetValueAtPercentile(percentile) * 1e3 / Stopwatch.Frequency;
    }

    private sealed record Run(double Scale, double Import, double Ready, double Megabytes, double PerSecond, double P50Ms, double P99Ms, double FrameKiB, double Cores);
}
