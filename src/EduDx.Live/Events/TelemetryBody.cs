using System.Buffers.Binary;

namespace EduDx.Live.Events;

/// <summary>Body of a telemetry event, read metric by metric in place: <c>while (body.Next(out var name, out var value))</c>.</summary>
public ref struct TelemetryBody
{
    private ReadOnlySpan<byte> _rest;
    private int _left;

    private TelemetryBody(ReadOnlySpan<byte> metrics, int count)
    {
        _rest = metrics;
        _left = count;
    }

    /// <summary>Begins to read the body of the canonical event <paramref name="e"/>.</summary>
    public static TelemetryBody Read(ReadOnlySpan<byte> e) => new(e[(EventHeader.Size + 1)..], e[EventHeader.Size]);

    /// <summary>Reads the next metric.</summary>
    /// <returns>False when there is none left.</returns>
    public bool Next(out ReadOnlySpan<byte> name, out double value)
    {
        name = default;
        value = 0;
        if (_left == 0) return false;
        _left--;
        name = _rest.Slice(1, _rest[0]);
        value = BinaryPrimitives.ReadDoubleLittleEndian(_rest[(1 + name.Length)..]);
        _rest = _rest[(1 + name.Length + 8)..];
        return true;
    }
}
