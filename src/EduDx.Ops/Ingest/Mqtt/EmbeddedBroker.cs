using System.Buffers;
using System.Collections;
using System.Text;
using EduDx.Contracts.Topics;
using EduDx.Log;
using EduDx.Ops.Access.Devices;
using EduDx.Ops.Telemetry;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// The embedded broker's side of ingest: retained events, QoS 2 and last wills; the others <see cref="PublishReader"/> takes before they
/// come here. A PUBLISH is appended without waiting, and its PUBACK (QoS 2: PUBREC) is held back until the
/// commit covers it, so that the next packet of the client does not wait for the disk. Events are not handed on to
/// subscribers: devices hear commands, walls are never MQTT subscribers.
/// </summary>
internal sealed partial class EmbeddedBroker(MqttServer server, Ingestor ingestor, EventLog log, ClientNames names, DeviceAccess access, OpsMetrics metrics, ILogger<EmbeddedBroker> logger)
    : IHostedService
{
    private const string Prefix = "edudx/";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        server.ValidatingConnectionAsync += OnConnecting;
        server.ClientConnectedAsync += OnConnected;
        server.ClientDisconnectedAsync += OnDisconnected;
        server.InterceptingPublishAsync += OnPublish;
        server.InterceptingSubscriptionAsync += OnSubscribe;
        server.QueuedApplicationMessageOverwrittenAsync += OnOverwritten;
        server.InterceptingOutboundPacketAsync += OnOutbound;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        server.ValidatingConnectionAsync -= OnConnecting;
        server.ClientConnectedAsync -= OnConnected;
        server.ClientDisconnectedAsync -= OnDisconnected;
        server.InterceptingPublishAsync -= OnPublish;
        server.InterceptingSubscriptionAsync -= OnSubscribe;
        server.QueuedApplicationMessageOverwrittenAsync -= OnOverwritten;
        server.InterceptingOutboundPacketAsync -= OnOutbound;
        return Task.CompletedTask;
    }

    private Task OnConnected(ClientConnectedEventArgs args)
    {
        metrics.Session(1);
        return Task.CompletedTask;
    }

    private Task OnDisconnected(ClientDisconnectedEventArgs args)
    {
        metrics.Session(-1);
        return Task.CompletedTask;
    }

    // A subscriber that does not read: the oldest message to it went.
    private Task OnOverwritten(MQTTnet.Server.QueueMessageOverwrittenEventArgs args)
    {
        metrics.Lost("message-to-subscriber");
        return Task.CompletedTask;
    }

    private async Task OnConnecting(ValidatingConnectionEventArgs args)
    {
        var front = ((NamingAdapter)args.ChannelAdapter).Front;
        var session = front.Session;
        var isVersion5 = args.ProtocolVersion == MqttProtocolVersion.V500;
        if (access.IsRequired)
        {
            var thumbprint = args.ClientCertificate is { } certificate ? DeviceSecret.Thumbprint(certificate) : null;
            var refusal = access.Connect(session, args.UserName, args.ClientId, args.RawPassword ?? [], thumbprint);
            if (refusal != Refusal.None)
            {
                // The items are those of the honest session of that name: nothing of this one is kept there.
                (args.ReasonCode, args.ReasonString) = (ConnectAnswer.CodeOf(refusal, isVersion5), ConnectAnswer.ReasonOf(refusal));
                return;
            }
        }
        else if (string.IsNullOrEmpty(args.ClientId)) args.AssignedClientIdentifier = NamingAdapter.NewId();
        var state = StateOf(args.SessionItems);
        (state.IsVersion5, state.Session) = (isVersion5, session);
        if (!string.IsNullOrEmpty(args.ClientId)) await names.TakeAsync(args.ClientId, front.Life);
    }

    private Task OnSubscribe(InterceptingSubscriptionEventArgs args)
    {
        var session = StateOf(args.SessionItems).Session;
        // Of whom it is not known who they are nothing is known that they may.
        if (session?.MaySubscribe(args.TopicFilter.Topic) ?? !access.IsRequired) return Task.CompletedTask;
        if (session is not null) access.Foreign(session, "subscribe", args.TopicFilter.Topic);
        (args.ProcessSubscription, args.Response.ReasonCode) = (false, MqttSubscribeReasonCode.NotAuthorized);
        return Task.CompletedTask;
    }

    private Task OnPublish(InterceptingPublishEventArgs args)
    {
        var message = args.ApplicationMessage;
        var state = StateOf(args.SessionItems);
        // Also last wills come here, perhaps of a session that was cut off: it is not the device that went away.
        if ((access.IsRequired || state.Session?.CutOff is not null) && state.Session?.MayPublish(Encoding.UTF8.GetBytes(message.Topic)) != true)
        {
            if (state.Session is { CutOff: null } session) access.Foreign(session, "publish", message.Topic);
            (args.ProcessPublish, args.Response.ReasonCode, args.CloseConnection) = (false, MqttPubAckReasonCode.NotAuthorized, !state.IsVersion5);
            return Task.CompletedTask;
        }
        if (!message.Topic.StartsWith(Prefix, StringComparison.Ordinal) || message.Topic.EndsWith("/cmd", StringComparison.Ordinal)) return Task.CompletedTask;
        args.ProcessPublish = false;
        // An empty retained message clears the broker's copy; it is not an event. Of what is no topic there is no copy.
        if (message.Retain && message.Payload.IsEmpty && SourceTopic.TryParse(Encoding.UTF8.GetBytes(message.Topic), out _))
        {
            args.ProcessPublish = true;
            return Task.CompletedTask;
        }
        var result = Ingest(message);
        state.Session?.Meter?.Events.Charge(result.Cost(message.Payload.Length), Environment.TickCount64);
        (args.Response.ReasonCode, args.Response.ReasonString) = PublishAnswer.To(result);
        if (result.Status != AppendStatus.Queued)
        {
            // A 3.1.1 PUBACK cannot say no: without it the client sends again.
            args.CloseConnection = !state.IsVersion5;
            return Task.CompletedTask;
        }
        // Only what was accepted may be retained: the broker keeps retained messages in memory.
        args.ProcessPublish = message.Retain && result.Accepted > 0;
        // Acknowledgements leave in order, so waiting for the newest commit of the client covers every one before it.
        Volatile.Write(ref state.Ticket, result.Ticket);
        return Task.CompletedTask;
    }

    private async Task OnOutbound(InterceptingPacketEventArgs args)
    {
        if (args.Packet is not (MqttPubAckPacket or MqttPubRecPacket)) return;
        var ticket = Volatile.Read(ref StateOf(args.SessionItems).Ticket);
        try
        {
            await log.WaitAsync(ticket, args.CancellationToken);
        }
        catch (IOException e)
        {
            // Not on the disk, so not acknowledged: the client keeps it and sends again.
            NotAcknowledged(args.ClientId, e.Message);
            throw;
        }
    }

    private IngestResult Ingest(MQTTnet.MqttApplicationMessage message)
    {
        Span<byte> topic = stackalloc byte[512];
        if (!Encoding.UTF8.TryGetBytes(message.Topic, topic, out var written)) written = topic.Length;
        var format = message.ContentType == "application/x-protobuf" ? PayloadFormat.Protobuf : PayloadFormat.Json;
        if (message.Payload.IsSingleSegment) return ingestor.Ingest(topic[..written], message.Payload.FirstSpan, format);
        var length = (int)message.Payload.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            message.Payload.CopyTo(copy);
            return ingestor.Ingest(topic[..written], copy.AsSpan(0, length), format);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private static ClientState StateOf(IDictionary session)
    {
        if (session[typeof(ClientState)] is ClientState state) return state;
        lock (session)
        {
            state = session[typeof(ClientState)] as ClientState ?? new ClientState();
            session[typeof(ClientState)] = state;
            return state;
        }
    }

    private sealed class ClientState
    {
        public bool IsVersion5;
        public DeviceSession? Session;
        public long Ticket;
    }

    [LoggerMessage(102, LogLevel.Error, "A publish of {Client} is not acknowledged: {Why}")]
    private partial void NotAcknowledged(string client, string why);
}
