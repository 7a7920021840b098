using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EduDx.ServerTests.Servers;

/// <summary>A kiosk as other people build it: MQTTnet's client.</summary>
internal sealed class Device : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    public bool IsConnected => _client.IsConnected;

    public static async Task<Device> ConnectAsync(int port, MqttProtocolVersion version = MqttProtocolVersion.V500, string? id = null, int timeoutSeconds = 10)
    {
        var device = new Device();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(version)
            .WithClientId(id ?? $"test-{Guid.NewGuid():n}").WithTimeout(TimeSpan.FromSeconds(timeoutSeconds));
        await device._client.ConnectAsync(options.Build());
        return device;
    }

    public Task<MqttClientPublishResult> PublishAsync(string topic, string payload, int qos = 1) => PublishAsync(topic, Encoding.UTF8.GetBytes(payload), qos);

    public Task<MqttClientPublishResult> PublishAsync(string topic, byte[] payload, int qos = 1, string? contentType = null, bool retain = false)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).WithQualityOfServiceLevel((MqttQualityOfServiceLevel)qos);
        if (contentType is not null) message = message.WithContentType(contentType);
        return _client.PublishAsync(message.Build());
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_client.IsConnected) await _client.DisconnectAsync();
        }
        catch (Exception e) when (e is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException or InvalidOperationException)
        {
            // The server went first.
        }
        _client.Dispose();
    }
}
