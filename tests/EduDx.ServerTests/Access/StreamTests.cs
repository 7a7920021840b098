using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Grpc;
using EduDx.ServerTests.Servers;
using Grpc.Core;
using Grpc.Net.Client;

namespace EduDx.ServerTests.Access;

/// <summary>gRPC under the same rules: a stream speaks for the sources whose secrets it showed.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private const string Kiosk1 = "thcs-phu-xuan-1/kiosk/k1";
    private const string Kiosk2 = "thcs-phu-xuan-1/kiosk/k2";

    private readonly ServerProcess _server = new("--Ops:Access:Mode=Required", "--Ops:Limits:EventsPerSecond=100", "--Ops:Limits:BurstEvents=500");

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_stream_without_a_good_secret_is_not_authenticated()
    {
        Assert.Equal(StatusCode.Unauthenticated, (await RefusedAsync([], "k1")).StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await RefusedAsync(["edudx_" + new string('A', 43)], "k1")).StatusCode);
        Assert.Equal(0, (await _server.CountersAsync()).Received);
    }

    [Fact]
    public async Task It_speaks_for_the_sources_of_its_secrets_and_for_no_other()
    {
        var secrets = await _server.IssueAsync(Kiosk1, Kiosk2);
        Assert.Equal(StatusCode.PermissionDenied, (await RefusedAsync([secrets[Kiosk1]], "k2")).StatusCode);
        Assert.Equal(0, (await _server.CountersAsync()).Received);
        Assert.Equal(1, await _server.LossAsync("denied:publish"));
        // The audit says whom it would have spoken for.
        Assert.Contains($"\"action\":\"device.publish\",\"subject\":\"{Kiosk2}\"", await _server.Http.GetStringAsync("/api/v1/audit?limit=100"), StringComparison.Ordinal);
        var now = await _server.NowAsync();
        using var channel = Channel();
        using var call = Open(channel, secrets.Values);
        await call.RequestStream.WriteAsync(new PublishRequest { Batch = 1, Events = { Scan(1, "k1", now), Scan(2, "k2", now), Scan(3, "k1", now) } });
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal(3u, call.ResponseStream.Current.Accepted);
    }

    [Fact]
    public async Task Revoking_one_of_its_secrets_ends_the_stream()
    {
        var secrets = await _server.IssueAsync(Kiosk1);
        using var channel = Channel();
        using var call = Open(channel, secrets.Values);
        await call.RequestStream.WriteAsync(new PublishRequest { Batch = 1, Events = { Scan(1, "k1", await _server.NowAsync()) } });
        Assert.True(await call.ResponseStream.MoveNext(default));
        await _server.RevokeAsync(Kiosk1);
        var ended = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default)).WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(StatusCode.Unauthenticated, ended.StatusCode);
    }

    [Fact]
    public async Task Who_is_over_the_rate_is_told_when_to_come_again()
    {
        var secrets = await _server.IssueAsync(Kiosk1, Kiosk2);
        var now = await _server.NowAsync();
        using var channel = Channel();
        // The bucket is emptied, and the next payload leaves a debt: five seconds of events.
        var full = new PublishRequest { Batch = 1 };
        for (var i = 0; i < 500; i++) full.Events.Add(Scan(i, "k1", now));
        await Until.TrueAsync(async () => await StatusAsync(channel, secrets[Kiosk1], full) is null, "the first batch is taken");
        await Until.TrueAsync(async () => await StatusAsync(channel, secrets[Kiosk1], full) is null, "a batch is taken as long as there is a token");
        var told = (await StatusAsync(channel, secrets[Kiosk1], new PublishRequest { Batch = 2, Events = { Scan(600, "k1", now) } }))!;
        Assert.Equal(StatusCode.ResourceExhausted, told.StatusCode);
        var wait = int.Parse(told.Trailers.GetValue("grpc-retry-pushback-ms")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(wait, 1000, 5000);

        // MQTT says the same of the same device: the bucket is the device's, not the connection's.
        var (_, device) = await Device.LoginAsync(_server.MqttPort, Kiosk1, secrets[Kiosk1]);
        await using (device)
        {
            var refused = await device.PublishAsync(Said.Kiosk1, Said.Scan(1300, Said.Card(1), now));
            Assert.Equal(0x97, (int)refused.ReasonCode);
            Assert.Contains("send again in", refused.ReasonString, StringComparison.Ordinal);
        }
        Assert.True(await _server.LossAsync("guarded:events of one device a second") >= 2);
        // Another device is not held up.
        var (_, second) = await Device.LoginAsync(_server.MqttPort, Kiosk2, secrets[Kiosk2]);
        await using var other = second;
        Assert.True((await second.PublishAsync("edudx/v1/thcs-phu-xuan-1/kiosk/k2/scan", Said.Scan(1400, Said.Card(2), now))).IsSuccess);
        // One that cannot be told (3.1.1) is read no faster than it may send, and loses nothing.
        using var older = await RawMqtt.ConnectAsync(_server.MqttPort, isVersion5: false, id: Kiosk1, secret: secrets[Kiosk1]);
        await older.SendAsync([.. Enumerable.Range(1, 20).SelectMany(i => older.Publish(i, Said.Kiosk1, Said.Scan(2000 + i, Said.Card(1), now)))]);
        Assert.Equal(Enumerable.Range(1, 20), (await older.ReadAsync(20, 10)).Select(a => a.Id));
    }

    // How a stream with one batch ended; null when the batch was answered.
    private static async Task<RpcException?> StatusAsync(GrpcChannel channel, string secret, PublishRequest batch)
    {
        using var call = Open(channel, [secret]);
        try
        {
            await call.RequestStream.WriteAsync(batch);
            await call.RequestStream.CompleteAsync();
            Assert.True(await call.ResponseStream.MoveNext(default));
            return null;
        }
        catch (RpcException e)
        {
            return e;
        }
    }

    private async Task<RpcException> RefusedAsync(string[] secrets, string kiosk)
    {
        using var channel = Channel();
        using var call = Open(channel, secrets);
        try
        {
            await call.RequestStream.WriteAsync(new PublishRequest { Batch = 1, Events = { Scan(1, kiosk, await _server.NowAsync()) } });
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // Ended before it was written: the status is read below.
        }
        return await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
    }

    private static Event Scan(long id, string kiosk, DateTimeOffset now) => Wire.Scan(id, Said.Card(1), now, "thcs-phu-xuan-1", kiosk);

    private static AsyncDuplexStreamingCall<PublishRequest, PublishReply> Open(GrpcChannel channel, IEnumerable<string> secrets)
    {
        var metadata = new Metadata();
        foreach (var secret in secrets) metadata.Add("authorization", $"Bearer {secret}");
        return new Ingest.IngestClient(channel).Publish(metadata, deadline: DateTime.UtcNow.AddSeconds(30));
    }

    private GrpcChannel Channel() => GrpcChannel.ForAddress($"http://127.0.0.1:{_server.GrpcPort}");
}
