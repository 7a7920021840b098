using System.Threading.Channels;
using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.Devices;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EduDx.FirmwareSim.Days;

/// <summary>One MQTT connection that devices share. A few workers hold one message each until it is acknowledged, whatever happens to the connection.</summary>
public sealed class EventPublisher : IDisposable
{
    private const int Workers = 16;
    private const int WorkersOfOne = 2;
    private readonly Channel<Event> _queue = Channel.CreateBounded<Event>(2_000);
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly MqttClientOptions _options;
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly SendProgress _progress;
    private readonly int _workers;
    private readonly Backoff _backoff;

    /// <summary>Prepares a connection.</summary>
    public EventPublisher(int number, BrokerAddress broker, (string User, string Secret)? login, SendProgress progress, TimeProvider time)
    {
        (_progress, _workers) = (progress, login is null ? Workers : WorkersOfOne);
        _backoff = new Backoff(time, number + 1_000, DayChannels.LongestWaitMs);
        var options = broker.Client().WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(login?.User ?? $"firmware-sim-day-{number}").WithTimeout(TimeSpan.FromSeconds(15));
        if (login is var (user, secret)) options = options.WithCredentials(user, secret);
        _options = options.Build();
    }

    /// <summary>Queues an event.</summary>
    public ValueTask SendAsync(Event e, CancellationToken stop) => _queue.Writer.WriteAsync(e, stop);

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _queue.Writer.Complete();

    /// <summary>Sends until the queue is complete and everything is acknowledged.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, _workers).Select(_ => WorkAsync(stop)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _connecting.Dispose();
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        await foreach (var e in _queue.Reader.ReadAllAsync(stop).ConfigureAwait(false))
        {
            var message = new MqttApplicationMessageBuilder()
                .WithTopic($"edudx/v1/{e.School}/{e.Kind}/{e.Source}/{e.BodyCase.ToString().ToLowerInvariant()}")
                .WithContentType("application/x-protobuf").WithPayload(new EventBatch { Events = { e } }.ToByteArray())
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
            _progress.Begin();
            var problem = await SendAsync(message, stop).ConfigureAwait(false);
            _progress.Answered(1, problem is null ? 0 : 1);
            if (problem is not null) _progress.Reject(problem);
        }
    }

    private async Task<string?> SendAsync(MqttApplicationMessage message, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await ConnectAsync(stop).ConfigureAwait(false);
                var result = await _client.PublishAsync(message, stop).ConfigureAwait(false);
                _backoff.Reset();
                if (result.ReasonCode != MqttClientPublishReasonCode.QuotaExceeded) return (int)result.ReasonCode < 0x80 ? null : result.ReasonString ?? result.ReasonCode.ToString();
            }
            catch (Exception e) when (!stop.IsCancellationRequested && MqttLane.IsLineFailure(e))
            {
                // Of a lost connection ConnectAsync takes care, once for all workers.
            }
            _progress.Retried();
            await _backoff.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    private async ValueTask ConnectAsync(CancellationToken stop)
    {
        if (_client.IsConnected) return;
        await _connecting.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (_client.IsConnected) return;
            var result = await _client.ConnectAsync(_options, stop).ConfigureAwait(false);
            if (result.ResultCode != MqttClientConnectResultCode.Success) throw new MqttCommunicationException($"the broker refused the connection: {result.ResultCode}");
        }
        finally
        {
            _connecting.Release();
        }
    }
}
