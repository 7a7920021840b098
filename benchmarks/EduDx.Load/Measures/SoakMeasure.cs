namespace EduDx.Load.Measures;

/// <summary>
/// The steady design point of the reference city, 2,000 scans a second, for long: does memory settle, does the time to a PUBACK stay, is everything
/// stored. Scans alone are remembered by their id, so this is the load under which memory grows most.
/// </summary>
internal static class SoakMeasure
{
    private const int PerSecond = 2000;
    private const int Connections = 200;
    private const int Parts = 4;

    /// <summary>A soak of so many seconds is no trial.</summary>
    public const double LeastSeconds = 1200;

    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(5);

    public static async Task<Figure[]> RunAsync(string city, double seconds, double warmup)
    {
        await using var ops = await OpsPeer.StartedAsync(city);
        var machine = Machine.Lines(RawFsync.Measure());
        var kiosks = Kiosk.Spread(city, Connections);
        var rows = new List<Part>();
        long acked = 0, firstStored = 0;
        for (var part = -1; part < Parts; part++)
        {
            // The warm-up is part -1.
            using var load = await PacedLoad.ConnectedAsync(ops, kiosks, PerSecond, run: part + 1);
            await using var memory = new MemoryWatch(ops);
            var sent = await load.RunAsync(TimeSpan.FromSeconds(part < 0 ? warmup : seconds / Parts));
            await memory.DisposeAsync();
            var stored = (await ops.DrainedAsync(DrainLimit)).Stored;
            if (part < 0) firstStored = stored;
            else
            {
                acked += sent.Acked;
                rows.Add(new(sent, Rounds.Median(memory.Megabytes), memory.Megabytes.Max(), stored, ops.DataBytes / 1e6));
                Console.Error.WriteLine(rows[^1]);
            }
        }

        Figure[] figures = [new("soak_unequal", Math.Abs(acked - (rows[^1].Stored - firstStored))), new("soak_bytes_an_event", (rows[^1].Megabytes - rows[0].Megabytes) * 1e6 / (rows[^1].Stored - rows[0].Stored))];
        var table = "| quarter | acknowledged | PUBACK p50 ms | p99 ms | memory, median, MB | most, MB | data folder at its end, MB |\n|---:|---:|---:|---:|---:|---:|---:|\n" + string.Join('\n', rows.Select((r, i) => string.Create(CultureInfo.InvariantCulture,
            $"| {i + 1} | {r.Sent.Acked:#,0} | {r.Sent.P50Ms:0.0} | {r.Sent.P99Ms:0.0} | {r.Megabytes:0} | {r.Most:0} | {r.DataMegabytes:0} |")));
        var method = string.Create(CultureInfo.InvariantCulture, $"the reference city; open loop, {PerSecond} scans/s over {Connections} connections, {seconds} s in four parts after {warmup} s of warm-up; every scan has a new id; memory is that of the process in the machine's memory, looked at ten times a second");
        Page.Write("soak", machine, method, $"{table}\n\n{Gate.Table(figures)}", rows);
        return figures;
    }

    /// <param name="Sent">The scans.</param>
    /// <param name="Megabytes">Memory of the server, median over the quarter.</param>
    /// <param name="Most">The same, largest.</param>
    /// <param name="Stored">Events in the log at its end.</param>
    /// <param name="DataMegabytes">Everything that the server keeps on the disk at its end.</param>
    private sealed record Part(PacedResult Sent, double Megabytes, double Most, long Stored, double DataMegabytes);
}
