using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using EduDx.Log;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// Another broker in place of the embedded one: a shared subscription with a session that outlives the connection, and a PUBACK
/// of ours only once the event is on the disk. What we have not acknowledged the broker sends again.
/// </summary>
internal sealed partial class ExternalBroker(OpsOptions options, Ingestor ingestor, EventLog log, ILogger<ExternalBroker> logger) : BackgroundService
{
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(5);

    // What the broker may have in flight to us: enough to fill a group commit, bounded so that a restart repeats little.
    private const ushort ReceiveMaximum = 2048;

    private readonly ConcurrentQueue<(MqttApplicationMessageReceivedEventArgs Args, long Ticket)> _pending = new();
    private readonly SemaphoreSlim _arrived = new(0);

    /// <summary>True while subscribed.</summary>
    public bool IsConnected { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var acknowledging = AcknowledgeAsync(stoppingToken);
        var wait = TimeSpan.FromMilliseconds(200);
        while (!stoppingToken.IsCancellationRequested)
        {
            using var client = new MqttClientFactory().CreateMqttClient();
            var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            client.ApplicationMessageReceivedAsync += args => OnMessageAsync(args, lost);
            client.DisconnectedAsync += args =>
            {
                lost.TrySetResult(args.Exception?.Message ?? args.ReasonString ?? args.Reason.ToString());
                return Task.CompletedTask;
            };
            try
            {
                await ConnectAsync(client, stoppingToken);
                IsConnected = true;
                wait = TimeSpan.FromMilliseconds(200);
                Subscribed(options.Mqtt.Broker!, options.Mqtt.Group);
                BrokerLost(options.Mqtt.Broker!, await lost.Task.WaitAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                BrokerLost(options.Mqtt.Broker!, BrokerLogin.Why(e));
            }
            finally
            {
                IsConnected = false;
                // Acknowledgements of a lost connection have no meaning; the broker sends those messages again.
                _pending.Clear();
            }
            await Task.Delay(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < MaxBackoff ? wait * 2 : MaxBackoff;
        }
        await acknowledging;
    }

    private async Task ConnectAsync(IMqttClient client, CancellationToken cancel)
    {
        var colon = options.Mqtt.Broker!.LastIndexOf(':');
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Mqtt.Broker[..colon], int.Parse(options.Mqtt.Broker[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture))
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(options.Mqtt.ClientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(uint.MaxValue)
            .WithReceiveMaximum(ReceiveMaximum)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15))
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithLogin(options.Mqtt);
        await client.ConnectAsync(builder.Build(), cancel);
        var filter = $"$share/{options.Mqtt.Group}/edudx/v1/+/+/+/+";
        await client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce).Build(), cancel);
    }

    private Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs args, TaskCompletionSource<string> lost)
    {
        args.AutoAcknowledge = false;
        var message = args.ApplicationMessage;
        if (message.Topic.EndsWith("/cmd", StringComparison.Ordinal) || message.Payload.IsEmpty)
        {
            return args.AcknowledgeAsync(CancellationToken.None);
        }
        var format = message.ContentType == "application/x-protobuf" ? PayloadFormat.Protobuf : PayloadFormat.Json;
        var result = ingestor.Ingest(Encoding.UTF8.GetBytes(message.Topic), message.Payload.IsSingleSegment ? message.Payload.FirstSpan : message.Payload.ToArray(), format);
        if (result.Status != AppendStatus.Queued)
        {
            // Without a PUBACK the broker keeps it; it sends it again when we connect again, so that is what we do.
            lost.TrySetResult(PublishAnswer.Refusal(result.Status));
            return Task.CompletedTask;
        }
        if (result.Accepted == 0 && result.Rejected > 0) args.ReasonCode = (MqttApplicationMessageReceivedReasonCode)PublishAnswer.CodeOf(result.Reason);
        _pending.Enqueue((args, result.Ticket));
        _arrived.Release();
        return Task.CompletedTask;
    }

    private async Task AcknowledgeAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await _arrived.WaitAsync(cancel);
                if (!_pending.TryDequeue(out var next)) continue;
                await log.WaitAsync(next.Ticket, cancel);
                await next.Args.AcknowledgeAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The connection went in between, or the log failed: the broker still has the message.
                NotAcknowledged(e.Message);
            }
        }
    }

    [LoggerMessage(111, LogLevel.Information, "Subscribed at the broker {Broker} in the group {Group}")]
    private partial void Subscribed(string broker, string group);

    [LoggerMessage(112, LogLevel.Warning, "The broker {Broker} is away: {Why}. Trying again; it keeps the messages of the session. See docs/operations/broker-away.md")]
    private partial void BrokerLost(string broker, string why);

    [LoggerMessage(113, LogLevel.Warning, "A message was not acknowledged to the broker: {Why}. The broker sends it again")]
    private partial void NotAcknowledged(string why);
}
