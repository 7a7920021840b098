namespace EduDx.Live.Events;

/// <summary>Body of a status: a source came up or went away. Points into the event it was read from.</summary>
public readonly ref struct StatusBody
{
    private StatusBody(bool online, ReadOnlySpan<byte> firmware)
    {
        Online = online;
        Firmware = firmware;
    }

    /// <summary>True when the source is up.</summary>
    public bool Online { get; }

    /// <summary>Firmware, UTF-8, at most 64 bytes; empty when not said.</summary>
    public ReadOnlySpan<byte> Firmware { get; }

    /// <summary>Reads the body of the canonical event <paramref name="e"/>.</summary>
    public static StatusBody Read(ReadOnlySpan<byte> e)
    {
        var b = e[EventHeader.Size..];
        return new StatusBody(b[0] == 1, b.Slice(2, b[1]));
    }
}
