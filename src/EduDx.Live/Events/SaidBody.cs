using System.Buffers.Binary;

namespace EduDx.Live.Events;

/// <summary>Body of a roll or an override.</summary>
/// <param name="Person">Registry key of the person.</param>
/// <param name="State">What was said.</param>
public readonly record struct SaidBody(int Person, SaidState State)
{
    /// <summary>Reads the body of the canonical event <paramref name="e"/>.</summary>
    public static SaidBody Read(ReadOnlySpan<byte> e)
    {
        var b = e[EventHeader.Size..];
        return new SaidBody(BinaryPrimitives.ReadInt32LittleEndian(b), (SaidState)b[4]);
    }

    /// <summary>Writes the body behind the header of <paramref name="e"/> and returns the event's length.</summary>
    /// <param name="e">The event.</param>
    /// <param name="by">Who said it, at most 255 bytes.</param>
    public int Write(Span<byte> e, ReadOnlySpan<byte> by)
    {
        var b = e[EventHeader.Size..];
        BinaryPrimitives.WriteInt32LittleEndian(b, Person);
        b[4] = (byte)State;
        b[5] = (byte)by.Length;
        by.CopyTo(b[6..]);
        return EventHeader.Size + 6 + by.Length;
    }
}
