using System.Diagnostics;
using EduDx.Load.Chains;

namespace EduDx.Load.Measures;

/// <summary>
/// From MQTT to where an event can be read, against Node-RED writing to InfluxDB: so many scans of QoS 1 are sent as fast as they are acknowledged,
/// and the clock stops when all of them can be read. Each chain gets as many scans as its warm-up says it stores in the time.
/// </summary>
internal static class EndToEndMeasure
{
    // A chain that has not added an event for so long adds no more: the rest is lost.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="city">Import files of the city.</param>
    /// <param name="rounds">Rounds that count.</param>
    /// <param name="seconds">How long a run should take.</param>
    /// <param name="warmup">Seconds of each chain's warm-up.</param>
    public static async Task<Figure[]> RunAsync(string city, int rounds, double seconds, double warmup)
    {
        var ops = new OpsPeer(city);
        var (ours, asked) = (new OpsChain(ops), new List<Chain>());
        asked.Add(ours);
        try
        {
            await ops.StartAsync();
            var (kiosks, at) = (Kiosk.Of(city), await ops.NowAsync());
            var load = new MqttLoad(kiosks, at);
            asked.Add(new NodeRedChain("batched", "Mosquitto, Node-RED with 1,000 points a write, InfluxDB", load));
            asked.Add(new NodeRedChain("default", "Mosquitto, Node-RED with one point a message, InfluxDB", load));
            var (chains, missing) = await StartAsync(asked);
            var events = new int[chains.Length];
            // What the warm-up loses is lost all the same.
            var all = chains.Select(_ => new List<ChainRun>()).ToArray();
            for (var i = 0; i < chains.Length; i++) events[i] = await WarmAsync(load, chains[i], seconds, warmup, all[i]);
            string[] machine = [.. Machine.Lines(RawFsync.Measure()), .. Machine.Peers(chains.Select(c => c.Version))];
            var runs = await Rounds.ByTurnsAsync(rounds, chains.Length, which => MeasureAsync(load, chains[which], events[which]), (round, done) =>
            {
                for (var i = 0; i < done.Length; i++)
                {
                    all[i].Add(done[i]);
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {chains[i].Name} {done[i].PerSecond:0}/s of {done[i].Sent}, {done[i].Lost} lost"));
                }
            });
            var sent = all[0].Sum(r => r.Sent);
            var figures = Figures(runs, chains, [.. asked.Skip(1).Select(c => c.Name)], sent - await ours.AnsweredAsync(kiosks.Select(k => k.School), at));
            var method = string.Create(CultureInfo.InvariantCulture,
                $"{MqttLoad.Connections} connections, {MqttLoad.InFlight} in flight, QoS 1, every event new; {rounds} interleaved rounds of about {seconds} s after {warmup} s of warm-up each; events that can be read by the time from the first PUBLISH to when the last of them could; medians, ratios within a round; acknowledged and lost of all runs, the warm-up included; at the end the history API was asked for every scan of edudx, {sent} in all");
            Page.Write("end-to-end", machine, method, $"{Table(runs, all, chains, missing)}\n\n{Gate.Table(figures)}", runs.Select(r => chains.Zip(r, (c, m) => new { c.Name, Run = m })));
            return figures;
        }
        finally
        {
            foreach (var chain in asked) await chain.DisposeAsync();
        }
    }

    private static async Task<(Chain[] Started, string[] Missing)> StartAsync(List<Chain> asked)
    {
        var (started, missing) = (new List<Chain>(), new List<string>());
        foreach (var chain in asked)
        {
            try
            {
                await chain.StartAsync();
                started.Add(chain);
            }
            catch (MissingProgramException e)
            {
                missing.Add($"\n| {chain.Name} | not measured: {e.Message} | | | | |");
            }
        }
        return ([.. started], [.. missing]);
    }

    // More each time, until the time is up and a run is about as long as it should be: in short ones the pauses between commits count for too much.
    private static async Task<int> WarmAsync(MqttLoad load, Chain chain, double seconds, double warmup, List<ChainRun> all)
    {
        var began = Stopwatch.GetTimestamp();
        for (var (events, tries) = (1_000, 0); ; tries++)
        {
            var run = await MeasureAsync(load, chain, events);
            all.Add(run);
            var next = (int)Math.Clamp(run.PerSecond * seconds, 500, events * 4);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warm-up: {chain.Name} {run.PerSecond:0}/s of {events}, {run.Lost} lost"));
            if (tries == 12 || Stopwatch.GetElapsedTime(began).TotalSeconds > warmup && next < events * 1.5) return next;
            events = next;
        }
    }

    private static async Task<ChainRun> MeasureAsync(MqttLoad load, Chain chain, int events)
    {
        await chain.RestAsync();
        var before = await chain.ReadableAsync();
        var (began, acked) = await load.SendAsync(chain.Port, events);
        var (readable, last) = (0L, acked);
        while (readable < events && Stopwatch.GetElapsedTime(last) < Patience)
        {
            if (await chain.ReadableAsync() - before is var now && now > readable) (readable, last) = (now, Stopwatch.GetTimestamp());
            else await Task.Delay(50);
        }
        return new(events, readable, events / Stopwatch.GetElapsedTime(began, acked).TotalSeconds, readable / Stopwatch.GetElapsedTime(began, last).TotalSeconds);
    }

    // A chain that is absent has its gate all the same: it is not reached.
    private static Figure[] Figures(List<ChainRun[]> runs, Chain[] chains, string[] others, long unanswered)
    {
        var figures = new List<Figure> { new("end_to_end_unanswered", unanswered) };
        foreach (var name in others)
        {
            var at = Array.FindIndex(chains, c => c.Name == name);
            figures.Add(new($"end_to_end_vs_{name}", at > 0 ? Rounds.Median(runs.Select(r => r[0].PerSecond / r[at].PerSecond)) : null));
        }
        return [.. figures];
    }

    private static string Table(List<ChainRun[]> runs, List<ChainRun>[] all, Chain[] chains, string[] missing)
    {
        var lines = chains.Select((c, i) => string.Create(CultureInfo.InvariantCulture,
            $"| {c.Name} | {c.What} | {Rounds.Median(runs.Select(r => r[i].PerSecond)):#,0} | {Rounds.Median(runs.Select(r => r[i].AckedPerSecond)):#,0} | {all[i].Sum(r => r.Sent):#,0} | {all[i].Sum(r => r.Lost):#,0} |"));
        return $"| chain | what | readable events/s | acknowledged events/s | acknowledged | of these lost |\n|---|---|---:|---:|---:|---:|\n{string.Join('\n', lines)}{string.Concat(missing)}";
    }
}
