using System.Globalization;
using EduDx.Load.Generator;
using EduDx.Load.Peers;
using EduDx.Load.Report;

namespace EduDx.Load.Measures;

/// <summary>What it costs to ask each device who it is: the same load against the server in the modes Local and Required, by turns.</summary>
internal static class AccessMeasure
{
    private const int Connections = 64;
    private const int InFlight = 20;

    public static async Task<Figure[]> RunAsync(string city, int rounds, double seconds, double warmup)
    {
        var kiosks = Kiosk.Of(city)[..Connections];
        await using var open = new OpsPeer(city);
        // The bucket is asked and charged for each message, and is larger than the load: what a limit holds back is no cost of asking.
        await using var asks = new OpsPeer(city, "edudx, Required", "--Ops:Access:Mode=Required", "--Ops:Limits:EventsPerSecond=1000000", "--Ops:Limits:BurstEvents=10000000", "--Ops:Limits:LoginsPerMinute=10000");
        await open.StartAsync();
        await asks.StartAsync();
        var secrets = await asks.IssueAsync(kiosks.Select(k => k.User));
        var (free, asked) = (new MqttLoad(kiosks, await open.NowAsync(), Connections, InFlight), new MqttLoad(kiosks, await asks.NowAsync(), Connections, InFlight, secrets));
        await MeasureAsync(free, open, warmup);
        await MeasureAsync(asked, asks, warmup);
        var machine = Machine.Lines(RawFsync.Measure());
        var runs = new List<(LoadResult Open, LoadResult Asked)>();
        for (var round = 0; round < rounds; round++)
        {
            // Another one first each time.
            var first = round % 2 == 0 ? await MeasureAsync(free, open, seconds) : null;
            var second = await MeasureAsync(asked, asks, seconds);
            runs.Add((first ?? await MeasureAsync(free, open, seconds), second));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: Local {runs[^1].Open.PerSecond:0}/s, Required {runs[^1].Asked.PerSecond:0}/s, {runs[^1].Asked.PerSecond / runs[^1].Open.PerSecond:0.00}"));
        }
        Figure[] figures = [new("access_vs_open", IngestMeasure.Median(runs.Select(r => r.Asked.PerSecond / r.Open.PerSecond)))];
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            | mode | messages/s | p50 µs | p99 µs |
            |---|---:|---:|---:|
            | Local: nobody is asked | {IngestMeasure.Median(runs.Select(r => r.Open.PerSecond)):#,0} | {IngestMeasure.Median(runs.Select(r => r.Open.P50Micros)):#,0} | {IngestMeasure.Median(runs.Select(r => r.Open.P99Micros)):#,0} |
            | Required: a secret a device, topic and rate a message | {IngestMeasure.Median(runs.Select(r => r.Asked.PerSecond)):#,0} | {IngestMeasure.Median(runs.Select(r => r.Asked.P50Micros)):#,0} | {IngestMeasure.Median(runs.Select(r => r.Asked.P99Micros)):#,0} |
            """);
        var method = string.Create(CultureInfo.InvariantCulture, $"{Connections} connections, {InFlight} in flight, QoS 1, MQTT 3.1.1, valid scans, every event new; {rounds} interleaved rounds of {seconds} s after {warmup} s of warm-up each; medians, ratio within a round");
        Page.Write("access", machine, method, $"{table}\n\n{Gate.Table(figures)}", runs.Select(r => new { Open = r.Open, Asked = r.Asked }));
        return figures;
    }

    private static async Task<LoadResult> MeasureAsync(MqttLoad load, OpsPeer peer, double seconds)
    {
        await peer.SettleAsync();
        return await load.RunAsync(peer.Port, TimeSpan.FromSeconds(seconds));
    }
}
