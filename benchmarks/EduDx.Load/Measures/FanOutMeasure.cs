using System.Diagnostics;

namespace EduDx.Load.Measures;

/// <summary>
/// A thousand walls of the reference city's overview while scans arrive: how many frames a second each gets, and how old a frame is when it
/// comes; then a tenth and ten times as many. Afterwards a thousand walls take frames of the same size from a sender that builds none: what they take there is the generator's limit.
/// </summary>
internal static class FanOutMeasure
{
    private const int Walls = 1000;
    private const int Factor = 10;
    private const int PerSecond = 200;
    private const int Connections = 50;
    private const int PushSeconds = 5;

    public static async Task<Figure[]> RunAsync(string city, double seconds, double warmup)
    {
        var machine = Machine.Lines(RawFsync.Measure());
        var live = await LiveAsync(city, Walls, seconds, warmup);
        var (few, many) = (await LiveAsync(city, Walls / Factor, seconds / 2, warmup), await LiveAsync(city, Walls * Factor, seconds / 2, warmup));
        var limit = await LimitAsync(live.Size);
        var (all, median) = (live.Rates.Sum(), live.Rates[Walls / 2]);
        Figure[] figures = [new("fan_out_p99_ms", live.AgeP99Ms), new("fan_out_frames_a_second", median), new("fan_out_generator", limit / all)];
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            | walls | frames/s, all | frames/s of a wall: fewest | median | age p50 ms | age p99 ms | age largest ms | KiB a frame | server, cores | generator, cores |
            |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            {few}
            {live}
            {many}

            The generator's limit: its {Walls} walls take {limit:#,0} frames/s of {live.Size / 1024.0:0} KiB from a sender that has one frame ready.
            """);
        var method = string.Create(CultureInfo.InvariantCulture,
            $"the reference city; walls of its overview, each a WebSocket of its own; {PerSecond} scans/s over {Connections} connections, each the arrival of another pupil; {seconds} s after {warmup} s of warm-up (half of that with {Walls / Factor} and {Walls * Factor} walls, on servers of their own); figures are those of {Walls} walls; age from the server's time in the frame to its last byte at the wall");
        Page.Write("fan-out", machine, method, $"{table}\n\n{Gate.Table(figures)}", new { Few = few, Live = live, Many = many, Limit = limit });
        return figures;
    }

    private static async Task<Seen> LiveAsync(string city, int walls, double seconds, double warmup)
    {
        var kiosks = Pupils.Kiosks(city, Connections, PerSecond * (seconds + warmup + 5));
        await using var ops = await OpsPeer.StartedAsync(city);
        await using var crowd = new WallCrowd(walls, await ops.AheadAsync());
        await crowd.OpenAsync(ops.HttpPort);
        using var load = await Pupils.ArriveAsync(ops, kiosks, PerSecond);
        using var stop = new CancellationTokenSource();
        var sending = load.RunAsync(stop.Token);
        await crowd.WatchAsync(TimeSpan.FromSeconds(warmup));

        var before = (crowd.Frames, crowd.Received, Server: ops.ProcessorTime, Generator: Process.GetCurrentProcess().TotalProcessorTime, At: Stopwatch.GetTimestamp());
        var ages = await crowd.WatchAsync(TimeSpan.FromSeconds(seconds));
        var elapsed = Stopwatch.GetElapsedTime(before.At);
        double[] rates = [.. crowd.Frames.Zip(before.Frames, (now, then) => (now - then) / elapsed.TotalSeconds).Order()];
        var (server, generator) = ((ops.ProcessorTime - before.Server) / elapsed, (Process.GetCurrentProcess().TotalProcessorTime - before.Generator) / elapsed);
        var size = (int)((crowd.Received - before.Received) / (elapsed.TotalSeconds * rates.Sum()));
        await stop.CancelAsync();
        return new(rates, Ms(50), Ms(99), Ms(100), size, server, generator, await sending);

        double Ms(double percentile) => ages.GetValueAtPercentile(percentile) / 1e3;
    }

    /// <returns>Frames a second that all walls take of a sender that builds none.</returns>
    private static async Task<double> LimitAsync(int size)
    {
        await using var pusher = new ChildPeer("frames", "sends one frame again and again: the generator's limit", size);
        await pusher.StartAsync();
        await using var crowd = new WallCrowd(Walls, TimeSpan.Zero);
        await crowd.OpenAsync(pusher.Port);
        await crowd.WatchAsync(TimeSpan.FromSeconds(PushSeconds));
        var (before, at) = (crowd.Frames.Sum(), Stopwatch.GetTimestamp());
        await crowd.WatchAsync(TimeSpan.FromSeconds(PushSeconds));
        return (crowd.Frames.Sum() - before) / Stopwatch.GetElapsedTime(at).TotalSeconds;
    }

    /// <param name="Rates">Frames a second of each wall, the fewest first.</param>
    /// <param name="AgeP50Ms">Median age of a frame, milliseconds.</param>
    /// <param name="AgeP99Ms">The same, 99 of 100.</param>
    /// <param name="AgeMaxMs">The oldest.</param>
    /// <param name="Size">Bytes a frame.</param>
    /// <param name="ServerCores">Processor time of the server, cores.</param>
    /// <param name="GeneratorCores">The same of this process.</param>
    /// <param name="Load">The scans.</param>
    private sealed record Seen(double[] Rates, double AgeP50Ms, double AgeP99Ms, double AgeMaxMs, int Size, double ServerCores, double GeneratorCores, PacedResult Load)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"| {Rates.Length:#,0} | {Rates.Sum():#,0} | {Rates[0]:0.00} | {Rates[Rates.Length / 2]:0.00} | {AgeP50Ms:0} | {AgeP99Ms:0} | {AgeMaxMs:0} | {Size / 1024.0:0} | {ServerCores:0.00} | {GeneratorCores:0.00} |");
    }
}
