using System.Buffers;
using System.Buffers.Text;

namespace EduDx.History.Influx;

/// <summary>
/// Writes line protocol as UTF-8 into one pooled buffer. Hot path: allocates nothing once the buffer has its size.
/// <code>
/// line  = measurement *("," tag) " " field *("," field) " " time LF
/// tag   = key "=" value               escaped by a backslash: comma, equals sign, space
/// field = key "=" (integer "i" / DQUOTE text DQUOTE)    in text: DQUOTE and backslash
/// </code>
/// In a measurement comma and space are escaped. A line feed has no escape: it becomes a space, or it would begin another line.
/// A value that ends with backslashes would escape the sign after it; the format has no way to say it, so those backslashes are left out.
/// Calls come in the order of the line; one thread at a time.
/// </summary>
public sealed class LineProtocolEncoder : IDisposable
{
    // Longest text of a long, and the signs around it.
    private const int NumberRoom = 24;

    private static readonly SearchValues<byte> MeasurementSpecial = SearchValues.Create(", \n\\"u8);
    private static readonly SearchValues<byte> TagSpecial = SearchValues.Create(",= \n\\"u8);
    private static readonly SearchValues<byte> TextSpecial = SearchValues.Create("\"\\"u8);

    private byte[] _buffer;
    private int _length;
    private bool _inFields;

    /// <summary>Rents the first buffer.</summary>
    /// <param name="capacity">First size, bytes; it doubles when a batch is larger.</param>
    public LineProtocolEncoder(int capacity = 64 * 1024) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The lines so far. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Number of lines so far.</summary>
    public int Lines { get; private set; }

    /// <summary>Forgets the lines and keeps the buffer.</summary>
    public void Clear()
    {
        _length = 0;
        Lines = 0;
    }

    /// <summary>Begins a line.</summary>
    public void Measurement(ReadOnlySpan<byte> name)
    {
        _inFields = false;
        Escaped(name, MeasurementSpecial);
    }

    /// <summary>Adds a tag with an integer value.</summary>
    public void Tag(ReadOnlySpan<byte> key, int value)
    {
        TagKey(key);
        Number(value);
    }

    /// <summary>Adds a tag. InfluxDB has no empty tag value: an empty one is left out, key and all.</summary>
    public void Tag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        value = value.TrimEnd((byte)'\\');
        if (value.IsEmpty) return;
        TagKey(key);
        Escaped(value, TagSpecial);
    }

    /// <summary>Adds an integer field.</summary>
    public void Field(ReadOnlySpan<byte> key, long value)
    {
        FieldKey(key);
        Number(value);
        Sign((byte)'i');
    }

    /// <summary>Adds a text field.</summary>
    public void Field(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text)
    {
        FieldKey(key);
        Sign((byte)'"');
        for (var at = text.IndexOfAny(TextSpecial); at >= 0; at = text.IndexOfAny(TextSpecial))
        {
            Raw(text[..at]);
            Sign((byte)'\\');
            Sign(text[at]);
            text = text[(at + 1)..];
        }
        Raw(text);
        Sign((byte)'"');
    }

    /// <summary>Ends the line.</summary>
    /// <param name="timeNs">Unix nanoseconds.</param>
    public void End(long timeNs)
    {
        Sign((byte)' ');
        Number(timeNs);
        Sign((byte)'\n');
        Lines++;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Clear();
    }

    private void TagKey(ReadOnlySpan<byte> key)
    {
        Sign((byte)',');
        Escaped(key, TagSpecial);
        Sign((byte)'=');
    }

    private void FieldKey(ReadOnlySpan<byte> key)
    {
        Sign(_inFields ? (byte)',' : (byte)' ');
        _inFields = true;
        Escaped(key, TagSpecial);
        Sign((byte)'=');
    }

    private void Escaped(ReadOnlySpan<byte> text, SearchValues<byte> special)
    {
        text = text.TrimEnd((byte)'\\');
        // Keys and integers have nothing to escape: one vectorised look, one copy.
        for (var at = text.IndexOfAny(special); at >= 0; at = text.IndexOfAny(special))
        {
            Raw(text[..at]);
            var sign = text[at];
            text = text[(at + 1)..];
            switch (sign)
            {
                case (byte)'\\':
                    Sign(sign);
                    break;
                case (byte)'\n':
                    Raw("\\ "u8);
                    break;
                default:
                    Sign((byte)'\\');
                    Sign(sign);
                    break;
            }
        }
        Raw(text);
    }

    private void Number(long value)
    {
        Room(NumberRoom);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    private void Sign(byte value)
    {
        Room(1);
        _buffer[_length++] = value;
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Room(int more)
    {
        if (_buffer.Length - _length < more) Grow(more);
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
