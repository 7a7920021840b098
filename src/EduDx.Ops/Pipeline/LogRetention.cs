using EduDx.Log;
using EduDx.Ops.Alarms;
using EduDx.Ops.Clock;
using EduDx.Ops.Ingest;
using EduDx.Ops.Telemetry;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// Drops from each stream of the log what is older than its class of data is kept and what nobody needs any more: events after each snapshot, the other
/// streams once an hour. What cannot be dropped now stays, is said, and is tried again with the next turn.
/// </summary>
internal sealed partial class LogRetention : BackgroundService
{
    // Emptying the other streams writes their files anew.
    private static readonly TimeSpan OthersEvery = TimeSpan.FromHours(1);

    private readonly EventLog _log;
    private readonly IReadOnlyDictionary<LogStream, Func<long>> _neededFrom;
    private readonly TimeProvider _time;
    private readonly TimeSpan _every;
    private readonly OpsMetrics _metrics;
    private readonly ILogger<LogRetention> _logger;
    private readonly TurnWatch _turns;
    private readonly Dictionary<LogStream, long> _done = [];
    private readonly Dictionary<LogStream, string> _trouble = [];

    /// <summary>Asks each reader of a stream what it still needs: retention never passes a cursor, neither the folds' nor the store's.</summary>
    public static LogRetention Of(
        EventLog log, LivePipeline pipeline, HistoryFeed history, RejectedEvents rejected, AlarmEngine alarms, TimeProvider time, OpsOptions options, OpsMetrics metrics, ILogger<LogRetention> logger) =>
        new(log, new Dictionary<LogStream, Func<long>>
        {
            [LogStream.Events] = () => Math.Min(pipeline.Cursor, history.Cursor),
            [LogStream.Rejected] = () => long.MaxValue,
            [LogStream.Marks] = rejected.ForgetGone,
            [LogStream.Flagged] = () => long.MaxValue,
            [LogStream.Alarms] = alarms.NeededFrom,
        }, time, TimeSpan.FromSeconds(options.Pipeline.SnapshotSeconds), metrics, logger);

    /// <param name="log">The log.</param>
    /// <param name="neededFrom">For each stream that is not kept as long as the log: the offset of the oldest item that is still needed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="every">Time between two turns.</param>
    /// <param name="metrics">Counts what could not be dropped.</param>
    /// <param name="logger">Says why.</param>
    internal LogRetention(EventLog log, IReadOnlyDictionary<LogStream, Func<long>> neededFrom, TimeProvider time, TimeSpan every, OpsMetrics metrics, ILogger<LogRetention> logger)
    {
        (_log, _neededFrom, _time, _every, _metrics, _logger) = (log, neededFrom, time, every, metrics, logger);
        _turns = new TurnWatch(time);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Turn();
    }

    /// <summary>Drops what is due. Rejected events come before the marks that speak of them.</summary>
    internal void Turn()
    {
        _turns.Turn();
        foreach (var stream in _neededFrom.Keys.Order())
        {
            if (stream != LogStream.Events && _done.TryGetValue(stream, out var done) && _time.GetElapsedTime(done) < OthersEvery) continue;
            try
            {
                _log.DropOld(stream, _neededFrom[stream](), _turns.TrustedMs);
                _done[stream] = _time.GetTimestamp();
                _trouble.Remove(stream);
            }
            catch (Exception e) when (e is IOException or LogDamagedException or InvalidDataException)
            {
                _metrics.Lost("log:old records not dropped");
                if (_trouble.TryGetValue(stream, out var before) && before == e.Message) continue;
                _trouble[stream] = e.Message;
                NotDropped(stream, e.Message);
            }
        }
    }

    [LoggerMessage(306, LogLevel.Warning, "Old records of the stream {Stream} were not dropped: {Why}. It is tried again; until then the log grows, see docs/operations/disk-floor.md")]
    private partial void NotDropped(LogStream stream, string why);
}
