using EduDx.Log;
using EduDx.Ops.Access.Devices;
using EduDx.Ops.Access.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using MQTTnet.AspNetCore;
using MQTTnet.Formatter;
using MQTTnet.Server;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>Puts the fast path and the naming in front of the broker on each connection, TCP or WebSocket.</summary>
internal sealed partial class BrokerConnections(
    MqttConnectionHandler broker, MqttServerOptions brokerOptions, OpsOptions options, Ingestor ingestor, EventLog log, CommitWatch commits, PacketGuard guard, KeepAliveWatch keepAlives,
    ClientNames names, DeviceAccess access, ILogger<BrokerConnections> logger) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        // Kestrel may be up before the broker is.
        if (broker.ClientHandler is not { } serve) return;
        // A WebSocket carries text until it is told otherwise.
        if (connection.Features.Get<ITransferFormatFeature>() is { } format) format.ActiveFormat = TransferFormat.Binary;

        var formatter = new MqttPacketFormatterAdapter(new MqttBufferWriter(brokerOptions.WriterBufferSize, brokerOptions.WriterBufferSizeMax));
        using var inner = new MqttConnectionContext(formatter, connection);
        var acks = new AckWriter(connection.Transport.Output, log, commits, error => Abort(connection, error));
        var session = new DeviceSession("mqtt", connection.RemoteEndPoint?.ToString() ?? "unknown", access.IsRequired, reason => connection.Abort(new ConnectionAbortedException(reason)));
        var reader = new PublishReader(ingestor, acks, formatter, options.Mqtt.MaxPacketBytes, session, access);
        var certificate = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate ?? inner.ClientCertificate;
        var front = new PublishFront(inner, connection.Transport.Input, reader, acks, session, certificate, limit => guard.CutOff(connection, limit));
        session.Ticket = connection.Features.Get<AddressTicket>();
        access.Sessions.Add(session);
        keepAlives.Add(front);
        try
        {
            await serve(new NamingAdapter(front));
        }
        finally
        {
            names.Leave(front.Life);
            keepAlives.Remove(front);
            access.Sessions.Remove(session);
            // Kestrel completes the pipes next, and the broker's loop may still be writing.
            await acks.CloseAsync();
        }
    }

    private void Abort(ConnectionContext connection, Exception? error)
    {
        // Not on the disk, so not acknowledged: the client keeps it and sends again.
        if (error is not null) NotAcknowledged(connection.RemoteEndPoint?.ToString() ?? "unknown", error.Message);
        connection.Abort(new ConnectionAbortedException("publishes cannot be acknowledged"));
    }

    [LoggerMessage(103, LogLevel.Error, "Publishes of {Remote} are not acknowledged: {Why}")]
    private partial void NotAcknowledged(string remote, string why);
}
