namespace EduDx.Load.Measures;

/// <summary>gRPC streams with 100 events a message against the same with one, durable both.</summary>
internal static class GrpcMeasure
{
    private const int Streams = 8;
    private const int InFlight = 32;
    private const int Batch = 100;

    public static async Task<Figure[]> RunAsync(string city, int rounds, double seconds, double warmup)
    {
        await using var ops = await OpsPeer.StartedAsync(city);
        var load = new GrpcLoad(Kiosk.Of(city), await ops.NowAsync(), Streams, InFlight);
        foreach (var events in new[] { 1, Batch }) await load.RunAsync(ops.GrpcPort, events, TimeSpan.FromSeconds(warmup));
        var machine = Machine.Lines(RawFsync.Measure());
        var runs = new List<(double One, double Many)>();
        for (var round = 0; round < rounds; round++)
        {
            var one = await MeasureAsync(1);
            runs.Add((one, await MeasureAsync(Batch)));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: one {runs[^1].One:0}/s, {Batch} {runs[^1].Many:0}/s"));
        }
        Figure[] figures =
        [
            new("grpc_batch_vs_one", Rounds.Median(runs.Select(r => r.Many / r.One))),
            new("grpc_events_a_second", Rounds.Median(runs.Select(r => r.Many))),
        ];
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            | events a message | events/s |
            |---:|---:|
            | 1 | {Rounds.Median(runs.Select(r => r.One)):#,0} |
            | {Batch} | {Rounds.Median(runs.Select(r => r.Many)):#,0} |
            """);
        var method = string.Create(CultureInfo.InvariantCulture, $"{Streams} streams, {InFlight} messages in flight each, every event new; {rounds} interleaved rounds of {seconds} s after {warmup} s of warm-up each; medians, ratio within a round");
        Page.Write("grpc", machine, method, $"{table}\n\n{Gate.Table(figures)}", runs.Select(r => new { r.One, r.Many }));
        return figures;

        async Task<double> MeasureAsync(int events)
        {
            await ops.SettleAsync();
            return await load.RunAsync(ops.GrpcPort, events, TimeSpan.FromSeconds(seconds));
        }
    }
}
