namespace EduDx.Load.Measures;

/// <summary>
/// Fifty walls of which one stops reading, and goes on saying that it is there: what the other 49 get, and what the server keeps for the one.
/// A round is one window with all of them reading and one with the one stalled, by turns first.
/// </summary>
internal static class SlowViewerMeasure
{
    private const int Walls = 50;
    private const int PerSecond = 200;
    private const int Connections = 50;

    public static async Task<Figure[]> RunAsync(string city, int rounds, double seconds, double warmup)
    {
        var kiosks = Pupils.Kiosks(city, Connections, PerSecond * (warmup + rounds * (2 * seconds + 2) + 10));
        await using var ops = await OpsPeer.StartedAsync(city);
        var machine = Machine.Lines(RawFsync.Measure());
        await using var crowd = new WallCrowd(Walls, await ops.AheadAsync(), mayStall: true);
        await crowd.OpenAsync(ops.HttpPort);
        using var load = await Pupils.ArriveAsync(ops, kiosks, PerSecond);
        using var stop = new CancellationTokenSource();
        var sending = load.RunAsync(stop.Token);
        await crowd.WatchAsync(TimeSpan.FromSeconds(warmup));
        var runs = (await Rounds.ByTurnsAsync(rounds, 2, side => WindowAsync(stalled: side == 1), (round, done) =>
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {done[0].Others} frames, {done[1].Others} beside the stalled one, which got {done[1].Last}; {done[0].Megabytes:0.0} and {done[1].Megabytes:0.0} MB"))))
            .Select(done => new Round(done[0], done[1])).ToList();
        await stop.CancelAsync();
        await sending;

        double Median(Func<Round, double> of) => Rounds.Median(runs.Select(of));
        Figure[] figures =
        [
            new("slow_viewer_frames", Median(r => (double)r.Stalled.Others / r.Reading.Others)),
            new("slow_viewer_mb", Median(r => r.Stalled.Megabytes - r.Reading.Megabytes)),
        ];
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            | window of {seconds} s | frames to the other {Walls - 1} | frames to the one | server, MB |
            |---|---:|---:|---:|
            | all read | {Median(r => r.Reading.Others):#,0} | {Median(r => r.Reading.Last):0} | {Median(r => r.Reading.Megabytes):0.0} |
            | the one is stalled | {Median(r => r.Stalled.Others):#,0} | {Median(r => r.Stalled.Last):0} | {Median(r => r.Stalled.Megabytes):0.0} |
            """);
        var method = string.Create(CultureInfo.InvariantCulture,
            $"the reference city; {Walls} walls of its overview; {PerSecond} scans/s, each the arrival of another pupil; {rounds} rounds of two windows of {seconds} s after {warmup} s of warm-up; memory is the median of the process in the machine's memory over a window; medians, ratio and difference within a round");
        Page.Write("slow-viewer", machine, method, $"{table}\n\n{Gate.Table(figures)}", runs);
        return figures;

        async Task<Window> WindowAsync(bool stalled)
        {
            crowd.Stall(stalled);
            // What was under way when it stopped, or waited for it while it stood, belongs to no window.
            await crowd.WatchAsync(TimeSpan.FromSeconds(1));
            var before = crowd.Frames;
            await using var memory = new MemoryWatch(ops);
            await crowd.WatchAsync(TimeSpan.FromSeconds(seconds));
            await memory.DisposeAsync();
            long[] frames = [.. crowd.Frames.Zip(before, (now, then) => now - then)];
            return new(frames[..^1].Sum(), frames[^1], Rounds.Median(memory.Megabytes));
        }
    }

    /// <param name="Others">Frames that the walls but the last got.</param>
    /// <param name="Last">Frames that the last got.</param>
    /// <param name="Megabytes">Memory of the server.</param>
    private sealed record Window(long Others, long Last, double Megabytes);

    private sealed record Round(Window Reading, Window Stalled);
}
