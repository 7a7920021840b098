using System.Buffers.Binary;

namespace EduDx.Live.Events;

/// <summary>Body of an occupancy.</summary>
/// <param name="People">People counted, 0 or more.</param>
/// <param name="Co2Ppm">CO2, parts per million; NaN when not measured.</param>
public readonly record struct OccupancyBody(int People, double Co2Ppm)
{
    /// <summary>Reads the body of the canonical event <paramref name="e"/>.</summary>
    public static OccupancyBody Read(ReadOnlySpan<byte> e)
    {
        var b = e[EventHeader.Size..];
        return new OccupancyBody(BinaryPrimitives.ReadInt32LittleEndian(b), BinaryPrimitives.ReadDoubleLittleEndian(b[4..]));
    }

    /// <summary>Writes the body behind the header of <paramref name="e"/> and returns the event's length.</summary>
    public int Write(Span<byte> e)
    {
        var b = e[EventHeader.Size..];
        BinaryPrimitives.WriteInt32LittleEndian(b, People);
        BinaryPrimitives.WriteDoubleLittleEndian(b[4..], Co2Ppm);
        return EventHeader.Size + 12;
    }
}
