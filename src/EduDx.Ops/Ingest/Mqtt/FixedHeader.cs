namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>How much of a fixed header there is.</summary>
internal enum HeaderState
{
    /// <summary>More bytes are needed.</summary>
    Partial,
    /// <summary>Type and length are known.</summary>
    Whole,
    /// <summary>A length of more than four bytes; nothing behind it can be read.</summary>
    Broken,
}

/// <summary>
/// MQTT 5, section 2.1: packet type and flags (1 byte), remaining length (1 to 4 bytes, 7 bits each, low first).
/// </summary>
internal static class FixedHeader
{
    /// <summary>Longest header, bytes.</summary>
    public const int MaxSize = 5;

    /// <summary>CONNECT with its flags.</summary>
    public const byte Connect = 0x10;

    /// <summary>Reads the header at the beginning of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">The bytes there are.</param>
    /// <param name="kind">Type and flags, once there is a byte.</param>
    /// <param name="size">Bytes of the header itself.</param>
    /// <param name="length">Bytes of the whole packet, header included.</param>
    public static HeaderState Read(ReadOnlySpan<byte> bytes, out byte kind, out int size, out int length)
    {
        (kind, size, length) = (0, 0, 0);
        if (bytes.IsEmpty) return HeaderState.Partial;
        kind = bytes[0];
        var remaining = 0;
        for (var i = 1; i < MaxSize; i++)
        {
            if (i >= bytes.Length) return HeaderState.Partial;
            remaining |= (bytes[i] & 0x7F) << (7 * (i - 1));
            if (bytes[i] >= 0x80) continue;
            size = i + 1;
            length = size + remaining;
            return HeaderState.Whole;
        }
        return HeaderState.Broken;
    }
}
