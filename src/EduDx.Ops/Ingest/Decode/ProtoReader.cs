using System.Buffers.Binary;

namespace EduDx.Ops.Ingest.Decode;

/// <summary>
/// Reads protobuf fields in place. Wire format as in the Protocol Buffers encoding guide: a varint tag (number and wire type), then
/// a varint (0), 8 bytes (1), a length and that many bytes (2), or 4 bytes (5). Groups (3, 4) are refused.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read.</summary>
    public int Position { get; private set; }

    /// <summary>Number of the field that <see cref="Next"/> stands on.</summary>
    public int Field { get; private set; }

    /// <summary>Value of a varint or fixed field.</summary>
    public ulong Number { get; private set; }

    /// <summary>Bytes of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Wire type of the field.</summary>
    public int WireType { get; private set; }

    /// <summary>True when the bytes are not protobuf; <see cref="Position"/> says where.</summary>
    public bool Broken { get; private set; }

    /// <summary>Value of a fixed 64-bit field as a double.</summary>
    public readonly double Double => BitConverter.UInt64BitsToDouble(Number);

    /// <summary>Reads the next field.</summary>
    /// <returns>False at the end, or when <see cref="Broken"/>.</returns>
    public bool Next()
    {
        if (Broken || Position >= _bytes.Length) return false;
        if (!TryVarint(out var tag)) return Break();
        Field = (int)(tag >> 3);
        WireType = (int)(tag & 7);
        // A field of another wire type than expected must not show the value of the field before it.
        Number = 0;
        Bytes = default;
        return WireType switch
        {
            0 => TryVarint(out var value) ? Set(value) : Break(),
            1 => _bytes.Length - Position >= 8 ? Set(BinaryPrimitives.ReadUInt64LittleEndian(Take(8))) : Break(),
            2 => TryVarint(out var length) && length <= (ulong)(_bytes.Length - Position) ? Set(Take((int)length)) : Break(),
            5 => _bytes.Length - Position >= 4 ? Set(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))) : Break(),
            _ => Break(),
        };
    }

    private bool Set(ulong number)
    {
        Number = number;
        return true;
    }

    private bool Set(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes;
        return true;
    }

    private bool Break()
    {
        Broken = true;
        return false;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _bytes.Slice(Position, length);
        Position += length;
        return taken;
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && Position < _bytes.Length; shift += 7)
        {
            var b = _bytes[Position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return true;
        }
        return false;
    }
}
