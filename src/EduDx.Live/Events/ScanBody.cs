using System.Buffers.Binary;

namespace EduDx.Live.Events;

/// <summary>Body of a scan.</summary>
/// <param name="Person">Registry key of the person.</param>
/// <param name="Direction">In or out.</param>
/// <param name="Mode">Kiosk or phone.</param>
/// <param name="Verdict">Place verdict, a <see cref="Attendance.PlaceVerdict"/>.</param>
/// <param name="DistanceClass">0 none, 1 to 25 m, 2 to 50, 3 to 100, 4 to 500, 5 beyond.</param>
/// <param name="AccuracyClass">0 none, 1 to 10 m, 2 to 30, 3 beyond.</param>
/// <param name="Flags">What was suspicious when it came in; none in events of version 1.</param>
public readonly record struct ScanBody(int Person, ScanDirection Direction, ScanMode Mode, byte Verdict, byte DistanceClass, byte AccuracyClass, ScanFlags Flags = ScanFlags.None)
{
    /// <summary>Bytes of the body.</summary>
    public const int Size = 11;

    // The body of version 1 ends here.
    private const int FlagsAt = 9;

    /// <summary>Reads the body of the canonical event <paramref name="e"/>.</summary>
    public static ScanBody Read(ReadOnlySpan<byte> e)
    {
        var b = e[EventHeader.Size..];
        return new ScanBody(BinaryPrimitives.ReadInt32LittleEndian(b), (ScanDirection)b[4], (ScanMode)b[5], b[6], b[7], b[8], b.Length < Size ? ScanFlags.None : (ScanFlags)BinaryPrimitives.ReadUInt16LittleEndian(b[FlagsAt..]));
    }

    /// <summary>Writes the body behind the header of <paramref name="e"/> and returns the event's length.</summary>
    public int Write(Span<byte> e)
    {
        var b = e[EventHeader.Size..];
        BinaryPrimitives.WriteInt32LittleEndian(b, Person);
        b[4] = (byte)Direction;
        b[5] = (byte)Mode;
        b[6] = Verdict;
        b[7] = DistanceClass;
        b[8] = AccuracyClass;
        BinaryPrimitives.WriteUInt16LittleEndian(b[FlagsAt..], (ushort)Flags);
        return EventHeader.Size + Size;
    }
}
