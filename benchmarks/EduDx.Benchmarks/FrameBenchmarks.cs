using System.Diagnostics.Metrics;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using EduDx.Contracts.Frames;
using EduDx.History.DuckDb;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops;
using EduDx.Ops.Alarms;
using EduDx.Ops.Care;
using EduDx.Ops.Clock;
using EduDx.Ops.Closures;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;
using EduDx.Ops.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EduDx.Benchmarks;

/// <summary>A frame of the whole city (40 communes, 200 schools, 20,000 pupils): summed from the schools' figures, and encoded for all its viewers.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    private readonly FrameRequest _request = new("attendance", null, null, null);
    private readonly MorningClock _time = new();
    private EventLog _log = null!;
    private FrameBuilder _builder = null!;
    private AttendanceFrame _frame = null!;

    /// <summary>A morning in which four of five pupils came.</summary>
    [GlobalSetup]
    public void Open()
    {
        var (folder, city) = (BenchmarkCity.NewFolder("frame"), BenchmarkCity.Model);
        var options = new OpsOptions { Data = folder };
        var (holder, views) = (new CityHolder(city), new LiveViews());
        var metrics = new OpsMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        var store = new DuckDbHistoryStore(new() { Path = Path.Combine(folder, "history.duckdb") });
        _log = EventLog.Open(new() { Folder = Path.Combine(folder, "log"), DiskFloorMiB = 0 }, _time);
        var norms = new NormsStore(options);
        var receipts = new ReceiptClock(_log, _time);
        var pipeline = new LivePipeline(_log, holder, views, norms, _time, receipts, metrics, options, NullLogger<LivePipeline>.Instance);
        var ingestor = new Ingestor(_log, holder, _time, receipts, new MemoryWatch(options, metrics, NullLogger<MemoryWatch>.Instance), metrics);
        var history = new HistoryFeed(_log, pipeline, views, store, [], holder, ingestor, _time, options, metrics, NullLogger<HistoryFeed>.Instance);
        var comparisons = new Comparisons(store, _time, NullLogger<Comparisons>.Instance);
        var alarms = new AlarmEngine(_log, holder, pipeline, views, comparisons, new RuleStore(options), new SystemAlarms(holder, _time), _time, receipts, metrics, NullLogger<AlarmEngine>.Instance);
        _builder = new FrameBuilder(holder, views, pipeline, new SystemHealth(_log, pipeline, history, metrics, _time, options), comparisons, alarms, new ClosureJournal(_log, city, options, _time), norms, new TreeViews(new EduDx.Registry.RegistryStore(Path.Combine(folder, "registry.sqlite"), _time), _time), _time, options);
        foreach (var school in city.Schools) views.Publish(Morning(school));
        _frame = (AttendanceFrame?)_builder.Build(_request, out var problem) ?? throw new InvalidOperationException(problem);
    }

    /// <summary>Closes the log.</summary>
    [GlobalCleanup]
    public void Close() => _log.Dispose();

    /// <summary>Sums and picks.</summary>
    [Benchmark]
    public IWallFrame? Build() => _builder.Build(_request, out _);

    /// <summary>To JSON, once for all viewers.</summary>
    [Benchmark]
    public int Encode() => JsonSerializer.SerializeToUtf8Bytes(
        new HubMessage { ServerTime = _time.GetUtcNow(), ClockSpeed = 1, Frame = _frame }, ContractJson.Readable.HubMessage).Length;

    private static SchoolView Morning(SchoolModel school)
    {
        var day = new SchoolDay(school, BenchmarkCity.Day);
        for (var slot = 0; slot < school.PersonKeys.Length; slot++)
        {
            if (slot % 5 == 0) continue;
            var at = LocalTime.StartMs(BenchmarkCity.Day) + (375 + slot % 50) * 60_000L;
            day.FoldScan(new(EventType.Scan, 1, school.Node.Key, school.Kiosks[0].Key, 0, 0, at, at, (UInt128)(slot + 1)), new(school.PersonKeys[slot], ScanDirection.In, ScanMode.Kiosk, 1, 1, 1), slot, 0);
        }
        return day.View(MorningClock.Now.ToUnixTimeMilliseconds(), new AttendanceRules());
    }

    private sealed class MorningClock : TimeProvider
    {
        public static readonly DateTimeOffset Now = LocalTime.At(LocalTime.StartMs(BenchmarkCity.Day) + 8 * 3_600_000L);

        public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
    }
}
