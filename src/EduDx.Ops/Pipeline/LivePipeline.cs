using EduDx.Live.City;
using EduDx.Log;
using EduDx.Ops.Care;
using EduDx.Ops.Clock;
using EduDx.Ops.Ingest;
using EduDx.Ops.Telemetry;
using Microsoft.IO;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// From the log to the live figures: one reader, bounded channels, one writer a shard, a cursor of its own, and snapshots. A
/// restart takes the snapshot, replays what is newer, and shows the same numbers.
/// </summary>
public sealed partial class LivePipeline : BackgroundService
{
    private readonly EventLog _log;
    private readonly CityHolder _city;
    private readonly PipelineOptions _options;
    private readonly ILogger<LivePipeline> _logger;
    private readonly SnapshotFile _snapshots;
    private readonly Shard[] _shards;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _modelGate = new(1);
    private readonly SemaphoreSlim _feed = new(1);
    private readonly long _start;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _snapshotOffset;
    private long _read;

    /// <summary>Loads the snapshot; the replay begins when the host starts.</summary>
    /// <exception cref="LogDamagedException">The log does not reach the snapshot's cursor.</exception>
    public LivePipeline(EventLog log, CityHolder city, LiveViews views, NormsStore norms, TimeProvider time, ReceiptClock receipts, OpsMetrics metrics, OpsOptions options, ILogger<LivePipeline> logger)
    {
        (_log, _city, _options, _logger, _time) = (log, city, options.Pipeline, logger, time);
        _snapshots = new SnapshotFile(Path.Combine(options.Data, "live"));
        var snapshot = _snapshots.Read(out var damaged);
        if (damaged is not null) SnapshotDamaged(damaged);
        // The parts of a snapshot belong to a number of shards, so that number stays; removing the folder live/ changes it.
        var count = _options.Shards;
        if (snapshot is { } found && found.Shards.Length != count) count = found.Shards.Length;
        _shards = [.. Enumerable.Range(0, count).Select(i => new Shard(i, count, city.Current, views, norms, () => log.DurableOffset(LogStream.Events), time, receipts, metrics, _options))];
        _start = snapshot?.Offset ?? log.FirstOffset(LogStream.Events);
        log.CheckCursor("the live snapshot", _start);
        if (snapshot is { } s)
        {
            Parallel.For(0, count, i =>
            {
                var bytes = s.Shards[i];
                using var reader = new BinaryReader(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count));
                _shards[i].Restore(reader, _start);
            });
        }
        _snapshotOffset = _start;
        _read = _start;
        metrics.Meter.CreateObservableGauge("edudx.live.lag", () => log.DurableOffset(LogStream.Events) - PublishedOffset, "{event}", "Committed events that the live figures do not show yet");
    }

    /// <summary>Every event below this offset is in the figures that readers see.</summary>
    public long PublishedOffset => _shards.Min(s => s.PublishedOffset);

    /// <summary>The consumer's cursor: what a restart would begin from.</summary>
    public long Cursor => Volatile.Read(ref _snapshotOffset);

    /// <summary>Done once everything that was in the log at start is in the figures.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Raised with the new cursor after each snapshot.</summary>
    public event Action<long>? SnapshotTaken;

    /// <summary>Puts a newer model in force: the folds first, so that no event can name a person they do not know.</summary>
    /// <param name="make">Makes the model when its turn has come, so that of two at once the later one is also the newer one.</param>
    /// <param name="cancel">Gives up waiting for the turn.</param>
    public async Task TakeModelAsync(Func<CityModel> make, CancellationToken cancel)
    {
        await _modelGate.WaitAsync(cancel);
        try
        {
            var newer = make();
            foreach (var shard in _shards)
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await shard.Work.WriteAsync(new TakeModel(newer, done), cancel);
                await done.Task.WaitAsync(cancel);
            }
            _city.Swap(newer);
        }
        finally
        {
            _modelGate.Release();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The shards outlive the reader, so that the last snapshot can still be taken.
        using var shardsStop = new CancellationTokenSource();
        var shards = _shards.Select(s => Task.Factory.StartNew(
            () => s.RunAsync(shardsStop.Token), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap()).ToArray();
        try
        {
            var loops = Task.WhenAll(
                ReadLogAsync(stoppingToken), TickAsync(stoppingToken), SnapshotsAsync(stoppingToken), ReadyAsync(stoppingToken));
            // A shard ends only by failing; the host stops then, and a restart replays.
            await await Task.WhenAny(loops, Task.WhenAny(shards).Unwrap());
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await SnapshotAsync(CancellationToken.None);
        }
        finally
        {
            await shardsStop.CancelAsync();
        }
    }

    private async Task ReadLogAsync(CancellationToken cancel)
    {
        while (true)
        {
            await _log.WaitForOffsetAsync(_read, cancel);
            while (_log.Read(LogStream.Events, _read) is { } batch)
            {
                await _feed.WaitAsync(cancel);
                try
                {
                    batch.Hold(_shards.Length - 1);
                    // Not cancelled half way: all shards have a batch, or none.
                    foreach (var shard in _shards) await shard.Work.WriteAsync(new FoldBatch(batch), CancellationToken.None);
                    Volatile.Write(ref _read, batch.NextOffset);
                }
                finally
                {
                    _feed.Release();
                }
            }
        }
    }

    private async Task TickAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        do
        {
            // A shard whose queue is full publishes by itself between batches.
            foreach (var shard in _shards) shard.Work.TryWrite(Tick.Instance);
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    private async Task ReadyAsync(CancellationToken cancel)
    {
        var target = _log.DurableOffset(LogStream.Events);
        while (PublishedOffset < target || _shards.Any(s => !s.HasPublished)) await Task.Delay(20, cancel);
        _ready.TrySetResult();
        Replayed(target - _start, target);
    }

    private async Task SnapshotsAsync(CancellationToken cancel)
    {
        var every = TimeSpan.FromSeconds(_options.SnapshotSeconds);
        for (var wait = every; ; )
        {
            await Task.Delay(wait, cancel);
            var started = _time.GetTimestamp();
            await SnapshotAsync(cancel);
            // Of a state so large that writing it takes long, nine tenths of the time are left for folding.
            var cost = _time.GetElapsedTime(started) * 9;
            wait = cost > every ? cost : every;
        }
    }

    private async Task SnapshotAsync(CancellationToken cancel)
    {
        var saves = _shards.Select(_ => new TaskCompletionSource<RecyclableMemoryStream>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        long offset;
        // No batch may slip in between the marks: all shards save the same offset.
        await _feed.WaitAsync(cancel);
        try
        {
            offset = _read;
            if (offset == _snapshotOffset) return;
            for (var i = 0; i < saves.Length; i++) await _shards[i].Work.WriteAsync(new SaveState(saves[i]), CancellationToken.None);
        }
        finally
        {
            _feed.Release();
        }
        var parts = await Task.WhenAll(saves.Select(s => s.Task));
        try
        {
            _snapshots.Write(offset, [.. parts.Select(p => p.GetReadOnlySequence())]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The old one stays, and the log from there on: a restart only has more to replay.
            SnapshotFailed(e.Message);
            return;
        }
        finally
        {
            foreach (var part in parts) await part.DisposeAsync();
        }
        Volatile.Write(ref _snapshotOffset, offset);
        SnapshotTaken?.Invoke(offset);
    }

    [LoggerMessage(201, LogLevel.Warning, "The snapshot cannot be used: {Why}")]
    private partial void SnapshotDamaged(string why);

    [LoggerMessage(203, LogLevel.Warning, "The snapshot cannot be written: {Why}. The one before it stays; see docs/operations/disk-floor.md")]
    private partial void SnapshotFailed(string why);

    [LoggerMessage(202, LogLevel.Information, "Live figures are ready: {Events} events replayed, offset {Offset}")]
    private partial void Replayed(long events, long offset);
}
