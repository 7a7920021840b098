namespace EduDx.Load.Measures;

/// <summary>
/// kill -9 at the end of a run at full speed: how long until the server is ready again from its snapshot, and how fast it replays the whole log
/// when the snapshot is gone. What a start costs without a replay is measured by turns with it and taken off.
/// </summary>
internal static class RecoveryMeasure
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(5);

    public static async Task<Figure[]> RunAsync(string city, int rounds, double seconds, double warmup)
    {
        await using var ops = await OpsPeer.StartedAsync(city);
        var load = new MqttLoad(Kiosk.Of(city), await ops.NowAsync());
        var warm = await load.RunAsync(ops.Port, TimeSpan.FromSeconds(warmup));
        await ops.DrainedAsync(DrainLimit);
        var machine = Machine.Lines(RawFsync.Measure());
        var live = await load.RunAsync(ops.Port, TimeSpan.FromSeconds(seconds));
        await ops.KillAsync();
        await ops.StartAsync();
        var afterKill = ops.TimeToReady;
        var events = (await ops.DrainedAsync(DrainLimit)).Stored;
        if (events != warm.Messages + live.Messages) throw new InvalidOperationException($"{warm.Messages + live.Messages} acknowledged, {events} stored");
        var runs = (await Rounds.ByTurnsAsync(rounds, 2, side => RestartAsync(replay: side == 1), (round, done) =>
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: ready after {done[0]:0.00} s from the snapshot, {done[1]:0.00} s from the log"))))
            .Select(done => new Round(done[0], done[1], events)).ToList();

        double Median(Func<Round, double> of) => Rounds.Median(runs.Select(of));
        Figure[] figures = [new("recovery_replay", Median(r => r.PerSecond) / live.PerSecond), new("recovery_ready_s", afterKill.TotalSeconds)];
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            | | |
            |---|---:|
            | events in the log | {events:#,0} |
            | live, durable, events/s | {live.PerSecond:#,0} |
            | replay, events/s | {Median(r => r.PerSecond):#,0} |
            | ready after kill -9 at full speed, s | {afterKill.TotalSeconds:0.00} |
            | ready with nothing to replay, s | {Median(r => r.Snapshot):0.00} |
            | ready with the whole log to replay, s | {Median(r => r.Replay):0.00} |
            """);
        var method = string.Create(CultureInfo.InvariantCulture,
            $"the reference city; {MqttLoad.Connections} connections, {MqttLoad.InFlight} in flight, {seconds} s after {warmup} s of warm-up, then kill -9; {rounds} rounds of one restart with the snapshot and one without, each after a kill -9; ready from the start of the process to the first good answer of /readyz; replay time is the difference of the two of a round; medians");
        Page.Write("recovery", machine, method, $"{table}\n\n{Gate.Table(figures)}", new { Live = live, Events = events, ReadyAfterKill = afterKill.TotalSeconds, Rounds = runs });
        return figures;

        async Task<double> RestartAsync(bool replay)
        {
            // The snapshot must hold everything, or the start with it replays too.
            await ops.SnapshotAsync(events);
            await ops.KillAsync();
            if (replay) Directory.Delete(Path.Combine(ops.Data, "live"), recursive: true);
            await ops.StartAsync();
            var ready = ops.TimeToReady.TotalSeconds;
            await ops.DrainedAsync(DrainLimit);
            return ready;
        }
    }

    /// <param name="Snapshot">Seconds to ready from a snapshot that holds everything.</param>
    /// <param name="Replay">Seconds to ready without one.</param>
    /// <param name="Events">Events in the log.</param>
    private sealed record Round(double Snapshot, double Replay, long Events)
    {
        /// <summary>Events a second replayed.</summary>
        public double PerSecond => Rates.PerSecond(Events, Replay - Snapshot, "the replay, ready from the log less ready from the snapshot,");
    }
}
