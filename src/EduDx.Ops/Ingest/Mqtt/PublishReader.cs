using System.Buffers;
using System.Text;
using EduDx.Log;
using EduDx.Ops.Access.Devices;
using MQTTnet.AspNetCore;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>What came of reading a buffer.</summary>
internal enum Taken
{
    /// <summary>No whole packet.</summary>
    Nothing,
    /// <summary>Events only, as many as were whole and as there was room for.</summary>
    Events,
    /// <summary>A packet for the broker, perhaps after events.</summary>
    Packet,
    /// <summary>A packet over the limit, or a length that cannot be.</summary>
    TooLarge,
    /// <summary>An alias that the CONNACK did not allow.</summary>
    AliasInvalid,
    /// <summary>The log takes nothing, or the topic is not the client's, and MQTT 3.1.1 has no word for that: without a PUBACK the client sends again.</summary>
    Refused,
    /// <summary>The client is over its rate and has to wait: read it no further for a while.</summary>
    OverRate,
}

/// <summary>How far a buffer was read, and the packet for the broker, if it holds one.</summary>
internal readonly record struct TakenBytes(Taken What, SequencePosition Consumed, SequencePosition Examined, MqttPacket? Packet = null);

/// <summary>
/// Reads a connection's packets where they lie in the pipe. A PUBLISH of an event at QoS 0 or 1 goes into the log and owes a PUBACK; the
/// first packet that is anything else is decoded for the broker.
/// <para>Hot path: no allocation for events that are accepted.</para>
/// </summary>
/// <param name="ingestor">Takes the events.</param>
/// <param name="acks">Owes their PUBACKs.</param>
/// <param name="formatter">Decodes what is for the broker.</param>
/// <param name="maxPacket">Largest packet, bytes.</param>
/// <param name="session">Under which topics the client may speak.</param>
/// <param name="access">Told of what it may not; null where everything may be said.</param>
internal sealed class PublishReader(Ingestor ingestor, AckWriter acks, MqttPacketFormatterAdapter formatter, int maxPacket, DeviceSession session, DeviceAccess? access)
{
    // Verdicts on a single packet; the first three read on.
    private enum Verdict { Event, ForBroker, NoRoom, AliasInvalid, Refused, OverRate }

    private readonly TopicAliases _aliases = new();
    private readonly LastTopic _last = new();
    private bool _connected;
    private bool _isVersion5;

    /// <summary>Bytes of whole packets so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>From now on a PUBLISH is one: the broker has the CONNECT, and asks for more only when it accepted it.</summary>
    public void Connected(bool isVersion5) => (_connected, _isVersion5) = (true, isVersion5);

    /// <summary>Takes the events at the beginning of a buffer, up to the first packet for the broker.</summary>
    public TakenBytes Take(in ReadOnlySequence<byte> buffer)
    {
        var rest = buffer;
        while (true)
        {
            var state = Next(rest, out var kind, out var size, out var length);
            if (state == HeaderState.Broken || length > maxPacket) return new(Taken.TooLarge, rest.Start, rest.Start);
            if (state == HeaderState.Partial || length > rest.Length)
            {
                return new(rest.Length == buffer.Length ? Taken.Nothing : Taken.Events, rest.Start, rest.End);
            }
            switch (Judge(rest, kind, size, length))
            {
                case Verdict.Event:
                    rest = rest.Slice(length);
                    BytesRead += length;
                    continue;
                case Verdict.NoRoom:
                    return new(Taken.Events, rest.Start, rest.Start);
                case Verdict.AliasInvalid:
                    return new(Taken.AliasInvalid, rest.Start, rest.Start);
                case Verdict.Refused:
                    return new(Taken.Refused, rest.Start, rest.Start);
                case Verdict.OverRate:
                    return new(Taken.OverRate, rest.Start, rest.Start);
                default:
                    return ForBroker(rest, length);
            }
        }
    }

    private static HeaderState Next(in ReadOnlySequence<byte> rest, out byte kind, out int size, out int length)
    {
        var first = rest.FirstSpan;
        if (first.Length >= FixedHeader.MaxSize || rest.IsSingleSegment) return FixedHeader.Read(first, out kind, out size, out length);
        Span<byte> joined = stackalloc byte[FixedHeader.MaxSize];
        var some = rest.Slice(0, Math.Min(FixedHeader.MaxSize, rest.Length));
        some.CopyTo(joined);
        return FixedHeader.Read(joined[..(int)some.Length], out kind, out size, out length);
    }

    private Verdict Judge(in ReadOnlySequence<byte> rest, byte kind, int size, int length)
    {
        if (!_connected || !PublishPacket.Is(kind)) return Verdict.ForBroker;
        if (PublishPacket.QosOf(kind) == 1 && !acks.HasRoom) return Verdict.NoRoom;
        var first = rest.FirstSpan;
        if (first.Length >= length) return Judge(kind, first[size..length]);
        // Across blocks of the pipe: one in twenty scans, and every large batch.
        var joined = ArrayPool<byte>.Shared.Rent(length);
        rest.Slice(0, length).CopyTo(joined);
        var verdict = Judge(kind, joined.AsSpan(size, length - size));
        ArrayPool<byte>.Shared.Return(joined);
        return verdict;
    }

    private Verdict Judge(byte kind, ReadOnlySpan<byte> body)
    {
        if (!PublishPacket.TryRead(kind, body, _isVersion5, out var packet)) return Verdict.ForBroker;
        if (packet.Alias is { } alias)
        {
            if (!TopicAliases.IsValid(alias)) return Verdict.AliasInvalid;
            if (packet.Topic.IsEmpty) packet.Topic = _aliases.Find(alias);
            else _aliases.Set(alias, packet.Topic);
        }
        if (session.Meter is { } meter && meter.Events.WaitMs(Environment.TickCount64) is > 0 and var wait) return OverRate(packet, wait);
        if (!session.MayPublish(packet.Topic)) return Foreign(packet);
        // Commands, retained messages and the handshake of QoS 2 are what the broker is for.
        if (packet.Qos == 2 || packet.Retain || !packet.Topic.StartsWith("edudx/"u8) || packet.Topic.EndsWith("/cmd"u8)) return Verdict.ForBroker;
        var format = packet.ContentType.SequenceEqual("application/x-protobuf"u8) ? PayloadFormat.Protobuf : PayloadFormat.Json;
        var result = ingestor.Ingest(packet.Topic, packet.Payload, format, _last);
        session.Meter?.Events.Charge(result.Cost(packet.Payload.Length), Environment.TickCount64);
        var isRefused = result.Status != AppendStatus.Queued;
        if (isRefused && !_isVersion5) return Verdict.Refused;
        if (packet.Qos == 0) return Verdict.Event;
        acks.Add(new Ack { Ticket = isRefused ? 0 : result.Ticket, Id = packet.Id, Answer = _isVersion5 ? PublishAnswer.To(result) : default });
        return Verdict.Event;
    }

    // Cold: a device that says what it may not, or says too much. A payload that is not taken is not kept: its sender could fill the disk.
    private Verdict Foreign(in PublishPacket packet)
    {
        session.Meter?.Events.Charge(1, Environment.TickCount64);
        // The PUBREC of QoS 2 is the broker's, who asks the same, and is who tells of it.
        if (_isVersion5 && packet.Qos == 2) return Verdict.ForBroker;
        access?.Foreign(session, "publish", Encoding.UTF8.GetString(packet.Topic));
        // MQTT 5, 3.3.5.
        if (!_isVersion5) return Verdict.Refused;
        if (packet.Qos == 1) acks.Add(new Ack { Id = packet.Id, Answer = PublishAnswer.NotAuthorized });
        return Verdict.Event;
    }

    private Verdict OverRate(in PublishPacket packet, long waitMs)
    {
        // Who can be told is told; the others are read no faster than they may send, and lose nothing.
        if (!_isVersion5 || packet.Qos != 1) return Verdict.OverRate;
        access?.OverRate();
        acks.Add(new Ack { Id = packet.Id, Answer = PublishAnswer.TooFast(waitMs) });
        return Verdict.Event;
    }

    private TakenBytes ForBroker(in ReadOnlySequence<byte> rest, int length)
    {
        if (!formatter.TryDecode(rest, out var packet, out var consumed, out _, out _)) return new(Taken.Nothing, rest.Start, rest.End);
        BytesRead += length;
        if (packet is MqttPublishPacket publish)
        {
            // The broker does not see the PUBLISHes that set most of the aliases.
            if (publish.TopicAlias > 0 && string.IsNullOrEmpty(publish.Topic)) publish.Topic = System.Text.Encoding.UTF8.GetString(_aliases.Find(publish.TopicAlias));
            if (publish.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce) acks.Add(new Ack { Id = publish.PacketIdentifier, IsBrokers = true });
        }
        return new(Taken.Packet, consumed, consumed, packet);
    }
}
