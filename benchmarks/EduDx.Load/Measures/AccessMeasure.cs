namespace EduDx.Load.Measures;

/// <summary>What it costs to ask each device who it is: the same load against the server in the modes Local and Required, by turns.</summary>
internal static class AccessMeasure
{
    public static async Task<Figure[]> RunAsync(string city, int rounds, double seconds, double warmup)
    {
        var kiosks = Kiosk.Of(city)[..MqttLoad.Connections];
        await using var open = new OpsPeer(city);
        // The bucket is asked and charged for each message, and is larger than the load: what a limit holds back is no cost of asking.
        await using var asks = new OpsPeer(city, "edudx, Required", "--Ops:Access:Mode=Required", "--Ops:Limits:EventsPerSecond=1000000", "--Ops:Limits:BurstEvents=10000000", "--Ops:Limits:LoginsPerMinute=10000");
        await open.StartAsync();
        await asks.StartAsync();
        var secrets = await asks.IssueAsync(kiosks.Select(k => k.User));
        var (free, asked) = (new MqttLoad(kiosks, await open.NowAsync()), new MqttLoad(kiosks, await asks.NowAsync(), secrets: secrets));
        await MeasureAsync(free, open, warmup);
        await MeasureAsync(asked, asks, warmup);
        var machine = Machine.Lines(RawFsync.Measure());
        var runs = await Rounds.ByTurnsAsync(rounds, 2, side => side == 0 ? MeasureAsync(free, open, seconds) : MeasureAsync(asked, asks, seconds), (round, done) =>
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: Local {done[0].PerSecond:0}/s, Required {done[1].PerSecond:0}/s, {done[1].PerSecond / done[0].PerSecond:0.00}")));
        Figure[] figures = [new("access_vs_open", Rounds.Median(runs.Select(r => r[1].PerSecond / r[0].PerSecond)))];
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            | mode | messages/s | p50 µs | p99 µs |
            |---|---:|---:|---:|
            | Local: nobody is asked | {Rounds.Median(runs.Select(r => r[0].PerSecond)):#,0} | {Rounds.Median(runs.Select(r => r[0].P50Micros)):#,0} | {Rounds.Median(runs.Select(r => r[0].P99Micros)):#,0} |
            | Required: a secret a device, topic and rate a message | {Rounds.Median(runs.Select(r => r[1].PerSecond)):#,0} | {Rounds.Median(runs.Select(r => r[1].P50Micros)):#,0} | {Rounds.Median(runs.Select(r => r[1].P99Micros)):#,0} |
            """);
        var method = string.Create(CultureInfo.InvariantCulture, $"{MqttLoad.Connections} connections, {MqttLoad.InFlight} in flight, QoS 1, MQTT 3.1.1, valid scans, every event new; {rounds} interleaved rounds of {seconds} s after {warmup} s of warm-up each; medians, ratio within a round");
        Page.Write("access", machine, method, $"{table}\n\n{Gate.Table(figures)}", runs.Select(r => new { Open = r[0], Asked = r[1] }));
        return figures;
    }

    private static async Task<LoadResult> MeasureAsync(MqttLoad load, OpsPeer peer, double seconds)
    {
        await peer.SettleAsync();
        return await load.RunAsync(peer.Port, TimeSpan.FromSeconds(seconds));
    }
}
