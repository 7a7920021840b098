using System.Text;
using EduDx.Ops.Ingest.Mqtt;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EduDx.Tests.Ingest.Mqtt;

/// <summary>Packets read and written by hand, held against MQTTnet's formatter.</summary>
public sealed class PublishPacketTests
{
    private const string Topic = "edudx/v1/thcs-phu-xuan-1/kiosk/k1/scan";

    [Theory]
    [InlineData(MqttProtocolVersion.V311, 0)]
    [InlineData(MqttProtocolVersion.V311, 1)]
    [InlineData(MqttProtocolVersion.V500, 1)]
    [InlineData(MqttProtocolVersion.V500, 2)]
    public void A_publish_of_the_formatter_is_read_back(MqttProtocolVersion version, int qos)
    {
        foreach (var size in new[] { 0, 1, 100, 127, 128, 16_383, 16_384, 70_000 })
        {
            var (kind, body) = Encode(version, qos, new byte[size]);
            Assert.True(PublishPacket.Is(kind));
            Assert.True(PublishPacket.TryRead(kind, body, version == MqttProtocolVersion.V500, out var read));
            Assert.Equal((Topic, qos, qos == 0 ? 0 : 513, true, size), (Encoding.UTF8.GetString(read.Topic), read.Qos, read.Id, read.Retain, read.Payload.Length));
            if (version != MqttProtocolVersion.V500) continue;
            Assert.Equal("application/x-protobuf", Encoding.UTF8.GetString(read.ContentType));
            Assert.Equal((ushort)17, read.Alias);
        }
    }

    [Fact]
    public void Damage_is_left_to_the_broker_and_never_an_exception()
    {
        var random = new Random(20260907);
        var whole = Encode(MqttProtocolVersion.V500, 1, "{}"u8.ToArray()).Body;
        var read = 0;
        for (var i = 0; i < 300_000; i++)
        {
            var bytes = Mutator.Mutate(random, whole);
            if (PublishPacket.TryRead((byte)random.Next(256), bytes, i % 4 > 0, out var packet)) read += packet.Payload.Length >= 0 ? 1 : 0;
            FixedHeader.Read(bytes, out _, out _, out _);
        }
        Assert.InRange(read, 1000, 299_000);
    }

    [Fact]
    public void A_length_of_five_bytes_is_broken_and_a_short_one_partial()
    {
        Assert.Equal(HeaderState.Broken, FixedHeader.Read([0x32, 0x80, 0x80, 0x80, 0x80, 1], out _, out _, out _));
        Assert.Equal(HeaderState.Partial, FixedHeader.Read([0x32, 0x80, 0x80, 0x80], out _, out _, out _));
        Assert.Equal(HeaderState.Partial, FixedHeader.Read([], out _, out _, out _));
        Assert.Equal(HeaderState.Whole, FixedHeader.Read([0x32, 0xFF, 0xFF, 0xFF, 0x7F], out _, out var size, out var length));
        Assert.Equal((5, 268_435_460), (size, length));
    }

    // The lengths at which a varint gets another byte, for the packet and for its properties.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(119)]
    [InlineData(120)]
    [InlineData(121)]
    [InlineData(122)]
    [InlineData(124)]
    [InlineData(125)]
    [InlineData(4096)]
    public void An_acknowledgement_is_what_the_formatter_reads(int reason)
    {
        var text = reason == 0 ? null : new string('á', reason / 2) + new string('a', reason % 2);
        var ack = new Ack { Id = 40_000, Answer = new(MqttPubAckReasonCode.QuotaExceeded, text) };
        var bytes = new byte[PubAckEncoder.SizeOf(ack.Answer, PubAckEncoder.ReasonRoom(0))];
        PubAckEncoder.Encode(ack, PubAckEncoder.ReasonRoom(0), bytes);

        Assert.Equal(HeaderState.Whole, FixedHeader.Read(bytes, out var kind, out var size, out var length));
        Assert.Equal(bytes.Length, length);
        var read = Assert.IsType<MqttPubAckPacket>(Formatter(MqttProtocolVersion.V500).Decode(new ReceivedMqttPacket(kind, new ArraySegment<byte>(bytes, size, length - size), length)));
        Assert.Equal((40_000, MqttPubAckReasonCode.QuotaExceeded, text), (read.PacketIdentifier, read.ReasonCode, read.ReasonString));
    }

    [Fact]
    public void A_plain_yes_has_four_bytes_in_every_version()
    {
        var bytes = new byte[PubAckEncoder.SizeOf(default, 0)];
        PubAckEncoder.Encode(new Ack { Id = 258 }, 0, bytes);
        Assert.Equal([0x40, 2, 1, 2], bytes);
    }

    [Fact]
    public void The_ring_keeps_its_order_while_it_grows_and_turns()
    {
        var ring = new AckRing();
        var (added, removed) = (0, 0);
        var random = new Random(7);
        for (var step = 0; step < 20_000; step++)
        {
            if (ring.Count < AckRing.Maximum && random.Next(100) < (step % 4000 < 2000 ? 60 : 40)) ring.Add(new Ack { Id = (ushort)added++, IsBrokers = added % 5 == 0 });
            else if (ring.Count > 0)
            {
                Assert.Equal((ushort)removed++, ring.Head.Id);
                ring.RemoveHead();
            }
        }
        Assert.Equal(added - removed, ring.Count);
        Assert.True(removed > 5000);
        while (ring.Count > 0 && !ring.Head.IsBrokers) ring.RemoveHead();
        Assert.True(ring.Count == 0 || ring.NextOfBroker(ring.Head.Id));
    }

    private static (byte Kind, byte[] Body) Encode(MqttProtocolVersion version, int qos, byte[] payload)
    {
        var packet = new MqttPublishPacket { Topic = Topic, PacketIdentifier = qos == 0 ? (ushort)0 : (ushort)513, QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos, Retain = true, Payload = new(payload) };
        if (version == MqttProtocolVersion.V500)
        {
            packet.ContentType = "application/x-protobuf";
            packet.TopicAlias = 17;
            packet.ResponseTopic = "reply";
            packet.UserProperties = [new("k", new ReadOnlyMemory<byte>("v"u8.ToArray()))];
        }
        var bytes = Formatter(version).Encode(packet).ToArray();
        Assert.Equal(HeaderState.Whole, FixedHeader.Read(bytes, out var kind, out var size, out var length));
        Assert.Equal(bytes.Length, length);
        return (kind, bytes[size..]);
    }

    private static MqttPacketFormatterAdapter Formatter(MqttProtocolVersion version) => new(version, new MqttBufferWriter(4096, 65_535));
}
