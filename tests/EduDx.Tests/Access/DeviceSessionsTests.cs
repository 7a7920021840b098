using System.Diagnostics.Metrics;
using System.Text;
using EduDx.Ops;
using EduDx.Ops.Access.Devices;
using EduDx.Ops.Access.Limits;
using EduDx.Ops.Telemetry;
using EduDx.Registry.Credentials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Tests.Access;

public sealed class DeviceSessionsTests : IDisposable
{
    private const string Kiosk = "thcs-phu-xuan-1/kiosk/k1";
    private readonly string _folder = Directory.CreateTempSubdirectory("edudx-sessions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Who is connected with a secret that was the only one goes on for the grace of its rotation, and no longer.
    [Fact]
    public async Task A_session_ends_with_the_grace_of_its_secret()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var options = new OpsOptions();
        using var store = new CredentialStore(Path.Combine(_folder, "credentials.sqlite"));
        var credentials = new DeviceCredentials(store, time);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new OpsMetrics(services.GetRequiredService<IMeterFactory>());
        using var sessions = new DeviceSessions(options, credentials, new AddressLimits(options, metrics, time, NullLogger<AddressLimits>.Instance), new LoginAttempts(options), metrics, new Microsoft.Extensions.Hosting.Internal.ApplicationLifetime(NullLogger<Microsoft.Extensions.Hosting.Internal.ApplicationLifetime>.Instance), time);
        var secret = credentials.Issue([(Kiosk, null)], TimeSpan.Zero)[0].Secret!;
        var row = credentials.FindBySecret(Encoding.UTF8.GetBytes(secret), out var until)!;
        var hash = DeviceSecret.Hash(Encoding.UTF8.GetBytes(secret));
        var cut = new TaskCompletionSource<string>();
        var session = new DeviceSession("mqtt", "127.0.0.1:1", isRequired: true, cut.SetResult);
        session.LoggedIn(row.Id, sessions.MeterOf(row.Id), until, now => credentials.Accepts(now, hash, out _));
        sessions.Add(session);
        await sessions.StartAsync(CancellationToken.None);

        credentials.Issue([(Kiosk, null)], TimeSpan.FromMinutes(10));
        time.Advance(TimeSpan.FromMinutes(9));
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        Assert.False(cut.Task.IsCompleted, "within the grace it is left alone");
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("rotation", await cut.Task.WaitAsync(TimeSpan.FromSeconds(5)), StringComparison.Ordinal);
        await sessions.StopAsync(CancellationToken.None);
    }
}
