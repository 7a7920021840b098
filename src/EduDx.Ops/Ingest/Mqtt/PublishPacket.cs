using System.Buffers.Binary;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// A PUBLISH, read in place (MQTT 5, section 3.3): topic (2 + n), packet id (2, above QoS 0), properties (MQTT 5 only: length as a
/// varint, then each as id and value), payload. Points into the bytes it was read from; allocates nothing.
/// </summary>
internal ref struct PublishPacket
{
    private const byte Type = 0x30;

    /// <summary>Quality of service, 0 to 2.</summary>
    public int Qos;
    /// <summary>The broker is to keep it.</summary>
    public bool Retain;
    /// <summary>UTF-8; empty when an alias stands for it.</summary>
    public ReadOnlySpan<byte> Topic;
    /// <summary>0 at QoS 0.</summary>
    public ushort Id;
    /// <summary>Null without one; 0 is not allowed, and is for the caller to see.</summary>
    public ushort? Alias;
    /// <summary>UTF-8; empty without one.</summary>
    public ReadOnlySpan<byte> ContentType;
    /// <summary>What was published.</summary>
    public ReadOnlySpan<byte> Payload;

    /// <summary>True when the first byte of a packet says PUBLISH.</summary>
    public static bool Is(byte kind) => (kind & 0xF0) == Type;

    /// <summary>Quality of service as the first byte of a packet has it.</summary>
    public static int QosOf(byte kind) => kind >> 1 & 3;

    /// <summary>Reads the bytes behind the fixed header.</summary>
    /// <returns>False for anything unusual: the broker then says what is wrong with it.</returns>
    public static bool TryRead(byte kind, ReadOnlySpan<byte> body, bool isVersion5, out PublishPacket packet)
    {
        packet = new PublishPacket { Qos = QosOf(kind), Retain = (kind & 1) != 0 };
        if (packet.Qos == 3 || !TryTake(ref body, out packet.Topic)) return false;
        if (packet.Qos > 0)
        {
            if (body.Length < 2) return false;
            packet.Id = BinaryPrimitives.ReadUInt16BigEndian(body);
            body = body[2..];
            if (packet.Id == 0) return false;
        }
        if (isVersion5)
        {
            if (!TryVarint(ref body, out var length) || length > body.Length) return false;
            if (length > 0 && !packet.TryProperties(body[..length])) return false;
            body = body[length..];
        }
        packet.Payload = body;
        return true;
    }

    private bool TryProperties(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var id = bytes[0];
            bytes = bytes[1..];
            switch (id)
            {
                case 0x01 when bytes.Length >= 1: // payload format
                    bytes = bytes[1..];
                    break;
                case 0x02 when bytes.Length >= 4: // expiry
                    bytes = bytes[4..];
                    break;
                case 0x03 when TryTake(ref bytes, out ContentType):
                case 0x08 when TryTake(ref bytes, out _): // response topic
                case 0x09 when TryTake(ref bytes, out _): // correlation data
                case 0x26 when TryTake(ref bytes, out _) && TryTake(ref bytes, out _): // user property
                    break;
                case 0x23 when bytes.Length >= 2 && Alias is null:
                    Alias = BinaryPrimitives.ReadUInt16BigEndian(bytes);
                    bytes = bytes[2..];
                    break;
                default:
                    return false;
            }
        }
        return true;
    }

    // Length (2 bytes, high first), then so many bytes.
    private static bool TryTake(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (bytes.Length < 2) return false;
        var end = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes);
        if (bytes.Length < end) return false;
        taken = bytes[2..end];
        bytes = bytes[end..];
        return true;
    }

    private static bool TryVarint(scoped ref ReadOnlySpan<byte> bytes, out int value)
    {
        value = 0;
        for (var i = 0; i < 4 && i < bytes.Length; i++)
        {
            value |= (bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0x80) continue;
            bytes = bytes[(i + 1)..];
            return true;
        }
        return false;
    }
}
