using System.Buffers.Binary;
using System.Text;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// PUBACK as bytes (MQTT 5, section 3.4): type (1), remaining length (1 to 3), packet id (2), and where it is not a plain yes: code (1),
/// length of the properties (1 to 3), reason string (1 + 2 + n). The plain yes is that of MQTT 3.1.1.
/// </summary>
internal static class PubAckEncoder
{
    private const byte PubAck = 0x40;
    private const byte ReasonString = 0x1F;
    private const int ReasonHeader = 3;

    // Everything of a PUBACK but its reason string, at most; and the longest reason string there is use for.
    private const int Overhead = 16;
    private const int LongestReason = 4096;

    /// <summary>Bytes that a reason string may have for a client whose largest packet is <paramref name="maxPacket"/>; 0 for no limit.</summary>
    public static int ReasonRoom(uint maxPacket) => maxPacket == 0 ? LongestReason : (int)Math.Clamp((long)maxPacket - Overhead, 0, LongestReason);

    /// <summary>Bytes of a PUBACK.</summary>
    /// <param name="answer">What it says.</param>
    /// <param name="maxReason">Bytes of a reason string that the client takes; a longer one is left out whole.</param>
    public static int SizeOf(in PublishAnswer answer, int maxReason)
    {
        var remaining = Remaining(answer, Reason(answer, maxReason));
        return 1 + VarintSize(remaining) + remaining;
    }

    /// <summary>Writes a PUBACK; <paramref name="target"/> has room for its <see cref="SizeOf"/>.</summary>
    public static void Encode(in Ack ack, int maxReason, Span<byte> target)
    {
        var reason = Reason(ack.Answer, maxReason);
        target[0] = PubAck;
        var at = 1 + PutVarint(target[1..], Remaining(ack.Answer, reason));
        BinaryPrimitives.WriteUInt16BigEndian(target[at..], ack.Id);
        at += 2;
        if (reason == 0 && ack.Answer.Code == default) return;
        target[at++] = (byte)ack.Answer.Code;
        at += PutVarint(target[at..], reason == 0 ? 0 : ReasonHeader + reason);
        if (reason == 0) return;
        target[at++] = ReasonString;
        BinaryPrimitives.WriteUInt16BigEndian(target[at..], (ushort)reason);
        Encoding.UTF8.GetBytes(ack.Answer.Reason, target[(at + 2)..]);
    }

    private static int Reason(in PublishAnswer answer, int maxReason)
    {
        if (answer.Reason is null || maxReason == 0) return 0;
        var bytes = Encoding.UTF8.GetByteCount(answer.Reason);
        return bytes <= maxReason ? bytes : 0;
    }

    private static int Remaining(in PublishAnswer answer, int reason)
    {
        if (reason == 0) return answer.Code == default ? 2 : 4;
        return 3 + VarintSize(ReasonHeader + reason) + ReasonHeader + reason;
    }

    private static int VarintSize(int value) => value < 128 ? 1 : value < 16_384 ? 2 : 3;

    private static int PutVarint(Span<byte> target, int value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7) target[at++] = (byte)(value | 0x80);
        target[at++] = (byte)value;
        return at;
    }
}
