namespace EduDx.Load.Measures;

/// <summary>
/// QoS 1 over 64 connections with 20 scans in flight each, against the server and its peers by turns: a round is one short run of each, the
/// ratios are taken within a round, and the median round counts.
/// </summary>
internal static class IngestMeasure
{
    /// <param name="city">Import files of the city.</param>
    /// <param name="rounds">Rounds that count.</param>
    /// <param name="seconds">Seconds of each run.</param>
    /// <param name="warmup">Seconds of each peer's run before the first round; the runtime optimises what is hot within eight.</param>
    /// <param name="all">Every peer; otherwise those that the quick gates need.</param>
    public static async Task<Figure[]> RunAsync(string city, int rounds, double seconds, double warmup, bool all)
    {
        var ops = new OpsPeer(city);
        Peer[] asked =
        [
            ops, new ChildPeer("bare", "MQTTnet on Kestrel, stores nothing"),
            .. all ? (Peer[])[new ChildPeer("waiting", "MQTTnet and our log, waits in the interceptor"), new MosquittoPeer(), new NatsPeer(), new ChildPeer("sink", "acknowledges without looking: the generator's limit")] : [],
        ];
        try
        {
            var (peers, missing) = await StartAsync(asked);
            var load = new MqttLoad(Kiosk.Of(city), await ops.NowAsync());
            foreach (var peer in peers) await MeasureAsync(load, peer, warmup);
            var disk = RawFsync.Measure();
            string[] machine = [.. Machine.Lines(disk), .. Machine.Peers(peers.Select(p => p.Version))];
            var runs = await Rounds.ByTurnsAsync(rounds, peers.Length, at => MeasureAsync(load, peers[at], seconds), (round, done) =>
            {
                for (var i = 0; i < done.Length; i++) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {peers[i].Name} {done[i].Load.PerSecond:0}/s, {done[i].BytesAMessage:0} B, generator {done[i].Load.GeneratorCores:0.00} cores"));
            });
            var figures = Figures(runs, peers, all);
            var method = string.Create(CultureInfo.InvariantCulture,
                $"{MqttLoad.Connections} connections, {MqttLoad.InFlight} in flight, QoS 1, MQTT 3.1.1, valid scans of {new Scans(Kiosk.Of(city)[0], default, 0).Length} B a packet, every event new; {rounds} interleaved rounds of {seconds} s after {warmup} s of warm-up each; medians, ratios within a round; bytes a message of the whole process, the work behind the PUBACK included");
            Page.Write(all ? "ingest" : "quick", machine, method, $"{Table(runs, peers)}{string.Concat(missing.Select(m => $"\n{m} | | | | | |"))}\n\n{Gate.Table(figures)}", runs.Select(r => peers.Zip(r, (p, m) => new { p.Name, m.Load, m.BytesAMessage })));
            return figures;
        }
        finally
        {
            foreach (var peer in asked) await peer.DisposeAsync();
        }
    }

    // A peer that is not installed has a row that says so, and no ratio.
    private static async Task<(Peer[] Started, string[] Missing)> StartAsync(Peer[] asked)
    {
        var (started, missing) = (new List<Peer>(), new List<string>());
        foreach (var peer in asked)
        {
            try
            {
                await peer.StartAsync();
                started.Add(peer);
            }
            catch (MissingProgramException e)
            {
                missing.Add($"| {peer.Name} | not measured: {e.Message}");
            }
        }
        return ([.. started], [.. missing]);
    }

    private static async Task<Run> MeasureAsync(MqttLoad load, Peer peer, double seconds)
    {
        var before = (Bytes: await peer.AllocatedAsync(), Events: await peer.SettleAsync());
        var result = await load.RunAsync(peer.Port, TimeSpan.FromSeconds(seconds));
        var after = (Events: await peer.SettleAsync(), Bytes: await peer.AllocatedAsync());
        // What was acknowledged and is not stored would be a lie, however fast.
        if (after.Events - before.Events is { } stored && stored != result.Messages) throw new InvalidOperationException($"{result.Messages} acknowledged, {stored} stored");
        return new(result, (double?)(after.Bytes - before.Bytes) / result.Messages);
    }

    private static Figure[] Figures(List<Run[]> runs, Peer[] peers, bool all)
    {
        int At(string name) => Array.FindIndex(peers, p => p.Name == name);
        double Ratio(string to) => Rounds.Median(runs.Select(r => r[0].Load.PerSecond / r[At(to)].Load.PerSecond));
        List<Figure> figures =
        [
            new(all ? "ingest_vs_bare" : "quick_ingest_vs_bare", Ratio("bare")),
            new("bytes_vs_bare", Rounds.Median(runs.Select(r => r[0].BytesAMessage!.Value / r[At("bare")].BytesAMessage!.Value))),
        ];
        // A peer that is absent has its gate all the same: it is not reached.
        if (all) figures.AddRange(((string[])["waiting", "mosquitto", "nats"]).Select(name => new Figure($"ingest_vs_{name}", At(name) > 0 ? Ratio(name) : null)));
        return [.. figures];
    }

    private static string Table(List<Run[]> runs, Peer[] peers)
    {
        var lines = peers.Select((p, i) => string.Create(CultureInfo.InvariantCulture,
            $"| {p.Name} | {p.What} | {Rounds.Median(runs.Select(r => r[i].Load.PerSecond)):#,0} | {(runs[0][i].BytesAMessage is null ? "" : Rounds.Median(runs.Select(r => r[i].BytesAMessage!.Value)).ToString("#,0", CultureInfo.InvariantCulture))} | {Rounds.Median(runs.Select(r => r[i].Load.P50Micros)) / 1000:0.0} | {Rounds.Median(runs.Select(r => r[i].Load.P99Micros)) / 1000:0.0} | {Rounds.Median(runs.Select(r => r[i].Load.GeneratorCores)):0.00} |"));
        return $"| peer | before the PUBACK | messages/s | bytes/message | p50 ms | p99 ms | generator, cores |\n|---|---|---:|---:|---:|---:|---:|\n{string.Join('\n', lines)}";
    }

    private sealed record Run(LoadResult Load, double? BytesAMessage);
}
