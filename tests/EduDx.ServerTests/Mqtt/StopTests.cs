using System.Diagnostics;
using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Grpc;
using EduDx.ServerTests.Servers;
using Grpc.Core;
using Grpc.Net.Client;
using MQTTnet.Formatter;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Mqtt;

/// <summary>A restart for an update: devices stay connected until the server goes, and none of them went away by itself.</summary>
public sealed class StopTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task A_server_with_clients_stops_soon_tells_them_and_calls_no_device_offline()
    {
        await using var server = await ServerProcess.StartedAsync();
        var now = await server.NowAsync();
        var gone = $$"""{"id":"{{Said.Id(991)}}","at":"{{now}}","state":"offline"}""";
        var (_, kiosk) = await Device.LoginAsync(
            server.MqttPort, null, null, "kiosk-1", MqttProtocolVersion.V500, o => o.WithWillTopic("edudx/v1/thcs-phu-xuan-1/kiosk/k1/status").WithWillPayload(gone).WithWillQualityOfServiceLevel(MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce));
        await using var _k = kiosk;
        await using var older = await Device.ConnectAsync(server.MqttPort, MqttProtocolVersion.V311);
        await kiosk.PublishAsync(Said.Kiosk1, Said.Scan(992, Said.Card(1), now));
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.GrpcPort}");
        using var call = new Ingest.IngestClient(channel).Publish(deadline: DateTime.UtcNow.AddSeconds(60));
        await call.RequestStream.WriteAsync(new PublishRequest { Batch = 1, Events = { Wire.Scan(993, Said.Card(2), now, "thcs-phu-xuan-1", "k1") } });
        Assert.True(await call.ResponseStream.MoveNext());

        var stopping = Stopwatch.StartNew();
        Assert.Equal(0, await server.StopAsync());
        output.WriteLine($"stopped after {stopping.Elapsed.TotalSeconds:0.0} s with two MQTT clients and a gRPC stream");
        Assert.True(stopping.Elapsed < Limit, $"stopped after {stopping.Elapsed.TotalSeconds:0.0} s");
        // The word, or the end of the connection when that overtakes it (Kestrel resets the stream whose requests it did not read to the end): never an answer, never silence.
        var told = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.True(told.StatusCode is StatusCode.Unavailable or StatusCode.Internal, $"{told.Status}");

        await server.RestartAsync();
        var after = await server.CountersAsync();
        Assert.Equal((2L, 0L), (after.Stored, after.Rejected));
    }
}
