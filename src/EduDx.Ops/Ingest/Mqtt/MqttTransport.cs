using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>A port of MQTT, and so one of <see cref="MqttTransport"/>.</summary>
internal sealed class MqttEndPoint(IPAddress address, int port) : IPEndPoint(address, port);

/// <summary>
/// The sockets of MQTT: as those of Kestrel, but what was received is taken in, and what is to be sent is sent, on the thread that is there already. Handing each
/// small packet to another thread costs more than what is done with it. An event waits for no disk and no client on that thread; a log-in that does holds up its own connection.
/// </summary>
internal sealed class MqttTransport(ILoggerFactory loggers) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets = new(Options.Create(new SocketTransportOptions { UnsafePreferInlineScheduling = true }), loggers);

    public bool CanBind(EndPoint endpoint) => endpoint is MqttEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => _sockets.BindAsync(endpoint, cancellationToken);
}
