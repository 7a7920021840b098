using EduDx.Log;
using EduDx.Ops.Alarms;
using EduDx.Ops.Clock;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// Drops from each stream of the log what is older than its class of data is kept and what nobody needs any more: events after each snapshot, the other
/// streams once an hour.
/// </summary>
internal sealed class LogRetention : BackgroundService
{
    // Emptying the other streams writes their files anew.
    private static readonly TimeSpan OthersEvery = TimeSpan.FromHours(1);

    private readonly EventLog _log;
    private readonly IReadOnlyDictionary<LogStream, Func<long>> _neededFrom;
    private readonly TimeProvider _time;
    private readonly TimeSpan _every;
    private readonly TurnWatch _turns;
    private readonly Dictionary<LogStream, long> _done = [];

    /// <summary>Asks each reader of a stream what it still needs: retention never passes a cursor, neither the folds' nor the store's.</summary>
    public static LogRetention Of(
        EventLog log, LivePipeline pipeline, HistoryFeed history, RejectedEvents rejected, AlarmEngine alarms, TimeProvider time, OpsOptions options) =>
        new(log, new Dictionary<LogStream, Func<long>>
        {
            [LogStream.Events] = () => Math.Min(pipeline.Cursor, history.Cursor),
            [LogStream.Rejected] = () => long.MaxValue,
            [LogStream.Marks] = rejected.ForgetGone,
            [LogStream.Flagged] = () => long.MaxValue,
            [LogStream.Alarms] = alarms.NeededFrom,
        }, time, TimeSpan.FromSeconds(options.Pipeline.SnapshotSeconds));

    /// <param name="log">The log.</param>
    /// <param name="neededFrom">For each stream that is not kept as long as the log: the offset of the oldest item that is still needed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="every">Time between two turns.</param>
    internal LogRetention(EventLog log, IReadOnlyDictionary<LogStream, Func<long>> neededFrom, TimeProvider time, TimeSpan every)
    {
        (_log, _neededFrom, _time, _every) = (log, neededFrom, time, every);
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
            _log.DropOld(stream, _neededFrom[stream](), _turns.TrustedMs);
            _done[stream] = _time.GetTimestamp();
        }
    }
}
