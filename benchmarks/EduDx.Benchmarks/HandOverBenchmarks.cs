using System.Threading.Channels;
using BenchmarkDotNet.Attributes;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Pipeline;

namespace EduDx.Benchmarks;

/// <summary>From the log to two shards, each of which takes the events of its schools: batches that all shards walk, or a channel write for each event.</summary>
[MemoryDiagnoser]
public class HandOverBenchmarks
{
    private const int Events = 25_000;
    private const int Shards = 2;
    private const int Schools = 200;
    private const int Queue = 64;
    // As much waits in either way.
    private const int QueueOfEvents = Queue * 1_000;

    private EventLog _log = null!;

    /// <summary>A log of 25,000 scans, small enough for its batches to be in memory all, however a slow disk cuts them.</summary>
    [GlobalSetup]
    public async Task Open()
    {
        _log = EventLog.Open(new() { Folder = Path.Combine(BenchmarkCity.NewFolder("handover"), "log"), DiskFloorMiB = 0 }, TimeProvider.System);
        var bytes = new byte[EventHeader.Size + ScanBody.Size];
        long ticket = 0;
        for (var i = 0; i < Events; i++)
        {
            new EventHeader(EventType.Scan, 1, i % Schools, 1, 1, (ulong)i, i, i, (UInt128)(i + 1)).Write(bytes);
            if (_log.Append(LogStream.Events, bytes, out ticket) != AppendStatus.Queued) throw new InvalidOperationException("the log refuses");
            // Commits as large as under load.
            if (i % 1_000 == 999) await _log.WaitAsync(ticket, default);
        }
    }

    /// <summary>Closes the log.</summary>
    [GlobalCleanup]
    public void Close() => _log.Dispose();

    /// <summary>A copy and a write for each event.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public async Task<long> NaiveChannelOfEvents()
    {
        var channels = Enumerable.Range(0, Shards).Select(_ => Channel.CreateBounded<byte[]>(new BoundedChannelOptions(QueueOfEvents) { SingleReader = true, SingleWriter = true })).ToArray();
        var shards = channels.Select(c => Task.Run(() => TakeEventsAsync(c.Reader))).ToArray();
        for (long offset = 0; _log.Read(LogStream.Events, offset) is { } batch; offset = batch.NextOffset)
        {
            foreach (var bytes in Copies(batch)) await channels[EventHeader.SchoolOf(bytes) % Shards].Writer.WriteAsync(bytes);
            batch.Release();
        }
        return await EndAsync(channels.Select(c => c.Writer.TryComplete()), shards);
    }

    /// <summary>The batch itself to every shard.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public async Task<long> Batches()
    {
        var channels = Enumerable.Range(0, Shards).Select(_ => Channel.CreateBounded<ShardWork>(new BoundedChannelOptions(Queue) { SingleReader = true })).ToArray();
        var shards = channels.Select((c, i) => Task.Run(() => TakeBatchesAsync(c.Reader, i))).ToArray();
        for (long offset = 0; _log.Read(LogStream.Events, offset) is { } batch; offset = batch.NextOffset)
        {
            batch.Hold(Shards - 1);
            foreach (var channel in channels) await channel.Writer.WriteAsync(new FoldBatch(batch));
        }
        return await EndAsync(channels.Select(c => c.Writer.TryComplete()), shards);
    }

    private static byte[][] Copies(LogBatch batch)
    {
        var copies = new byte[batch.Count][];
        var at = 0;
        foreach (var bytes in batch) copies[at++] = bytes.ToArray();
        return copies;
    }

    private static async Task<long> EndAsync(IEnumerable<bool> completed, Task<long>[] shards)
    {
        if (!completed.All(c => c)) throw new InvalidOperationException("a channel was closed before");
        var taken = (await Task.WhenAll(shards)).Sum();
        return taken == Events ? taken : throw new InvalidOperationException($"{taken} of {Events} events arrived");
    }

    private static async Task<long> TakeEventsAsync(ChannelReader<byte[]> reader)
    {
        long taken = 0;
        await foreach (var bytes in reader.ReadAllAsync()) taken += EventHeader.SchoolOf(bytes) >= 0 ? 1 : 0;
        return taken;
    }

    private static async Task<long> TakeBatchesAsync(ChannelReader<ShardWork> reader, int index)
    {
        long taken = 0;
        await foreach (var work in reader.ReadAllAsync()) taken += Walk(((FoldBatch)work).Batch, index);
        return taken;
    }

    private static long Walk(LogBatch batch, int index)
    {
        long taken = 0;
        foreach (var bytes in batch) taken += EventHeader.SchoolOf(bytes) % Shards == index ? 1 : 0;
        batch.Release();
        return taken;
    }
}
