using System.Buffers.Binary;
using EduDx.Live.Events;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Scans;

/// <summary>
/// A suspicious scan as the log's stream of them keeps it: version (1), reason of the rejection (1; 0 when it was counted), flags (2), school key (4),
/// kiosk key (4), person key (4; 0 when nobody is known), at (8), received (8), id (16, big-endian). Little-endian but for the id.
/// </summary>
internal readonly record struct FlaggedRecord(RejectReason Rejected, ScanFlags Flags, long AtMs, long ReceivedMs, int School, int Kiosk, int Person, UInt128 Id)
{
    public const int Size = 48;
    private const byte Version = 1;

    public void Write(Span<byte> b)
    {
        (b[0], b[1]) = (Version, (byte)Rejected);
        BinaryPrimitives.WriteUInt16LittleEndian(b[2..], (ushort)Flags);
        BinaryPrimitives.WriteInt32LittleEndian(b[4..], School);
        BinaryPrimitives.WriteInt32LittleEndian(b[8..], Kiosk);
        BinaryPrimitives.WriteInt32LittleEndian(b[12..], Person);
        BinaryPrimitives.WriteInt64LittleEndian(b[16..], AtMs);
        BinaryPrimitives.WriteInt64LittleEndian(b[24..], ReceivedMs);
        BinaryPrimitives.WriteUInt128BigEndian(b[32..], Id);
    }

    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public static FlaggedRecord Read(ReadOnlySpan<byte> b) => b.Length < Size || b[0] != Version
        ? throw new InvalidDataException($"not a flagged scan of version {Version}; a newer program wrote this log")
        : new((RejectReason)b[1], (ScanFlags)BinaryPrimitives.ReadUInt16LittleEndian(b[2..]), BinaryPrimitives.ReadInt64LittleEndian(b[16..]), BinaryPrimitives.ReadInt64LittleEndian(b[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(b[4..]), BinaryPrimitives.ReadInt32LittleEndian(b[8..]), BinaryPrimitives.ReadInt32LittleEndian(b[12..]), BinaryPrimitives.ReadUInt128BigEndian(b[32..]));
}
