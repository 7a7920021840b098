using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EduDx.ServerTests.Servers;

/// <summary>A kiosk as other people build it: MQTTnet's client.</summary>
internal sealed class Device : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    public Device() => _client.ApplicationMessageReceivedAsync += args =>
    {
        Heard?.Invoke(args.ApplicationMessage.Topic);
        return Task.CompletedTask;
    };

    /// <summary>A message came, by its topic.</summary>
    public event Action<string>? Heard;

    public bool IsConnected => _client.IsConnected;

    public static async Task<Device> ConnectAsync(int port, MqttProtocolVersion version = MqttProtocolVersion.V500, string? id = null, int timeoutSeconds = 10)
    {
        var device = new Device();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(version)
            .WithClientId(id ?? $"test-{Guid.NewGuid():n}").WithTimeout(TimeSpan.FromSeconds(timeoutSeconds));
        await device._client.ConnectAsync(options.Build());
        return device;
    }

    /// <summary>Logs in with a credential: user name and client id are the path of the source.</summary>
    public static async Task<(MqttClientConnectResult Answer, Device Device)> LoginAsync(
        int port, string? user, string? secret, string? clientId = null, MqttProtocolVersion version = MqttProtocolVersion.V500, Action<MqttClientOptionsBuilder>? more = null)
    {
        var device = new Device();
        var builder = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(version).WithClientId(clientId ?? user).WithTimeout(TimeSpan.FromSeconds(10));
        if (user is not null) builder = builder.WithCredentials(user, secret);
        more?.Invoke(builder);
        return (await device._client.ConnectAsync(builder.Build()), device);
    }

    public Task<MqttClientSubscribeResult> SubscribeAsync(string filter) =>
        _client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce).Build());

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
