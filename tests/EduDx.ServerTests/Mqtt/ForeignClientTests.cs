using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Mqtt;

/// <summary>Clients that other people wrote: mosquitto_pub, and MQTT.js over WebSocket.</summary>
public sealed class ForeignClientTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly ServerProcess _server = shared.Server;

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "mqttv311")]
    [InlineData(3, "mqttv5")]
    public async Task Mosquitto_publishes_in_its_default_version_and_in_the_others(int number, string? version)
    {
        var before = await _server.CountersAsync();
        string[] arguments =
        [
            "-h", "127.0.0.1", "-p", $"{_server.MqttPort}", "-q", "1", "-t", Said.Kiosk1, "-m", Said.Scan(100 + number, Said.Card(number), await _server.NowAsync()),
            .. version is null ? [] : new[] { "-V", version },
        ];
        var (code, output) = await Tool.RunAsync("mosquitto_pub", arguments);
        Assert.True(code == 0, output);
        Assert.Equal(before.Stored + 1, (await _server.CountersAsync()).Stored);
    }

    [Fact]
    public async Task Two_clients_without_an_id_do_not_push_each_other_out()
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        string[] At(int n) => ["-h", "127.0.0.1", "-p", $"{_server.MqttPort}", "-q", "1", "--repeat", "5", "--repeat-delay", "0.1", "-t", Said.Kiosk1, "-m", Said.Scan(200 + n, Said.Card(n), now)];
        var both = await Task.WhenAll(Tool.RunAsync("mosquitto_pub", At(4)), Tool.RunAsync("mosquitto_pub", At(5)));
        Assert.All(both, r => Assert.True(r.Code == 0, r.Output));
        Assert.Equal(before.Stored + 10, (await _server.CountersAsync()).Stored);
        // Ten deliveries, two scans.
        await Until.Async(() => _server.LiveAsync(ServerProcess.Class6A1), f => f.Present >= 2, "both scans are live");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MqttJs_publishes_over_the_web_socket(int version)
    {
        var before = await _server.CountersAsync();
        var now = await _server.NowAsync();
        var (code, output) = await Tool.NodeAsync("mqtt-websocket.js", $"ws://127.0.0.1:{_server.HttpPort}/mqtt", $"{version}", Said.Kiosk1,
            Said.Array([Said.Scan(300 + version, Said.Card(6), now), Said.Scan(310 + version, "NOBODY", now)]));
        Assert.True(code == 0, output);
        var after = await _server.CountersAsync();
        Assert.Equal((before.Stored + 1, before.Rejected + 1), (after.Stored, after.Rejected));
    }
}
