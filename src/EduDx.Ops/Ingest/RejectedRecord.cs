using System.Buffers.Binary;
using System.Text;

namespace EduDx.Ops.Ingest;

/// <summary>
/// A rejected event as the log keeps it: version (1), reason (1), format (1), zero (1), received (8), length of topic (2), length of
/// detail (2), topic, detail, payload. Little-endian.
/// </summary>
internal sealed record RejectedRecord(RejectReason Reason, PayloadFormat Format, long ReceivedMs, string Topic, string Detail, byte[] Payload)
{
    private const int HeaderSize = 16;
    private const int MaxText = 1024;

    public byte[] ToBytes()
    {
        var topic = Encoding.UTF8.GetBytes(Cut(Topic));
        var detail = Encoding.UTF8.GetBytes(Cut(Detail));
        var bytes = new byte[HeaderSize + topic.Length + detail.Length + Payload.Length];
        bytes[0] = 1;
        bytes[1] = (byte)Reason;
        bytes[2] = (byte)Format;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(4), ReceivedMs);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(12), (ushort)topic.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(14), (ushort)detail.Length);
        topic.CopyTo(bytes, HeaderSize);
        detail.CopyTo(bytes, HeaderSize + topic.Length);
        Payload.CopyTo(bytes, HeaderSize + topic.Length + detail.Length);
        return bytes;
    }

    public static RejectedRecord Read(ReadOnlySpan<byte> bytes)
    {
        var topic = BinaryPrimitives.ReadUInt16LittleEndian(bytes[12..]);
        var detail = BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]);
        return new RejectedRecord(
            (RejectReason)bytes[1], (PayloadFormat)bytes[2], BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]),
            Encoding.UTF8.GetString(bytes.Slice(HeaderSize, topic)),
            Encoding.UTF8.GetString(bytes.Slice(HeaderSize + topic, detail)),
            bytes[(HeaderSize + topic + detail)..].ToArray());
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
