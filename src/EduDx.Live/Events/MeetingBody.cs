using System.Buffers.Binary;

namespace EduDx.Live.Events;

/// <summary>Body of a meeting. Points into the event it was read from.</summary>
public readonly ref struct MeetingBody
{
    private const int Fixed = 27;

    /// <summary>Booked start, Unix milliseconds; 0 when not said.</summary>
    public required long StartsMs { get; init; }
    /// <summary>Booked end, Unix milliseconds; 0 when not said.</summary>
    public required long EndsMs { get; init; }
    /// <summary>Invited; -1 when not said.</summary>
    public required int Invited { get; init; }
    /// <summary>Checked in; -1 when not said.</summary>
    public required int CheckedIn { get; init; }
    /// <summary>What happened.</summary>
    public required MeetingState State { get; init; }
    /// <summary>Step of the paperless life cycle; none when not said.</summary>
    public required PaperlessStep Paperless { get; init; }
    /// <summary>Id of the meeting in its room, UTF-8, 1 to 64 bytes.</summary>
    public required ReadOnlySpan<byte> Meeting { get; init; }

    /// <summary>Reads the body of the canonical event <paramref name="e"/>.</summary>
    public static MeetingBody Read(ReadOnlySpan<byte> e)
    {
        var b = e[EventHeader.Size..];
        return new MeetingBody
        {
            StartsMs = BinaryPrimitives.ReadInt64LittleEndian(b),
            EndsMs = BinaryPrimitives.ReadInt64LittleEndian(b[8..]),
            Invited = BinaryPrimitives.ReadInt32LittleEndian(b[16..]),
            CheckedIn = BinaryPrimitives.ReadInt32LittleEndian(b[20..]),
            State = (MeetingState)b[24],
            Paperless = (PaperlessStep)b[25],
            Meeting = b.Slice(Fixed, b[26]),
        };
    }

    /// <summary>Writes the body behind the header of <paramref name="e"/> and returns the event's length.</summary>
    public int Write(Span<byte> e)
    {
        var b = e[EventHeader.Size..];
        BinaryPrimitives.WriteInt64LittleEndian(b, StartsMs);
        BinaryPrimitives.WriteInt64LittleEndian(b[8..], EndsMs);
        BinaryPrimitives.WriteInt32LittleEndian(b[16..], Invited);
        BinaryPrimitives.WriteInt32LittleEndian(b[20..], CheckedIn);
        b[24] = (byte)State;
        b[25] = (byte)Paperless;
        b[26] = (byte)Meeting.Length;
        Meeting.CopyTo(b[Fixed..]);
        return EventHeader.Size + Fixed + Meeting.Length;
    }
}
