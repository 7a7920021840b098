using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Servers;
using Grpc.Core;
using Grpc.Net.Client;
using MQTTnet;
using MQTTnet.Formatter;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Access;

/// <summary>A server that asks for credentials: who gets one, with what he gets in, and how it ends.</summary>
public sealed class CredentialTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Kiosk = "thcs-phu-xuan-1/kiosk/k1";

    private readonly ServerProcess _server = new("--Ops:Access:Mode=Required", "--Ops:Limits:LoginsPerMinute=200");

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Who_has_no_credential_is_not_let_in()
    {
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, await CodeAsync(null, null, clientId: "somebody"));
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, await CodeAsync(Kiosk, secret, clientId: "somebody"));
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, await CodeAsync("thcs-phu-xuan-1/kiosk/#", secret));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await CodeAsync(Kiosk, secret + "x"));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await CodeAsync("thcs-phu-xuan-1/kiosk/k2", secret));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await CodeAsync(Kiosk, secret + "x", version: MqttProtocolVersion.V311));
        Assert.Equal(MqttClientConnectResultCode.Success, await CodeAsync(Kiosk, secret));
        Assert.Equal(MqttClientConnectResultCode.Success, await CodeAsync(Kiosk, secret, version: MqttProtocolVersion.V311));
        Assert.Equal(3, await _server.LossAsync("denied:wrong secret"));
    }

    [Fact]
    public async Task Only_the_administrator_manages_and_a_secret_is_told_once_and_kept_hashed()
    {
        foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Post, ""), (HttpMethod.Post, $"/{Kiosk}/code"), (HttpMethod.Post, $"/{Kiosk}/rotate"), (HttpMethod.Post, $"/{Kiosk}/revoke") })
        {
            using var stranger = new HttpClient { BaseAddress = _server.Http.BaseAddress };
            using var request = new HttpRequestMessage(method, "/api/v1/credentials" + path);
            using var answer = await stranger.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        using var list = await _server.ManageAsync(HttpMethod.Get, "/api/v1/credentials");
        var text = await list.Content.ReadAsStringAsync();
        Assert.Contains(Kiosk, text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        await _server.StopAsync();
        foreach (var file in Directory.GetFiles(_server.Data, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{file} holds the secret");
        }
        Assert.False(_server.Output.Has(secret), "the log holds the secret");
        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(Path.Combine(_server.Data, "credentials.sqlite"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        }
        await _server.StartAsync();
        Assert.Equal(MqttClientConnectResultCode.Success, await CodeAsync(Kiosk, secret));
    }

    [Fact]
    public async Task A_code_is_exchanged_once()
    {
        using var asked = await _server.ManageAsync(HttpMethod.Post, $"/api/v1/credentials/{Kiosk}/code");
        using var code = JsonDocument.Parse(await asked.Content.ReadAsStringAsync());
        var typed = code.RootElement.GetProperty("code").GetString()!.ToLowerInvariant().Insert(5, "-");
        using var claimed = await _server.Http.PostAsJsonAsync("/api/v1/credentials/claim", new { code = typed });
        using var secret = JsonDocument.Parse(await claimed.Content.ReadAsStringAsync());
        Assert.Equal(Kiosk, secret.RootElement.GetProperty("user").GetString());
        Assert.Equal("no-store", claimed.Headers.CacheControl!.ToString());
        Assert.Equal(MqttClientConnectResultCode.Success, await CodeAsync(Kiosk, secret.RootElement.GetProperty("secret").GetString()));
        using var again = await _server.Http.PostAsJsonAsync("/api/v1/credentials/claim", new { code = typed });
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_code_ends_with_the_credential_that_is_revoked()
    {
        using var asked = await _server.ManageAsync(HttpMethod.Post, $"/api/v1/credentials/{Kiosk}/code");
        using var code = JsonDocument.Parse(await asked.Content.ReadAsStringAsync());
        using var revoked = await _server.ManageAsync(HttpMethod.Post, $"/api/v1/credentials/{Kiosk}/revoke");
        Assert.True(revoked.IsSuccessStatusCode, $"{revoked.StatusCode}");
        using var claimed = await _server.Http.PostAsJsonAsync("/api/v1/credentials/claim", new { code = code.RootElement.GetProperty("code").GetString() });
        Assert.Equal(HttpStatusCode.NotFound, claimed.StatusCode);
    }

    [Fact]
    public async Task Guessing_codes_ends_after_ten()
    {
        HttpStatusCode[] seen = new HttpStatusCode[12];
        for (var i = 0; i < seen.Length; i++)
        {
            using var answer = await _server.Http.PostAsJsonAsync("/api/v1/credentials/claim", new { code = $"ABCDEFGH{i:00}" });
            seen[i] = answer.StatusCode;
        }
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.NotFound, 10), HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], seen);
    }

    [Fact]
    public async Task A_bad_row_stops_the_whole_file_and_is_named()
    {
        using var csv = new StringContent("school,kind,source\nthcs-phu-xuan-1,kiosk,k1\nthcs-phu-xuan-1,kiosk,k99\nthcs-phu-xuan-1,kiosk,#\nthcs-phu-xuan-1,kiosk,k1", Encoding.UTF8, "text/csv");
        using var answer = await _server.ManageAsync(HttpMethod.Post, "/api/v1/credentials", csv);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var detail = problem.RootElement.GetProperty("detail").GetString()!;
        Assert.Contains("line 3: the registry has no thcs-phu-xuan-1/kiosk/k99", detail, StringComparison.Ordinal);
        Assert.Contains("line 4:", detail, StringComparison.Ordinal);
        Assert.Contains("line 5: thcs-phu-xuan-1/kiosk/k1 stands in this file twice", detail, StringComparison.Ordinal);
        using var list = await _server.ManageAsync(HttpMethod.Get, "/api/v1/credentials");
        Assert.Equal("[]", await list.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Two_thousand_sources_are_claimed_in_one_file_in_less_than_a_minute()
    {
        // Offices have any name: two thousand sources of a school without a city of two thousand kiosks.
        var waited = Stopwatch.StartNew();
        var secrets = await _server.IssueAsync(Enumerable.Range(0, 2000).Select(i => $"thcs-phu-xuan-1/office/desk-{i}"));
        output.WriteLine($"2,000 credentials issued in {waited.Elapsed.TotalSeconds:0.00} s");
        Assert.Equal(2000, secrets.Values.Distinct().Count());
        Assert.All(secrets.Values, secret => Assert.Equal(6 + 43, secret.Length));
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), $"{waited.Elapsed}");
        Assert.Equal(MqttClientConnectResultCode.Success, await CodeAsync("thcs-phu-xuan-1/office/desk-1999", secrets["thcs-phu-xuan-1/office/desk-1999"]));
    }

    [Fact]
    public async Task Revoking_cuts_the_live_session_within_five_seconds_and_for_good()
    {
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        var (_, device) = await Device.LoginAsync(_server.MqttPort, Kiosk, secret);
        await using var open = device;
        Assert.True((await device.PublishAsync(Said.Kiosk1, Said.Scan(1, Said.Card(1), await _server.NowAsync()))).IsSuccess);
        var waited = Stopwatch.StartNew();
        await _server.RevokeAsync(Kiosk);
        await Until.TrueAsync(() => !device.IsConnected, "the live session is cut", TimeSpan.FromSeconds(5));
        Assert.InRange(waited.Elapsed.TotalSeconds, 0, 5);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await CodeAsync(Kiosk, secret));
        Assert.Equal(1, await _server.LossAsync("guarded:credential revoked"));
    }

    [Fact]
    public async Task A_rotation_loses_no_event()
    {
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        var now = await _server.NowAsync();
        const int Events = 400;
        var acknowledged = 0;
        var current = secret;
        // A kiosk at work: it publishes without a pause, and takes its new secret up in the middle of it.
        async Task WorkAsync()
        {
            var (_, device) = await Device.LoginAsync(_server.MqttPort, Kiosk, secret);
            var used = secret;
            for (var i = 0; i < Events; i++)
            {
                if (used != Volatile.Read(ref current))
                {
                    await device.DisposeAsync();
                    used = current;
                    (var answer, device) = await Device.LoginAsync(_server.MqttPort, Kiosk, used);
                    Assert.Equal(MqttClientConnectResultCode.Success, answer.ResultCode);
                }
                Assert.True((await device.PublishAsync(Said.Kiosk1, Said.Scan(i, Said.Card(1 + i % 8), now.AddMilliseconds(i)))).IsSuccess);
                Interlocked.Increment(ref acknowledged);
            }
            await device.DisposeAsync();
        }
        var working = WorkAsync();
        await Until.TrueAsync(() => Volatile.Read(ref acknowledged) > 50, "the kiosk works");
        var next = await _server.RotateAsync(Kiosk, graceMinutes: 1);
        // The old secret is still good: the device has not heard of the new one yet.
        var before = Volatile.Read(ref acknowledged);
        await Until.TrueAsync(() => Volatile.Read(ref acknowledged) > before + 50 || working.IsCompleted, "it goes on with the old one");
        Volatile.Write(ref current, next);
        await working;
        await Until.Async(() => _server.LiveAsync(ServerProcess.Class6A1), f => f.Scans == Events, "every scan is live", show: f => $"{f.Scans}");
        // A second rotation without grace: what was before is over at once.
        await _server.RotateAsync(Kiosk, graceMinutes: 0);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await CodeAsync(Kiosk, next));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await CodeAsync(Kiosk, secret));
    }

    [Theory]
    [InlineData("mqtt", "mqtt")]
    [InlineData("mqtt", "grpc")]
    [InlineData("grpc", "mqtt")]
    [InlineData("grpc", "grpc")]
    public async Task A_second_session_of_one_credential_raises_an_alarm(string first, string second)
    {
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_server.GrpcPort}");
        await using var one = await OpenAsync(first, channel, secret);
        Assert.Equal(0, await _server.LossAsync("denied:second session"));
        await using var two = await OpenAsync(second, channel, secret);
        using var alarms = JsonDocument.Parse(await Until.Async(
            () => _server.Http.GetStringAsync(new Uri("/api/v1/alarms?rule=credential-shared", UriKind.Relative)), t => t.Contains("credential-shared", StringComparison.Ordinal), "the alarm is raised"));
        var alarm = Assert.Single(alarms.RootElement.GetProperty("alarms").EnumerateArray());
        Assert.Equal(Kiosk, alarm.GetProperty("subject").GetString());
        Assert.Equal("warning", alarm.GetProperty("severity").GetString());
        Assert.Equal(1, await _server.LossAsync("denied:second session"));
    }

    [Theory]
    [InlineData("mqtt", "grpc")]
    [InlineData("grpc", "mqtt")]
    public async Task One_session_after_the_other_raises_none(string first, string second)
    {
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_server.GrpcPort}");
        await (await OpenAsync(first, channel, secret)).DisposeAsync();
        // The server hears of the end of a connection a little later than the client.
        await Task.Delay(1000);
        await using var two = await OpenAsync(second, channel, secret);
        Assert.Equal(0, await _server.LossAsync("denied:second session"));
    }

    // A session that is open until it is disposed.
    private async Task<IAsyncDisposable> OpenAsync(string transport, GrpcChannel channel, string secret)
    {
        if (transport == "mqtt")
        {
            var (answer, device) = await Device.LoginAsync(_server.MqttPort, Kiosk, secret);
            Assert.Equal(MqttClientConnectResultCode.Success, answer.ResultCode);
            return device;
        }
        var call = new Ingest.IngestClient(channel).Publish(new Metadata { { "authorization", $"Bearer {secret}" } });
        await call.RequestStream.WriteAsync(new PublishRequest { Batch = 1 });
        Assert.True(await call.ResponseStream.MoveNext(default));
        return new Stream(call);
    }

    private sealed class Stream(AsyncDuplexStreamingCall<PublishRequest, PublishReply> call) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            call.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private async Task<MqttClientConnectResultCode> CodeAsync(string? user, string? secret, string? clientId = null, MqttProtocolVersion version = MqttProtocolVersion.V500)
    {
        var (answer, device) = await Device.LoginAsync(_server.MqttPort, user, secret, clientId, version);
        await device.DisposeAsync();
        return answer.ResultCode;
    }
}
