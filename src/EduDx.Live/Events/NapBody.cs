using System.Buffers.Binary;

namespace EduDx.Live.Events;

/// <summary>Body of a nap.</summary>
/// <param name="Child">Registry key of the child; 0 in a check of all sleepers.</param>
/// <param name="State">What happened.</param>
/// <param name="Position">How the child lies.</param>
public readonly record struct NapBody(int Child, NapState State, SleepPosition Position)
{
    /// <summary>Reads the body of the canonical event <paramref name="e"/>.</summary>
    public static NapBody Read(ReadOnlySpan<byte> e)
    {
        var b = e[EventHeader.Size..];
        return new NapBody(BinaryPrimitives.ReadInt32LittleEndian(b), (NapState)b[4], (SleepPosition)b[5]);
    }

    /// <summary>Writes the body behind the header of <paramref name="e"/> and returns the event's length.</summary>
    public int Write(Span<byte> e)
    {
        var b = e[EventHeader.Size..];
        BinaryPrimitives.WriteInt32LittleEndian(b, Child);
        b[4] = (byte)State;
        b[5] = (byte)Position;
        return EventHeader.Size + 6;
    }
}
