using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using EduDx.Ops.Access.Devices;
using Microsoft.AspNetCore.Connections;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// Stands in front of the broker on one connection: takes events from the pipe where they lie and keeps reading, while
/// <see cref="AckWriter"/> acknowledges them once they are on the disk. Everything else is the broker's.
/// </summary>
/// <param name="inner">The broker's own adapter; it writes the broker's packets.</param>
/// <param name="input">The connection's input, read here alone.</param>
/// <param name="reader">Takes the events.</param>
/// <param name="acks">Acknowledges them; the one gate to the output.</param>
/// <param name="session">Who is on the other side.</param>
/// <param name="certificate">The client's, of a TLS connection.</param>
/// <param name="tooLarge">Ends the connection of a client whose packet is over the limit.</param>
internal sealed class PublishFront(
    IMqttChannelAdapter inner, PipeReader input, PublishReader reader, AckWriter acks, DeviceSession session, X509Certificate2? certificate, Action tooLarge) : IMqttChannelAdapter
{
    // A PUBACK for nothing: the broker ignores it, and its keep-alive monitor, which sees only what comes to the broker, counts it.
    private static readonly MqttPubAckPacket SignOfLife = new();

    // The monitor closes at 1.5 times the keep-alive; it learns of events at most this part of it late.
    private const int SignsAKeepAlive = 16;

    // Signs of life without a keep-alive: none are needed, but a wait for the disk has to end in something.
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(1);

    // How long a client over its rate is not read.
    private static readonly TimeSpan OverRatePause = TimeSpan.FromMilliseconds(100);

    private TimeSpan _signEvery = LongWait;
    private long _lastSeen = Environment.TickCount64;

    public long BytesReceived => reader.BytesRead;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2? ClientCertificate => certificate;

    public DeviceSession Session => session;

    public EndPoint? RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint? LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken)
    {
        acks.Close();
        return inner.DisconnectAsync(cancellationToken);
    }

    public void ResetStatistics() => inner.ResetStatistics();

    public void Dispose() => inner.Dispose();

    public async Task<MqttPacket?> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // A client that waits for us is alive, however long the disk takes.
            if (!acks.HasRoom && !await acks.RoomAsync(_signEvery, cancellationToken)) return Seen(SignOfLife);
            var read = await input.ReadAsync(cancellationToken);
            var taken = reader.Take(read.Buffer);
            var isPartial = taken.What is Taken.Nothing or Taken.Events && taken.Examined.Equals(read.Buffer.End) && !taken.Consumed.Equals(read.Buffer.End);
            session.Heard(Environment.TickCount64, isPartial, isSame: taken.Consumed.Equals(read.Buffer.Start));
            input.AdvanceTo(taken.Consumed, taken.Examined);
            acks.Kick();
            switch (taken.What)
            {
                case Taken.Packet:
                    if (taken.Packet is MqttConnectPacket connect) OnConnect(connect);
                    return Seen(taken.Packet!);
                case Taken.TooLarge:
                    tooLarge();
                    throw new ConnectionAbortedException("packet too large");
                case Taken.AliasInvalid:
                    await SendPacketAsync(new MqttDisconnectPacket { ReasonCode = MqttDisconnectReasonCode.TopicAliasInvalid }, cancellationToken);
                    return null;
                case Taken.Refused:
                    return null;
                case Taken.OverRate when read.IsCompleted || session.CutOff is not null:
                    // It went away meanwhile: what is not acknowledged it sends again.
                    throw new MqttCommunicationException("Connection Aborted");
                case Taken.OverRate:
                    await Task.Delay(OverRatePause, cancellationToken);
                    if (Environment.TickCount64 - _lastSeen >= _signEvery.TotalMilliseconds) return Seen(SignOfLife);
                    break;
                case Taken.Events when Environment.TickCount64 - _lastSeen >= _signEvery.TotalMilliseconds:
                    return Seen(SignOfLife);
                case Taken.Nothing when read.IsCompleted:
                    throw new MqttCommunicationException("Connection Aborted");
            }
        }
    }

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        if (packet is MqttConnAckPacket accepted && PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500)
        {
            accepted.ReceiveMaximum = AckRing.Maximum;
            accepted.TopicAliasMaximum = TopicAliases.Maximum;
        }
        return acks.AloneAsync((packet as MqttPubAckPacket)?.PacketIdentifier, () => inner.SendPacketAsync(packet, cancellationToken), cancellationToken);
    }

    private void OnConnect(MqttConnectPacket connect)
    {
        if (connect.KeepAlivePeriod > 0) _signEvery = TimeSpan.FromSeconds(connect.KeepAlivePeriod) / SignsAKeepAlive;
        session.KeepAliveSeconds = connect.KeepAlivePeriod * 3 / 2;
        session.WillTopic = connect.WillFlag ? connect.WillTopic : null;
        reader.Connected(PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500);
        // MQTT 5, 3.1.2.11.7 and 3.1.2.11.4: no reason strings for who asked for none, no packet larger than the client takes.
        acks.MaxReason = connect.RequestProblemInformation ? PubAckEncoder.ReasonRoom(connect.MaximumPacketSize) : 0;
    }

    private MqttPacket Seen(MqttPacket packet)
    {
        _lastSeen = Environment.TickCount64;
        return packet;
    }
}
