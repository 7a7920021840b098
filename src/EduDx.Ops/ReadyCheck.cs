using EduDx.Log;
using EduDx.Ops.Pipeline;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EduDx.Ops;

/// <summary>Ready: the log takes events and the figures have caught up with what was in it at start.</summary>
internal sealed class ReadyCheck(EventLog log, LivePipeline pipeline, HistoryFeed history) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (log.Error is { } error) return Task.FromResult(HealthCheckResult.Unhealthy(error.Message));
        if (!pipeline.Ready.IsCompletedSuccessfully) return Task.FromResult(HealthCheckResult.Unhealthy("the figures are catching up with the log"));
        if (log.Refusing == AppendStatus.DiskFloor) return Task.FromResult(HealthCheckResult.Unhealthy("new events are refused: the disk has reached its floor (docs/operations/disk-floor.md)"));
        return Task.FromResult(history.Trouble is { } trouble ? HealthCheckResult.Degraded($"the history store is behind: {trouble}") : HealthCheckResult.Healthy());
    }
}
