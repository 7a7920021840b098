using EduDx.Contracts.Frames;
using EduDx.Log;
using EduDx.Ops.Clock;
using EduDx.Ops.Pipeline;
using EduDx.Ops.Telemetry;

namespace EduDx.Ops.Hub;

/// <summary>Can the figures be believed: rates, lags and refusals, for the footer of each wall and for <c>/api/v1/counters</c>.</summary>
public sealed partial class SystemHealth(EventLog log, LivePipeline pipeline, HistoryFeed history, OpsMetrics metrics, TimeProvider time, OpsOptions options, Access.Tls.CertificateFiles? certificate = null)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<(long Timestamp, long Accepted)> _samples = new();

    /// <summary>The footer's line.</summary>
    public SystemLine Line()
    {
        var durable = log.DurableOffset(LogStream.Events);
        return new SystemLine
        {
            EventsPerSecond = Math.Round(Rate(), 1),
            LiveLag = Math.Max(0, durable - pipeline.PublishedOffset),
            HistoryLag = Math.Max(0, durable - history.Cursor),
            Rejected = log.DurableOffset(LogStream.Rejected),
            Refusing = log.Refusing != AppendStatus.Queued,
            SimulatedClock = time is SimulatedClock,
        };
    }

    /// <summary>The law of the numbers, with the cursors.</summary>
    public CountersAnswer Counters()
    {
        // Durable offsets only grow: reading them before the next offsets keeps the sum from coming out short.
        var (stored, rejected) = (log.DurableOffset(LogStream.Events), log.DurableOffset(LogStream.Rejected));
        var inFlight = log.NextOffset(LogStream.Events) - stored + log.NextOffset(LogStream.Rejected) - rejected;
        var live = pipeline.PublishedOffset;
        return new CountersAnswer
        {
            Received = stored + rejected + inFlight,
            Stored = stored,
            Rejected = rejected,
            InFlight = inFlight,
            LiveOffset = live,
            HistoryOffset = history.Cursor,
            Drained = inFlight == 0 && live >= stored && history.Cursor >= stored && history.OutcomesThrough >= stored && history.FiguresThrough >= stored,
        };
    }

    private double Rate()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var accepted = metrics.AcceptedTotal;
            _samples.Enqueue((now, accepted));
            while (_samples.Count > 1 && time.GetElapsedTime(_samples.Peek().Timestamp, now) > Window) _samples.Dequeue();
            var (first, before) = _samples.Peek();
            var seconds = time.GetElapsedTime(first, now).TotalSeconds;
            return seconds < 0.1 ? 0 : (accepted - before) / seconds;
        }
    }
}
