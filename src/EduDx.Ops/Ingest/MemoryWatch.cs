using EduDx.Ops.Telemetry;

namespace EduDx.Ops.Ingest;

/// <summary>
/// Says when memory is short: then telemetry waits at its sources, so that attendance does not have to. Measured by what was left after the last collection of garbage,
/// and by the whole process where its limit holds for all of it.
/// </summary>
public sealed partial class MemoryWatch
{
    private const int Hysteresis = 5;
    private const long SampleEveryMs = 250;

    // What the last collection left is only known to be gone after another one; without events none comes by itself.
    private const long CollectEveryMs = 5_000;

    private static readonly bool HeapIsLimited = GC.GetConfigurationVariables().TryGetValue("GCHeapHardLimit", out var limit) && limit is long and > 0;

    private readonly int _abovePct;
    private readonly ILogger<MemoryWatch> _logger;
    private long _sampledMs;
    private long _collectedMs;
    private volatile bool _isShort;

    /// <summary>Registers the gauge.</summary>
    public MemoryWatch(OpsOptions options, OpsMetrics metrics, ILogger<MemoryWatch> logger)
    {
        (_abovePct, _logger) = (options.Memory.ShedTelemetryAbovePct, logger);
        metrics.Meter.CreateObservableGauge("edudx.memory.load", () => (long)LoadPct(), "%", "Memory in use of what the process may use; telemetry is refused from Ops:Memory:ShedTelemetryAbovePct on");
    }

    /// <summary>True while telemetry is to be refused. Looks again at most four times a second.</summary>
    public bool IsShort
    {
        get
        {
            var now = Environment.TickCount64;
            var sampled = Volatile.Read(ref _sampledMs);
            if (now - sampled >= SampleEveryMs && Interlocked.CompareExchange(ref _sampledMs, now, sampled) == sampled) Sample(now);
            return _isShort;
        }
    }

    private static double LoadPct()
    {
        var info = GC.GetGCMemoryInfo(GCKind.Any);
        if (info.TotalAvailableMemoryBytes == 0) return 0;
        var used = HeapIsLimited ? info.HeapSizeBytes : Math.Max(info.HeapSizeBytes, Environment.WorkingSet);
        return used * 100.0 / info.TotalAvailableMemoryBytes;
    }

    private void Sample(long now)
    {
        var load = LoadPct();
        var wasShort = _isShort;
        _isShort = _abovePct < 100 && load >= (wasShort ? _abovePct - Hysteresis : _abovePct);
        if (_isShort && !wasShort) Short((int)load);
        if (!_isShort && wasShort) Enough((int)load);
        if (!_isShort || now - _collectedMs < CollectEveryMs) return;
        _collectedMs = now;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }

    [LoggerMessage(120, LogLevel.Warning, "Memory is short ({Percent} % in use): telemetry is refused and waits at its sources; see docs/operations/memory-short.md")]
    private partial void Short(int percent);

    [LoggerMessage(121, LogLevel.Information, "Memory is enough again ({Percent} % in use): telemetry is taken")]
    private partial void Enough(int percent);
}
