namespace EduDx.Load.Measures;

/// <summary>One connection with one scan in flight, beside a raw write and fsync of the same minute: what durability costs one device.</summary>
internal static class OneInFlightMeasure
{
    public static async Task<Figure[]> RunAsync(string city, int rounds, double seconds, double warmup)
    {
        await using var ops = await OpsPeer.StartedAsync(city);
        var load = new MqttLoad(Kiosk.Of(city), await ops.NowAsync(), 1, 1);
        await load.RunAsync(ops.Port, TimeSpan.FromSeconds(warmup));
        var machine = Machine.Lines(RawFsync.Measure());
        var runs = new List<(LoadResult Load, RawFsync Disk)>();
        for (var round = 0; round < rounds; round++)
        {
            runs.Add((await load.RunAsync(ops.Port, TimeSpan.FromSeconds(seconds)), RawFsync.Measure()));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: p50 {runs[^1].Load.P50Micros:0} us, raw {runs[^1].Disk.P50Micros:0} us"));
        }
        Figure[] figures = [new("one_in_flight_vs_fsync", Rounds.Median(runs.Select(r => r.Load.P50Micros / r.Disk.P50Micros)))];
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            | | p50 us | p99 us |
            |---|---:|---:|
            | scan to PUBACK | {Rounds.Median(runs.Select(r => r.Load.P50Micros)):0} | {Rounds.Median(runs.Select(r => r.Load.P99Micros)):0} |
            | raw write and fsync | {Rounds.Median(runs.Select(r => r.Disk.P50Micros)):0} | {Rounds.Median(runs.Select(r => r.Disk.P99Micros)):0} |
            """);
        var method = string.Create(CultureInfo.InvariantCulture, $"{rounds} rounds of {seconds} s, each followed by 400 raw writes; medians, ratio within a round");
        Page.Write("one-in-flight", machine, method, $"{table}\n\n{Gate.Table(figures)}", runs.Select(r => new { r.Load, r.Disk }));
        return figures;
    }
}
