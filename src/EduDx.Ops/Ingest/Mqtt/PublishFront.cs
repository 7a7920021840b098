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
/// <param name="cutOff">Ends the connection of a client that went beyond a limit, which it is given.</param>
internal sealed class PublishFront(
    IMqttChannelAdapter inner, PipeReader input, PublishReader reader, AckWriter acks, DeviceSession session, X509Certificate2? certificate, Action<string> cutOff) : IMqttChannelAdapter
{
    // A wait for the disk ends now and then, so that who waits for us is seen to be alive.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    // How long a client over its rate is not read.
    private static readonly TimeSpan OverRatePause = TimeSpan.FromMilliseconds(100);

    private volatile bool _isSilent;

    public long BytesReceived => reader.BytesRead;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2? ClientCertificate => certificate;

    public DeviceSession Session => session;

    public ConnectionLife Life { get; } = new();

    public EndPoint? RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint? LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        Life.End();
        await acks.CloseAsync();
        await inner.DisconnectAsync(cancellationToken);
    }

    public void ResetStatistics() => inner.ResetStatistics();

    public void Dispose() => inner.Dispose();

    public async Task<MqttPacket?> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReceiveAsync(cancellationToken);
        }
        catch
        {
            // Whatever it was, the broker ends the connection over it.
            Life.End();
            throw;
        }
    }

    public async Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        if (packet is MqttConnAckPacket accepted && PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500)
        {
            accepted.ReceiveMaximum = AckRing.Maximum;
            accepted.TopicAliasMaximum = TopicAliases.Maximum;
        }
        // The broker passes on the flag of a PUBLISH that was sent again, also to who subscribed with QoS 0, which may not have it (MQTT 5, 3.3.1.1).
        else if (packet is MqttPublishPacket { Dup: true, QualityOfServiceLevel: MqttQualityOfServiceLevel.AtMostOnce } again) again.Dup = false;
        try
        {
            await acks.AloneAsync((packet as MqttPubAckPacket)?.PacketIdentifier, () => inner.SendPacketAsync(packet, cancellationToken), cancellationToken);
        }
        catch (MqttProtocolViolationException)
        {
            // The client asked for an answer that cannot be written (of a packet identifier 0, of a subscription to nothing): MQTT 5, 4.13, its connection ends. The
            // broker would keep the exception where nobody looks at it.
            cutOff("protocol violated");
            throw new OperationCanceledException("the connection has ended");
        }
    }

    private async ValueTask<MqttPacket?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // A client that waits for us is alive, however long the disk takes.
            while (!acks.HasRoom)
            {
                await acks.RoomAsync(LongestWait, cancellationToken);
                session.Excuse(Environment.TickCount64);
            }
            var read = await input.ReadAsync(cancellationToken);
            if (read.IsCompleted) Life.End();
            if (_isSilent)
            {
                if (PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500) await SendPacketAsync(new MqttDisconnectPacket { ReasonCode = MqttDisconnectReasonCode.KeepAliveTimeout }, cancellationToken);
                throw new MqttCommunicationException("silent for longer than its keep-alive");
            }
            var taken = reader.Take(read.Buffer);
            var isPartial = taken.What is Taken.Nothing or Taken.Events && taken.Examined.Equals(read.Buffer.End) && !taken.Consumed.Equals(read.Buffer.End);
            session.Heard(Environment.TickCount64, isPartial, isSame: taken.Consumed.Equals(read.Buffer.Start));
            input.AdvanceTo(taken.Consumed, taken.Examined);
            acks.Kick();
            switch (taken.What)
            {
                case Taken.Packet:
                    if (taken.Packet is MqttConnectPacket connect) OnConnect(connect);
                    else if (taken.Packet is MqttDisconnectPacket) Life.End();
                    return taken.Packet;
                case Taken.TooLarge:
                    cutOff("packet too large");
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
                    break;
                case Taken.Nothing when read.IsCompleted:
                    throw new MqttCommunicationException("Connection Aborted");
            }
        }
    }

    private void OnConnect(MqttConnectPacket connect)
    {
        if (connect.KeepAlivePeriod > 0) session.SilenceLimitMs = connect.KeepAlivePeriod * 1500L;
        session.WillTopic = connect.WillFlag ? connect.WillTopic : null;
        // Measured here: the broker's own monitor goes by a clock that can be set.
        connect.KeepAlivePeriod = 0;
        reader.Connected(PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500);
        // MQTT 5, 3.1.2.11.7 and 3.1.2.11.4: no reason strings for who asked for none, no packet larger than the client takes.
        acks.MaxReason = connect.RequestProblemInformation ? PubAckEncoder.ReasonRoom(connect.MaximumPacketSize) : 0;
    }

    /// <summary>Ends the connection when its keep-alive has run out.</summary>
    /// <param name="nowMs">Milliseconds of the same clock.</param>
    public void EndIfSilent(long nowMs)
    {
        if (_isSilent || session.IsAlive(nowMs)) return;
        _isSilent = true;
        input.CancelPendingRead();
    }
}
