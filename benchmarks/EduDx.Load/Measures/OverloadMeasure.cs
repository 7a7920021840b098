namespace EduDx.Load.Measures;

/// <summary>
/// Senders that want twice what the server can do, and do not slow down for it: is everything that was acknowledged stored, and does the
/// server's memory stay what it is at its own pace with as many events. That pace is measured first, with the load of <see cref="IngestMeasure"/>.
/// </summary>
internal static class OverloadMeasure
{
    private const double Factor = 2;
    private const int MostTurns = 20;

    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(10);

    public static async Task<Figure[]> RunAsync(string city, double seconds, double warmup)
    {
        await using var steady = await OpsPeer.StartedAsync(city);
        var (kiosks, now) = (Kiosk.Of(city), await steady.NowAsync());
        var closed = new MqttLoad(kiosks, now);
        await closed.RunAsync(steady.Port, TimeSpan.FromSeconds(warmup));
        await steady.DrainedAsync(DrainLimit);
        var machine = Machine.Lines(RawFsync.Measure());
        var (own, ownMemory) = await WatchedAsync(steady, () => closed.RunAsync(steady.Port, TimeSpan.FromSeconds(seconds)));
        await steady.DrainedAsync(DrainLimit);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at its own pace {own.PerSecond:0}/s, {ownMemory:0} MB"));

        var asked = Factor * own.PerSecond;
        await using var ops = await OpsPeer.StartedAsync(city);
        await new MqttLoad(kiosks, await ops.NowAsync()).RunAsync(ops.Port, TimeSpan.FromSeconds(warmup));
        var before = await ops.DrainedAsync(DrainLimit);
        using var load = await PacedLoad.ConnectedAsync(ops, [.. Enumerable.Range(0, MqttLoad.Connections).Select(i => kiosks[i % kiosks.Length])], asked);
        var (over, memory) = await WatchedAsync(ops, () => load.RunAsync(TimeSpan.FromSeconds(seconds)));
        var after = await ops.DrainedAsync(DrainLimit);
        var (stored, rejected) = (after.Stored - before.Stored, after.Rejected - before.Rejected);
        var control = await ToTheSameCountAsync(steady, closed, own.PerSecond, after.Stored, ownMemory);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"overload {memory:0} MB, its own pace to as many events {control:0} MB"));
        Figure[] figures = [new("overload_unequal", Math.Abs(over.Acked - stored) + rejected), new("overload_memory", memory / control)];
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            | | asked for, messages/s | sent, messages/s | acknowledged | stored | p50 ms | p99 ms | most memory, MB | generator, cores |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|
            | at its own pace | | {own.PerSecond:#,0} | {own.Messages:#,0} | | {own.P50Micros / 1000:0.0} | {own.P99Micros / 1000:0.0} | {ownMemory:0} | {own.GeneratorCores:0.00} |
            | overload | {asked:#,0} | {over.SentPerSecond:#,0} | {over.Acked:#,0} | {stored:#,0} | {over.P50Ms:0} | {over.P99Ms:0} | {memory:0} | {over.GeneratorCores:0.00} |

            Most memory at its own pace once as many events were taken as in the overload ({after.Stored:#,0}): {control:0} MB.
            """);
        var method = string.Create(CultureInfo.InvariantCulture,
            $"{MqttLoad.Connections} connections, QoS 1, valid scans; {seconds} s with {MqttLoad.InFlight} in flight on each, then on a server of its own {seconds} s of an open loop at {Factor} times that rate, after {warmup} s of warm-up each; then the first goes on at its own pace to as many events, because what is remembered of each event (its id) is no overload; time from when a scan was due to its PUBACK; memory is the most that the process had in the machine's memory");
        Page.Write("overload", machine, method, $"{table}\n\n{Gate.Table(figures)}", new { Own = own, OwnMegabytes = ownMemory, ControlMegabytes = control, Over = over, Megabytes = memory, Stored = stored, Rejected = rejected });
        return figures;
    }

    /// <returns>The most memory, MB, up to when the server has stored <paramref name="count"/> events at its own pace.</returns>
    private static async Task<double> ToTheSameCountAsync(OpsPeer steady, MqttLoad closed, double perSecond, long count, double most)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var missing = count - (await steady.DrainedAsync(DrainLimit)).Stored;
            if (missing <= 0) return most;
            var (_, memory) = await WatchedAsync(steady, () => closed.RunAsync(steady.Port, TimeSpan.FromSeconds(Math.Max(1, missing / perSecond))));
            most = Math.Max(most, memory);
        }
        throw new InvalidOperationException($"the server did not reach {count} events in {MostTurns} turns at its own pace");
    }

    /// <returns>What the run saw, and the most memory that the server had meanwhile, MB.</returns>
    private static async Task<(T Result, double Megabytes)> WatchedAsync<T>(OpsPeer ops, Func<Task<T>> run)
    {
        await using var memory = new MemoryWatch(ops);
        var result = await run();
        await memory.DisposeAsync();
        return (result, memory.Megabytes.Max());
    }
}
