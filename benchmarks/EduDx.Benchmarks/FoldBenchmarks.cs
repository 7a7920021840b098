using BenchmarkDotNet.Attributes;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops;
using EduDx.Ops.Care;
using EduDx.Ops.Clock;
using EduDx.Ops.Pipeline;
using EduDx.Ops.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace EduDx.Benchmarks;

/// <summary>A scan into the attendance of a school, read from its canonical bytes as the pipeline reads it; and the figures of a school.</summary>
[MemoryDiagnoser]
public class FoldBenchmarks
{
    private const int Warm = 95_000;
    private const int New = 80_000;
    // Their batches fit into the log's memory.
    private const int Logged = 25_000;

    private readonly SchoolModel _school = BenchmarkCity.Model.Schools[0];
    private readonly byte[][] _events;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<OpsMetrics>().BuildServiceProvider();
    private readonly List<LogBatch> _batches = [];
    private SchoolDay _day = null!;
    private EventLog _log = null!;
    private Shard _shard = null!;

    /// <summary>Events with ids of their own.</summary>
    public FoldBenchmarks() => _events = [.. Enumerable.Range(1, Warm + New).Select(Canonical)];

    /// <summary>A day that has taken 95,000 scans: its id set has room for the next 80,000.</summary>
    [IterationSetup(Target = nameof(NewScan))]
    public void WarmDay()
    {
        _day = new SchoolDay(_school, BenchmarkCity.Day);
        for (var i = 0; i < Warm; i++) Fold(_events[i]);
    }

    /// <summary>The same day for repeats and figures.</summary>
    [GlobalSetup(Targets = [nameof(RepeatedScan), nameof(Figures)])]
    public void FullDay() => WarmDay();

    /// <summary>A shard that has folded the batches of a log once.</summary>
    [GlobalSetup(Target = nameof(ShardOfCity))]
    public async Task FoldLog()
    {
        var folder = BenchmarkCity.NewFolder("fold");
        _log = EventLog.Open(new() { Folder = Path.Combine(folder, "log"), DiskFloorMiB = 0 }, TimeProvider.System);
        for (var i = 0; i < Logged; i++)
        {
            if (_log.Append(LogStream.Events, _events[i], out var ticket) != AppendStatus.Queued) throw new InvalidOperationException("the log refuses");
            if (i % 1_000 == 999) await _log.WaitAsync(ticket, default);
        }
        for (long offset = 0; _log.Read(LogStream.Events, offset) is { } batch; offset = batch.NextOffset) _batches.Add(batch);
        var options = new OpsOptions { Data = folder };
        _shard = new Shard(0, 1, BenchmarkCity.Model, new LiveViews(), new NormsStore(options), () => 0, TimeProvider.System, new ReceiptClock(_log, TimeProvider.System), _services.GetRequiredService<OpsMetrics>(), new PipelineOptions { Shards = 1 });
        ShardOfCity();
    }

    /// <summary>Closes the log.</summary>
    [GlobalCleanup(Target = nameof(ShardOfCity))]
    public void CloseLog() => _log.Dispose();

    /// <summary>Scans that were there before, as a shard takes them from the log: its school found, its person's place, its kiosk heard.</summary>
    [Benchmark(OperationsPerInvoke = Logged)]
    public void ShardOfCity()
    {
        foreach (var batch in _batches)
        {
            // The fold gives up one hold.
            batch.Hold(1);
            _shard.Fold(batch);
        }
    }

    /// <summary>A scan that was not there before.</summary>
    [Benchmark(OperationsPerInvoke = New)]
    public void NewScan()
    {
        for (var i = Warm; i < Warm + New; i++) Fold(_events[i]);
    }

    /// <summary>A scan that was there before.</summary>
    [Benchmark(OperationsPerInvoke = 1_000)]
    public void RepeatedScan()
    {
        for (var i = 0; i < 1_000; i++) Fold(_events[i]);
    }

    /// <summary>The figures of a school of 100 pupils.</summary>
    [Benchmark]
    public SchoolView Figures() => _day.View(LocalTime.StartMs(BenchmarkCity.Day) + 8 * 3_600_000, new AttendanceRules());

    private void Fold(byte[] bytes)
    {
        var header = EventHeader.Read(bytes);
        _day.FoldScan(header, ScanBody.Read(bytes), (int)(header.Seq % (ulong)_school.PersonKeys.Length), 0);
    }

    private byte[] Canonical(int i)
    {
        var bytes = new byte[EventHeader.Size + ScanBody.Size];
        var at = LocalTime.StartMs(BenchmarkCity.Day) + 6 * 3_600_000 + i * 7L % 3_600_000;
        new EventHeader(EventType.Scan, 1, _school.Node.Key, _school.Kiosks[0].Key, 1, (ulong)i, at, at, new UInt128((ulong)i * 0x9E3779B97F4A7C15, (ulong)i)).Write(bytes);
        new ScanBody(_school.PersonKeys[i % _school.PersonKeys.Length], ScanDirection.In, ScanMode.Kiosk, 1, 1, 1).Write(bytes);
        return bytes;
    }
}
