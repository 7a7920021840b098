using System.Text.Json;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EduDx.Wall.Tests.Browser;

/// <summary>The kiosks and teachers of the small city, over real MQTT. A call returns when the server has acknowledged.</summary>
internal sealed class Kiosks : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    /// <summary>Connects to the server's broker.</summary>
    /// <param name="server">The server.</param>
    /// <param name="credential">User name, which is the client id too, and secret; null where none is asked for.</param>
    public static async Task<Kiosks> ConnectAsync(OpsProcess server, (string User, string Secret)? credential = null)
    {
        var kiosks = new Kiosks();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", server.Mqtt).WithProtocolVersion(MqttProtocolVersion.V500);
        if (credential is { } shown) options = options.WithClientId(shown.User).WithCredentials(shown.User, shown.Secret);
        var answer = await kiosks._client.ConnectAsync(options.Build());
        if (answer.ResultCode != MqttClientConnectResultCode.Success) throw new UnauthorizedAccessException($"{answer.ResultCode}: {answer.ReasonString}");
        return kiosks;
    }

    /// <summary>Signs of life of both kiosks of a school, one a minute.</summary>
    public async Task HeartbeatsAsync(string school, DateTimeOffset from, DateTimeOffset to)
    {
        var minutes = Enumerable.Range(0, (int)(to - from).TotalMinutes + 1).Select(m => from.AddMinutes(m)).ToArray();
        foreach (var kiosk in new[] { "k1", "k2" })
        {
            await PublishAsync($"edudx/v1/{school}/kiosk/{kiosk}/telemetry", minutes.Select(at => new { id = Guid.NewGuid(), at, metrics = new { cpu_pct = 12.5 } }));
        }
    }

    /// <summary>Pupils' cards at the gate, going in.</summary>
    public Task ScansAsync(string school, DateTimeOffset at, params int[] pupils) =>
        PublishAsync($"edudx/v1/{school}/kiosk/k1/scan", pupils.Select(p => new { id = Guid.NewGuid(), at, card = $"HUE{p:0000000}", dir = "in" }));

    /// <summary>Signed cards at the gate, going in.</summary>
    public Task TokensAsync(IEnumerable<string> tokens, DateTimeOffset at) =>
        PublishAsync("edudx/v1/thcs-phu-xuan-1/kiosk/k1/scan", tokens.Select(token => new { id = Guid.NewGuid(), at, token, dir = "in" }));

    /// <summary>What the teacher of 6A1 says of a pupil.</summary>
    public Task RollAsync(DateTimeOffset at, int pupil, string state) =>
        PublishAsync("edudx/v1/thcs-phu-xuan-1/class/6a1/roll", [new { id = Guid.NewGuid(), at, person = $"p-{pupil:0000000}", state, by = "s-0000001" }]);

    /// <summary>What the sample fridge of the kindergarten measures.</summary>
    public Task FridgeAsync(DateTimeOffset at, double temperature) =>
        PublishAsync("edudx/v1/mn-vy-da/device/fridge-1/telemetry", [new { id = Guid.NewGuid(), at, metrics = new { temp_c = temperature } }]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
        {
            await _client.DisconnectAsync();
        }
        _client.Dispose();
    }

    private async Task PublishAsync<T>(string topic, IEnumerable<T> events)
    {
        var answer = await _client.PublishAsync(new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(JsonSerializer.SerializeToUtf8Bytes(events))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build());
        Assert.True(answer is { IsSuccess: true, ReasonString: null or "" }, $"{topic}: {answer.ReasonCode} {answer.ReasonString}");
    }
}
