using System.Diagnostics;
using EduDx.Live.Events;
using EduDx.Log;
using HdrHistogram;

namespace EduDx.Load.Measures;

/// <summary>
/// From a scan to the first frame at a wall that has it in its figures, and to the page that shows that frame: 1,000 scans a second into the reference city. A frame says the log
/// offset up to which it holds everything; which offset a scan got is read from the log afterwards. Time counts from when a scan was due, so a
/// server that stands still is charged for what it kept waiting.
/// </summary>
internal static class LatencyMeasure
{
    private const int PerSecond = 1000;
    private const int Connections = 200;

    public static async Task<Figure[]> RunAsync(string city, double seconds, double warmup)
    {
        var length = TimeSpan.FromSeconds(warmup + seconds);
        var kiosks = Pupils.Kiosks(city, Connections, PerSecond * (length.TotalSeconds + 1));
        await using var ops = await OpsPeer.StartedAsync(city);
        var machine = Machine.Lines(RawFsync.Measure());
        await using var wall = await ReadWall.OpenAsync(ops.HttpPort);
        await using var tab = new WallTab();
        await tab.OpenAsync(ops.HttpPort);
        using var load = await Pupils.ArriveAsync(ops, kiosks, PerSecond);
        var (before, cpu, began) = (await ops.DrainedAsync(TimeSpan.FromSeconds(30)), ops.ProcessorTime, Stopwatch.GetTimestamp());
        var sent = await load.RunAsync(length);
        var cores = (ops.ProcessorTime - cpu) / Stopwatch.GetElapsedTime(began);
        var after = await ops.DrainedAsync(TimeSpan.FromMinutes(2));
        if (after.Stored - before.Stored != sent.Sent || after.Rejected != before.Rejected) throw new InvalidOperationException($"{sent.Sent} sent, {after.Stored - before.Stored} stored, {after.Rejected - before.Rejected} rejected");
        await wall.UntilAsync(after.Stored);
        var pages = new FrameTimes();
        await Processes.UntilAsync(async () =>
        {
            pages = new FrameTimes();
            foreach (var (offset, at) in await tab.ShownAsync()) pages.Add(offset, at);
            return pages.Reached(after.Stored);
        }, "the page has the last scan", TimeSpan.FromSeconds(10));
        await wall.DisposeAsync();

        // The log has one owner.
        await ops.KillAsync();
        var from = began + (long)(warmup * Stopwatch.Frequency);
        var (latency, inPage) = (Latency(Path.Combine(ops.Data, "log"), load, wall.Frames, from), Latency(Path.Combine(ops.Data, "log"), load, pages, from));
        Figure[] figures = [new("latency_p50_ms", Ms(latency, 50)), new("latency_p99_ms", Ms(latency, 99)), new("latency_page_p99_ms", Ms(inPage, 99))];
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            | from when a scan was due | p50 ms | p90 ms | p99 ms | largest ms |
            |---|---:|---:|---:|---:|
            | to its PUBACK | {sent.P50Ms:0.0} | | {sent.P99Ms:0.0} | |
            | to the first frame that has it | {Ms(latency, 50):0} | {Ms(latency, 90):0} | {Ms(latency, 99):0} | {Ms(latency, 100):0} |
            | to the document of a page in Chromium | {Ms(inPage, 50):0} | {Ms(inPage, 90):0} | {Ms(inPage, 99):0} | {Ms(inPage, 100):0} |

            {latency.TotalCount:#,0} scans, {wall.Frames.Count} frames of {wall.FrameKiB:0} KiB; processor time in cores: server {cores:0.00}, generator {sent.GeneratorCores:0.00}
            """);
        var method = string.Create(CultureInfo.InvariantCulture,
            $"the reference city; open loop, {PerSecond} scans/s over {Connections} connections, each scan the arrival of another pupil; one wall of the city's overview that only receives, and one that a browser on the same two cores draws at 1920x1080; {seconds} s after {warmup} s of warm-up; a frame has a scan when its offset is above that of the event in the log");
        Page.Write("latency", machine, method, $"{table}\n\n{Gate.Table(figures)}", new { Scans = latency.TotalCount, wall.Frames.Count, P50Ms = Ms(latency, 50), P90Ms = Ms(latency, 90), P99Ms = Ms(latency, 99), MaxMs = Ms(latency, 100), PageP50Ms = Ms(inPage, 50), PageP99Ms = Ms(inPage, 99), Load = sent, ServerCores = cores });
        return figures;

        static double Ms(LongHistogram latency, double percentile) => latency.GetValueAtPercentile(percentile) * 1e3 / Stopwatch.Frequency;
    }

    /// <summary>From when each scan that was due at or after <paramref name="from"/> was due to the first of <paramref name="frames"/> that has it, in Stopwatch ticks.</summary>
    internal static LongHistogram Latency(string folder, PacedLoad load, FrameTimes frames, long from)
    {
        var latency = new LongHistogram(600 * Stopwatch.Frequency, 3);
        using var log = EduDx.Log.EventLog.Open(new EventLogOptions { Folder = folder }, TimeProvider.System);
        for (var offset = log.FirstOffset(LogStream.Events); log.Read(LogStream.Events, offset) is { } batch; offset = batch.NextOffset)
        {
            var at = batch.FirstOffset;
            foreach (var bytes in batch)
            {
                if (load.DueAt(EventHeader.Read(bytes).Id) is { } due && due >= from) latency.RecordValue(Math.Max(0, frames.FirstAbove(at) - due));
                at++;
            }
        }
        return latency;
    }
}
