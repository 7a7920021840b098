using EduDx.Ops.Alarms;
using EduDx.Ops.Telemetry;

namespace EduDx.Ops.Access.Tls;

/// <summary>Takes up changed certificate files, and says 30 days before the end that it comes.</summary>
internal sealed partial class CertificateWatch(
    CertificateFiles files, OpsOptions options, SystemAlarms alarms, OpsMetrics metrics, [FromKeyedServices(AccessServices.RealTime)] TimeProvider time, ILogger<CertificateWatch> logger)
    : BackgroundService
{
    private const int WarnDays = 30;
    private static readonly TimeSpan LookAtEndEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SayEvery = TimeSpan.FromDays(1);

    private DateTimeOffset _saidAt = DateTimeOffset.MinValue;
    private string? _bad;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Serving(files.Subject, files.NotAfter);
        long? looked = null;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Tls.ReloadSeconds));
        do
        {
            Reload();
            if (looked is { } before && time.GetElapsedTime(before) < LookAtEndEvery) continue;
            looked = time.GetTimestamp();
            LookAtEnd();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Reload()
    {
        try
        {
            if (!files.Reload()) return;
            _bad = null;
            _saidAt = DateTimeOffset.MinValue;
            Serving(files.Subject, files.NotAfter);
            LookAtEnd();
        }
        catch (IOException e)
        {
            _bad = e.Message;
            metrics.Lost("tls:certificate not taken up");
            NotTakenUp(options.Tls.Certificate!, e.Message);
        }
    }

    private void LookAtEnd()
    {
        var days = (files.NotAfter - time.GetUtcNow()).TotalDays;
        if (_bad is not null || days <= 0) alarms.System(SystemAlarms.CertificateBad, files.Subject, Math.Floor(days), "days_left");
        else if (days < WarnDays) alarms.System(SystemAlarms.CertificateEnds, files.Subject, Math.Floor(days), "days_left");
        if (days >= WarnDays || time.GetUtcNow() - _saidAt < SayEvery) return;
        _saidAt = time.GetUtcNow();
        if (days > 0) EndsSoon(files.Subject, files.NotAfter, (int)days);
        else Ended(files.Subject, files.NotAfter);
    }

    [LoggerMessage(721, LogLevel.Information, "TLS is served with {Subject}, which ends {NotAfter:yyyy-MM-dd}")]
    private partial void Serving(string subject, DateTimeOffset notAfter);

    [LoggerMessage(722, LogLevel.Warning, "The TLS certificate {Subject} ends {NotAfter:yyyy-MM-dd}, in {Days} days: put new files in the place of the old ones; they are taken up without a restart. See docs/operations/certificate.md")]
    private partial void EndsSoon(string subject, DateTimeOffset notAfter, int days);

    [LoggerMessage(723, LogLevel.Warning, "The TLS certificate {Subject} has ended {NotAfter:yyyy-MM-dd}: clients refuse it. See docs/operations/certificate.md")]
    private partial void Ended(string subject, DateTimeOffset notAfter);

    [LoggerMessage(724, LogLevel.Warning, "{File} has changed and cannot be taken up, the certificate before goes on being served: {Why}. See docs/operations/certificate.md")]
    private partial void NotTakenUp(string file, string why);
}
