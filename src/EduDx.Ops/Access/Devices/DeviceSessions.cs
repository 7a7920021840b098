using System.Collections.Concurrent;
using EduDx.Ops.Access.Limits;
using EduDx.Ops.Telemetry;
using EduDx.Registry.Credentials;

namespace EduDx.Ops.Access.Devices;

/// <summary>
/// The connections that are open. Once a second it cuts those whose secret has ended and those that send a packet too slowly; a revocation cuts at
/// once.
/// </summary>
internal sealed class DeviceSessions : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<DeviceSession, byte> _open = new();
    private readonly ConcurrentDictionary<string, DeviceMeter> _meters = new(StringComparer.Ordinal);
    private readonly OpsOptions _options;
    private readonly DeviceCredentials _credentials;
    private readonly AddressLimits _addresses;
    private readonly LoginAttempts _attempts;
    private readonly OpsMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenRegistration _onStopping;

    public DeviceSessions(
        OpsOptions options, DeviceCredentials credentials, AddressLimits addresses, LoginAttempts attempts, OpsMetrics metrics, IHostApplicationLifetime lifetime,
        [FromKeyedServices(AccessServices.RealTime)] TimeProvider time)
    {
        (_options, _credentials, _addresses, _attempts, _metrics, _time, _stopping) = (options, credentials, addresses, attempts, metrics, time, lifetime.ApplicationStopping);
        credentials.Changed += OnChanged;
        _onStopping = _stopping.Register(EndAll);
    }

    /// <summary>Sessions that have logged in.</summary>
    public int LoggedIn => _open.Keys.Count(s => s.Id is not null);

    public void Add(DeviceSession session)
    {
        _open.TryAdd(session, 0);
        // Whoever comes while the server stops is told so too.
        if (_stopping.IsCancellationRequested) session.Cut(Stopping.Reason);
    }

    public void Remove(DeviceSession session) => _open.TryRemove(session, out _);

    /// <summary>Another session of the same credential that is alive, over whichever transport; null without one.</summary>
    public DeviceSession? Other(DeviceSession session, string id)
    {
        var now = Environment.TickCount64;
        foreach (var other in _open.Keys)
        {
            if (other != session && other.Id == id && other.CutOff is null && other.IsAlive(now)) return other;
        }
        return null;
    }

    /// <summary>What a device has used up. Bounded by the credentials there are.</summary>
    public DeviceMeter MeterOf(string id) => _meters.GetOrAdd(id, _ => new DeviceMeter(_options.Limits));

    public override void Dispose()
    {
        _credentials.Changed -= OnChanged;
        _onStopping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var (now, utc) = (Environment.TickCount64, _time.GetUtcNow().ToUnixTimeMilliseconds());
            foreach (var session in _open.Keys)
            {
                if (session.CutOff is not null) continue;
                if (session.UntilMs <= utc || HasEnded(session)) Cut(session, "the secret before the rotation has ended");
                else if (session.PartialSinceMs is > 0 and var since && now - since > _options.Limits.PacketSeconds * 1000L) Cut(session, "packet sent too slowly");
            }
            _addresses.Sweep(utc);
            _attempts.Sweep(now);
        }
    }

    // The web server waits for its connections before the folds may take their last snapshot, and a device does not go by itself.
    private void EndAll()
    {
        foreach (var session in _open.Keys) session.Cut(Stopping.Reason);
    }

    private void OnChanged(CredentialRow row)
    {
        foreach (var session in _open.Keys)
        {
            // A rotation leaves a session alone for the time of its grace, and the next look ends it then.
            if (session.Id == row.Id && !session.IsInForce(row)) Cut(session, row.RevokedMs != 0 ? "credential revoked" : "credential replaced");
        }
    }

    // Its secret was the only one when it logged in, and is the one before by now.
    private bool HasEnded(DeviceSession session) => session.Id is { } id && (_credentials.Find(id) is not { } row || !session.IsInForce(row));

    private void Cut(DeviceSession session, string reason)
    {
        _metrics.Guarded(reason);
        session.Cut(reason);
    }
}
