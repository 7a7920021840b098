using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EduDx.Live.Events;
using EduDx.Ops.Ingest;
using EduDx.Ops.Scans;

namespace EduDx.Ops.Telemetry;

/// <summary>Every metric of the server, in one place. Names and units follow the OpenTelemetry conventions.</summary>
public sealed class OpsMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "EduDx.Ops";

    private readonly Counter<long> _rejected;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _unroutable;
    private readonly Counter<long> _historyRetries;
    private readonly Counter<long> _guarded;
    private readonly Counter<long> _clockSet;
    private readonly Counter<long> _denied;
    private readonly Counter<long> _flagged;
    private readonly ConcurrentDictionary<string, long> _rejectedBy = new();
    private readonly ConcurrentDictionary<string, long> _flaggedBy = new();
    private readonly ConcurrentDictionary<string, long> _losses = new();
    private long _acceptedTotal;
    private int _sessions;

    /// <summary>Registers the instruments.</summary>
    public OpsMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        // Read when somebody looks: a counter that is told of each event costs more than the copy into the log.
        Meter.CreateObservableCounter("edudx.ingest.accepted", () => AcceptedTotal, "{event}", "Events appended to the log");
        _rejected = Meter.CreateCounter<long>("edudx.ingest.rejected", "{event}", "Events rejected and kept, by reason of the first of a payload");
        _refused = Meter.CreateCounter<long>("edudx.ingest.refused", "{payload}", "Payloads not taken (disk floor, overload, failed log); the source sends again");
        _unroutable = Meter.CreateCounter<long>("edudx.pipeline.unroutable", "{event}", "Stored events whose school, person or kiosk the registry no longer has");
        _historyRetries = Meter.CreateCounter<long>("edudx.history.retries", "{attempt}", "Appends that the history store did not take at once");
        _guarded = Meter.CreateCounter<long>("edudx.mqtt.guarded", "{connection}", "Connections closed and payloads refused by a limit");
        _denied = Meter.CreateCounter<long>("edudx.access.denied", "{attempt}", "Log-ins and topics that were not allowed");
        _clockSet = Meter.CreateCounter<long>("edudx.clock.set", "{step}", "Times that the machine's clock was set by more than two seconds, by direction");
        _flagged = Meter.CreateCounter<long>("edudx.scans.flagged", "{scan}", "Suspicious scans, by what is suspicious: counted and listed, or rejected for their card");
    }

    /// <summary>For gauges that features register beside themselves.</summary>
    public Meter Meter { get; }

    /// <summary>Events accepted since the process started.</summary>
    public long AcceptedTotal => Interlocked.Read(ref _acceptedTotal);

    /// <summary>Rejected events since the process started, by the reason of the first of a payload.</summary>
    public IReadOnlyDictionary<string, long> RejectedByReason => _rejectedBy;

    /// <summary>Suspicious scans since the process started, by what is suspicious; a scan may have several reasons.</summary>
    public IReadOnlyDictionary<string, long> FlaggedByReason => _flaggedBy;

    /// <summary>Payloads refused, connections closed by a limit, what was not allowed, and stored events that no fold could take, since the process started.</summary>
    public IReadOnlyDictionary<string, long> Losses => _losses;

    /// <summary>MQTT sessions that are connected.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    /// <summary>Counts an MQTT session that came (1) or went (-1).</summary>
    public void Session(int change) => Interlocked.Add(ref _sessions, change);

    /// <summary>Counts what became of a payload.</summary>
    public void Ingested(in IngestResult result)
    {
        if (result.Accepted > 0) Interlocked.Add(ref _acceptedTotal, result.Accepted);
        if (result.Rejected > 0)
        {
            var reason = result.Reason.Code();
            _rejected.Add(result.Rejected, new KeyValuePair<string, object?>("reason", reason));
            Count(_rejectedBy, reason, result.Rejected);
        }
        if (result.Status == Log.AppendStatus.Queued) return;
        _refused.Add(1, new KeyValuePair<string, object?>("reason", result.Status.ToString()));
        Count(_losses, $"refused:{result.Status}", 1);
    }

    /// <summary>Counts a suspicious scan under each of its reasons.</summary>
    internal void Flagged(ScanFlags flags, RejectReason rejected)
    {
        foreach (var code in rejected == RejectReason.None ? FlagCodes.Of(flags) : [rejected.Code()])
        {
            _flagged.Add(1, new KeyValuePair<string, object?>("reason", code));
            Count(_flaggedBy, code, 1);
        }
    }

    /// <summary>Counts a stored event that no fold can take.</summary>
    public void Unroutable()
    {
        _unroutable.Add(1);
        Count(_losses, "unroutable", 1);
    }

    /// <summary>Counts an append that the history store did not take.</summary>
    public void HistoryRetry() => _historyRetries.Add(1);

    /// <summary>Counts a connection closed, or a payload refused, by a limit.</summary>
    public void Guarded(string limit)
    {
        _guarded.Add(1, new KeyValuePair<string, object?>("limit", limit));
        Count(_losses, $"guarded:{limit}", 1);
    }

    /// <summary>Counts that the machine's clock was set, by milliseconds.</summary>
    public void ClockSet(long ms)
    {
        var direction = ms > 0 ? "ahead" : "back";
        _clockSet.Add(1, new KeyValuePair<string, object?>("direction", direction));
        Count(_losses, $"clock-set:{direction}", 1);
    }

    /// <summary>Counts a log-in or topic that was not allowed.</summary>
    public void Denied(string what)
    {
        _denied.Add(1, new KeyValuePair<string, object?>("what", what));
        Count(_losses, $"denied:{what}", 1);
    }

    /// <summary>Counts something that was shown and could not be kept.</summary>
    public void Lost(string what) => Count(_losses, what, 1);

    private static void Count(ConcurrentDictionary<string, long> counts, string name, long by) => counts.AddOrUpdate(name, by, (_, before) => before + by);
}
