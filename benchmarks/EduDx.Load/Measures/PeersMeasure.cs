using EduDx.Load.Bare;

namespace EduDx.Load.Measures;

/// <summary>Single pieces of ours against what they stand on without us, by turns in one process: what our log and our history add.</summary>
internal static class PeersMeasure
{
    /// <param name="rounds">Rounds that count.</param>
    /// <param name="seconds">Seconds of each run.</param>
    /// <param name="warmup">Seconds of each side's run before the first round.</param>
    public static async Task<Figure[]> RunAsync(int rounds, double seconds, double warmup)
    {
        var machine = Machine.Lines(RawFsync.Measure());
        var versions = new List<string?>();
        var (lines, figures, all) = (new List<string>(), new List<Figure>(), new List<object>());
        Contest[] contests =
        [
            new LogContest(1), new LogContest(100), new LogContest(1_000),
            new DuckContest(10_000) { Figure = "duckdb_vs_bare" }, new DuckContest(50_000), new InfluxContest(),
        ];
        foreach (var contest in contests)
        {
            await using (contest)
            {
                try
                {
                    await contest.StartAsync();
                }
                catch (MissingProgramException e)
                {
                    lines.Add($"| {contest.What} | not measured: {e.Message} | | |");
                    if (contest.Figure is { } absent) figures.Add(new(absent, null));
                    continue;
                }
                var runs = await MeasureAsync(contest, rounds, seconds, warmup);
                await contest.CheckAsync();
                versions.Add(contest.Version);
                lines.AddRange(contest.Sides.Select((side, i) => string.Create(CultureInfo.InvariantCulture,
                    $"| {contest.What} | {side} | {Rounds.Median(runs.Select(r => r[i])):#,0} | {(i == 0 ? "" : Ratio(runs, i).ToString("0.00", CultureInfo.InvariantCulture))} |")));
                if (contest.Figure is { } figure) figures.Add(new(figure, Ratio(runs, 1)));
                all.Add(new { contest.What, contest.Sides, runs });
            }
        }
        var method = string.Create(CultureInfo.InvariantCulture, $"in one process, one thread a side; {rounds} interleaved rounds of {seconds} s after {warmup} s of warm-up each; medians, ratios within a round; what was counted is there");
        Page.Write("peers", [.. machine, .. Machine.Peers(versions)], method, $"| piece | side | events/s | ours to it |\n|---|---|---:|---:|\n{string.Join('\n', lines)}\n\n{Gate.Table(figures)}", all);
        return [.. figures];
    }

    private static async Task<List<double[]>> MeasureAsync(Contest contest, int rounds, double seconds, double warmup)
    {
        for (var side = 0; side < contest.Sides.Length; side++) await contest.RunAsync(side, TimeSpan.FromSeconds(warmup));
        return await Rounds.ByTurnsAsync(rounds, contest.Sides.Length, side => contest.RunAsync(side, TimeSpan.FromSeconds(seconds)), (round, done) =>
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {contest.What} {string.Join(", ", contest.Sides.Zip(done, (s, d) => FormattableString.Invariant($"{s} {d:0}/s")))}")));
    }

    private static double Ratio(List<double[]> runs, int side) => Rounds.Median(runs.Select(r => r[0] / r[side]));
}
