using System.Buffers.Binary;
using System.IO.Hashing;

namespace EduDx.Log;

/// <summary>
/// One record of the store: the events of one group commit of one stream, keyed by the offset of the first (8 bytes, big-endian).
/// <code>
/// 0   4  CRC-32 of everything behind it
/// 4   4  number of events
/// 8   8  commit time, Unix milliseconds
/// 16  …  for each event: length (4), bytes
/// </code>
/// Little-endian. The next record's key is this key plus the number of events: a hole is damage.
/// </summary>
internal static class LogRecord
{
    public const int HeaderSize = 16;

    public static void Seal(Span<byte> record, int count, long commitMs)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], count);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], commitMs);
        BinaryPrimitives.WriteUInt32LittleEndian(record, Crc32.HashToUInt32(record[4..]));
    }

    public static bool IsSound(ReadOnlySpan<byte> record) =>
        record.Length >= HeaderSize && BinaryPrimitives.ReadUInt32LittleEndian(record) == Crc32.HashToUInt32(record[4..]);

    public static int Count(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt32LittleEndian(record[4..]);

    public static long CommitMs(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt64LittleEndian(record[8..]);

    public static byte[] Key(long offset)
    {
        var key = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(key, offset);
        return key;
    }
}
