using System.Diagnostics;
using EduDx.Load.Bare;
using HdrHistogram;

namespace EduDx.Load.Measures;

/// <summary>
/// What a head of school and a wall ask of a month of history, while scans arrive at the design point of the reference city. A round has four windows: questions alone,
/// questions beside the ingest, the ingest alone, and the same questions in SQL of the same rows in a bare DuckDB. Before and after, both must answer the same.
/// </summary>
internal static class HistoryMeasure
{
    private const int PerSecond = 2000;
    private const int Connections = 200;
    private const double Asked = 16;
    private const int Month = 28;
    private const int TenMonths = 280;

    // The server's clock stands on the Monday after.
    private static readonly DateOnly Day = new(2026, 11, 19);
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(5);

    public static async Task<Figure[]> RunAsync(string city, int rounds, double seconds, double warmup)
    {
        await using var ops = await OpsPeer.StartedAsync(city);
        await Processes.MorningAsync(ops, city, Day);
        await ops.DrainedAsync(DrainLimit);
        await ops.KillAsync();
        var file = Path.Combine(ops.Data, "history.duckdb");
        long scans;
        using (var filled = new BareHistory(file)) scans = filled.Repeat(Day, Month, 1);
        // Beside the server's: its folder goes with it.
        var copy = Path.Combine(ops.Data, "bare.duckdb");
        File.Copy(file, copy);
        using var bare = new BareHistory(copy);
        await ops.StartAsync();
        var kiosks = Kiosk.Spread(city, Connections);
        var questions = await QuestionsAsync(ops, bare);
        var answered = await CompareAsync(ops, bare, questions);

        Question[] same = [.. questions.Where(q => q.Sql is not null)];
        var (askers, bareAskers) = (new Askers(questions, Asked), new Askers(same, Asked));
        var runs = 0;
        await WindowAsync(ask: true, ingest: true, warmup);
        await BareWindowAsync(warmup);
        var machine = Machine.Lines(RawFsync.Measure());
        var all = (await Rounds.ByTurnsAsync(rounds, 4, side => side switch
        {
            0 => WindowAsync(ask: true, ingest: false, seconds),
            1 => WindowAsync(ask: true, ingest: true, seconds),
            2 => WindowAsync(ask: false, ingest: true, seconds),
            _ => BareWindowAsync(seconds),
        }, (round, done) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"round {round}: {same[^1].What} bare {Ms(done[3].Times[^1], 50):0} ms, alone {Ms(done[0].Times[same.Length - 1], 50):0} ms, beside {Ms(done[1].Times[same.Length - 1], 50):0} ms; {done[1].Load!.Acked} acknowledged beside questions, {done[2].Load!.Acked} without"))))
            .Select(done => new Round(done[0], done[1], done[2], done[3].Times)).ToList();
        var afterwards = await CompareAsync(ops, bare, questions);
        if (!answered.SequenceEqual(afterwards)) throw new InvalidOperationException("the days before answer otherwise than before the rounds");

        await ops.KillAsync();
        long more;
        using (var filled = new BareHistory(file)) more = filled.Repeat(Day, TenMonths, Month + 1);
        await ops.StartAsync();
        await WindowAsync(ask: true, ingest: false, warmup);
        var ten = await WindowAsync(ask: true, ingest: false, seconds);
        Figure[] figures =
        [
            new("history_vs_bare", Rounds.Median(all.SelectMany(r => r.Control.Select((c, q) => Ms(r.Alone.Times[q], 50) / Ms(c, 50))))),
            new("history_beside_ingest", Rounds.Median(all.SelectMany(r => r.Alone.Times.Select((a, q) => Ms(r.Beside.Times[q], 50) / Ms(a, 50))))),
            new("history_slowest_p99_ms", questions.Select((_, q) => Ms(Together(all.Select(r => r.Beside.Times[q])), 99)).Max()),
            new("history_ten_months", Rounds.Median(ten.Times.Select((t, q) => Ms(t, 50) / Rounds.Median(all.Select(r => Ms(r.Alone.Times[q], 50)))))),
            new("history_ingest_kept", Rounds.Median(all.Select(r => r.Beside.PerSecond / r.Ingest.PerSecond))),
        ];
        var method = string.Create(CultureInfo.InvariantCulture,
            $"the reference city; a morning of the simulator, then copied to the school days of {Month} days before it: {scans:#,0} scans (and in the end of {TenMonths} days: {more:#,0}, whose times stand in the last column); open loop of {Asked} questions/s by turns, each on its own, and one of {PerSecond} scans/s over {Connections} connections; {rounds} interleaved rounds of four windows of {seconds} s after {warmup} s of warm-up; p50 the median of the rounds, p99 of all rounds together, both from when a question was due to the last byte of its answer; bare is DuckDB.NET in this process on a copy of the file, with one thread a query and 128 MiB as the server has it; rows and sums of both were equal before and after; each connection sends one scan more when its window ends");
        Page.Write("history", machine, method, $"{Table(questions, answered, all, ten)}\n\n{Ingest(all)}\n\n{Gate.Table(figures)}", new { Rounds = all.Select(r => Told(r, questions)), TenMonthsP50Ms = ten.Times.Select(t => Ms(t, 50)) });
        return figures;

        async Task<Window> BareWindowAsync(double length) => new(await bareAskers.RunAsync(q => Task.FromResult(bare.Ask(q.Sql!)), TimeSpan.FromSeconds(length)), null, 0, 0, 0);

        async Task<Window> WindowAsync(bool ask, bool ingest, double length)
        {
            var before = await ops.DrainedAsync(DrainLimit);
            using var load = ingest ? await PacedLoad.ConnectedAsync(ops, kiosks, PerSecond, run: runs++) : null;
            var (cpu, began) = (ops.ProcessorTime, Stopwatch.GetTimestamp());
            var sending = load?.RunAsync(TimeSpan.FromSeconds(length));
            var times = ask ? await askers.RunAsync(q => ops.HistoryBytesAsync(q.Path), TimeSpan.FromSeconds(length)) : [];
            var sent = sending is null ? null : await sending;
            var elapsed = Stopwatch.GetElapsedTime(began);
            var (cores, behind) = ((ops.ProcessorTime - cpu) / elapsed, await ops.CountersAsync());
            var stored = (await ops.DrainedAsync(DrainLimit)).Stored - before.Stored;
            if (stored != (sent?.Acked ?? 0)) throw new InvalidOperationException($"{sent?.Acked ?? 0} acknowledged, {stored} stored");
            return new(times, sent, (sent?.Acked ?? 0) / elapsed.TotalSeconds, behind.Stored - behind.HistoryOffset, cores);
        }
    }

    private static async Task<Question[]> QuestionsAsync(OpsPeer ops, BareHistory bare)
    {
        var monday = Day.AddDays(-((int)Day.DayOfWeek + 6) % 7);
        var (city, school, commune, group) = (("", ""), await NodeAsync("school", "school"), await NodeAsync("commune", "commune"), await NodeAsync("class", "grp"));
        return
        [
            Question.Attendance("a class's month, by day", group, ("", ""), Day.AddDays(-Month), Month + 1),
            Question.Attendance("a school's day, by class", school, ("by=class&", "grp, "), Day, 1),
            Question.Scans("a school's arrivals, by 5 minutes", school, Day, 5),
            Question.Attendance("a commune's week, by school and day", commune, ("by=school&", "school, "), monday, 7),
            Question.Attendance("the city's day, by commune", city, ("by=commune&", "commune, "), Day, 1),
            Question.Attendance("the city's month, by day", city, ("", ""), Day.AddDays(-Month), Month + 1),
            Question.Scans("the city's arrivals, by 10 minutes", city, Day, 10),
            Question.Attendance("the city today, by commune", city, ("by=commune&", "commune, "), Today, 1) with { Sql = null },
        ];

        // The same node on both sides: the busiest of those whose number of scans no other has.
        async Task<(string, string)> NodeAsync(string level, string column)
        {
            var rows = (await ops.HistoryAsync(FormattableString.Invariant($"attendance?by={level}&audience=pupils&from={Day:yyyy-MM-dd}&to={Day.AddDays(1):yyyy-MM-dd}&bucket=1d"))).Rows;
            var node = rows.GroupBy(r => r.Values["scans"]).Where(g => g.Count() == 1).MaxBy(g => g.Key)!.Single().Node;
            return ($"scope={node}&", FormattableString.Invariant($" and {column} = {bare.Busiest(column, Day)}"));
        }
    }

    private static async Task<Answered[]> CompareAsync(OpsPeer ops, BareHistory bare, Question[] questions)
    {
        var answers = new List<Answered>();
        foreach (var question in questions)
        {
            var rows = (await ops.HistoryAsync(question.Path)).Rows;
            var ours = new Answered(rows.Length, rows.Sum(r => r.Values["scans"]));
            if (question.Sql is null) continue;
            if (bare.Ask(question.Sql) is var theirs && theirs != ours) throw new InvalidOperationException($"{question.What}: the server answers {ours}, DuckDB {theirs}");
            answers.Add(ours);
        }
        return [.. answers];
    }

    private static string Table(Question[] questions, Answered[] answered, List<Round> all, Window ten)
    {
        var lines = questions.Select((question, q) =>
        {
            var own = question.Sql is not null;
            var (bare, ratio) = own ? (Cells(all.Select(r => r.Control[q])), Rounds.Median(all.Select(r => Ms(r.Alone.Times[q], 50) / Ms(r.Control[q], 50))).ToString("0.0", CultureInfo.InvariantCulture)) : (" | ", "");
            return string.Create(CultureInfo.InvariantCulture, $"| {question.What} | {(own ? answered[q].Rows : "")} | {bare} | {Cells(all.Select(r => r.Alone.Times[q]))} | {Cells(all.Select(r => r.Beside.Times[q]))} | {ratio} | {Ms(ten.Times[q], 50):0.0} |");
        });
        return $"| question | rows | bare DuckDB, p50 ms | p99 ms | the server alone, p50 ms | p99 ms | beside the ingest, p50 ms | p99 ms | alone to bare | alone, ten months, p50 ms |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n{string.Join('\n', lines)}";

        static string Cells(IEnumerable<LongHistogram> rounds) => string.Create(CultureInfo.InvariantCulture, $"{Rounds.Median(rounds.Select(r => Ms(r, 50))):0.0} | {Ms(Together(rounds), 99):0.0}");
    }

    private static string Ingest(List<Round> all)
    {
        string Line(string what, Func<Round, Window> of) => string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {Rounds.Median(all.Select(r => of(r).PerSecond)):#,0} | {Rounds.Median(all.Select(r => of(r).Load!.P50Ms)):0.0} | {Rounds.Median(all.Select(r => of(r).Load!.P99Ms)):0.0} | {Rounds.Median(all.Select(r => (double)of(r).Behind)):#,0} | {Rounds.Median(all.Select(r => of(r).Cores)):0.00} |");
        return $"| ingest at {PerSecond:#,0} scans/s | acknowledged/s | PUBACK p50 ms | p99 ms | history behind at the end, events | server, cores |\n|---|---:|---:|---:|---:|---:|\n{Line("alone", r => r.Ingest)}\n{Line($"beside {Asked} questions/s", r => r.Beside)}";
    }

    private static object Told(Round round, Question[] questions) => new
    {
        Questions = questions.Select((q, i) => new
        {
            q.What,
            BareP50Ms = i < round.Control.Length ? Ms(round.Control[i], 50) : (double?)null,
            AloneP50Ms = Ms(round.Alone.Times[i], 50),
            BesideP50Ms = Ms(round.Beside.Times[i], 50),
            BesideMaxMs = Ms(round.Beside.Times[i], 100),
        }),
        Beside = new { round.Beside.Load, round.Beside.PerSecond, round.Beside.Behind, round.Beside.Cores },
        Ingest = new { round.Ingest.Load, round.Ingest.PerSecond, round.Ingest.Behind, round.Ingest.Cores },
        AloneCores = round.Alone.Cores,
    };

    private static LongHistogram Together(IEnumerable<LongHistogram> rounds)
    {
        var all = new LongHistogram(600 * Stopwatch.Frequency, 3);
        foreach (var round in rounds) all.Add(round);
        return all;
    }

    private static double Ms(LongHistogram times, double percentile) => times.GetValueAtPercentile(percentile) * 1e3 / Stopwatch.Frequency;

    /// <param name="Times">For each question; empty where none was asked.</param>
    /// <param name="Load">The scans; null where none were sent.</param>
    /// <param name="PerSecond">Acknowledged scans a second.</param>
    /// <param name="Behind">Events in the log and not in the history when the window ended.</param>
    /// <param name="Cores">Processor time of the server.</param>
    private sealed record Window(LongHistogram[] Times, PacedResult? Load, double PerSecond, long Behind, double Cores);

    private sealed record Round(Window Alone, Window Beside, Window Ingest, LongHistogram[] Control);
}
