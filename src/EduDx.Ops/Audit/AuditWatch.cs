using EduDx.Ops.Telemetry;

namespace EduDx.Ops.Audit;

/// <summary>Shows how the audit does, and writes its head into the log each hour: who keeps the log elsewhere has what the audit can be proved against.</summary>
internal sealed partial class AuditWatch : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TellEvery = TimeSpan.FromHours(1);

    private readonly AuditLog _audit;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditWatch> _logger;

    public AuditWatch(AuditLog audit, TimeProvider time, OpsMetrics metrics, ILogger<AuditWatch> logger)
    {
        (_audit, _time, _logger) = (audit, time, logger);
        metrics.Meter.CreateObservableGauge("edudx.audit.failed", () => audit.IsFailed ? 1 : 0, "{state}", "1 while the audit takes no entry: what must be audited is not done");
        metrics.Meter.CreateObservableCounter("edudx.audit.entries", () => audit.Head.Seq + 1, "{entry}", "Entries of the audit's chain");
        metrics.Meter.CreateObservableCounter("edudx.audit.counted", () => audit.RefusalsCounted, "{refusal}", "Refusals that came too fast to be written down one by one");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        var (told, failed) = (-1L, false);
        do
        {
            var (seq, hash) = _audit.Head;
            if (told < 0 || _time.GetElapsedTime(told) > TellEvery)
            {
                told = _time.GetTimestamp();
                HeadIs(seq, hash);
            }
            if (_audit.IsFailed && !failed) CannotWrite();
            failed = _audit.IsFailed;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(901, LogLevel.Information, "Audit: entry {Seq} is the newest, head {Hash}")]
    private partial void HeadIs(long seq, string hash);

    [LoggerMessage(902, LogLevel.Error, "The audit takes no entry: what must stand in it is refused until it does (docs/operations/audit.md)")]
    private partial void CannotWrite();
}
