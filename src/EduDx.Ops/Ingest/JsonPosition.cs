using System.Globalization;

namespace EduDx.Ops.Ingest;

/// <summary>
/// Finds the members <c>lat</c>, <c>lon</c> and <c>acc</c> in bytes that are JSON or nearly so.
/// <code>
/// member = '"' letter letter letter '"' ws ':' ws value     name without regard to case
/// letter = the byte itself | "\u" 4 hex digits
/// </code>
/// A decoder undoes the escapes, so a position behind such a name is one.
/// </summary>
internal static class JsonPosition
{
    private const int EscapeSize = 6;

    /// <summary>Where the value begins, if one of the names with a value behind it begins at <paramref name="at"/>; -1 otherwise.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="at">Index of a quotation mark.</param>
    public static int ValueBehindName(ReadOnlySpan<byte> json, int at)
    {
        Span<byte> name = stackalloc byte[3];
        var i = at + 1;
        foreach (ref var letter in name)
        {
            if (!TryLetter(json, ref i, out letter)) return -1;
        }
        if (i >= json.Length || json[i++] != (byte)'"') return -1;
        if (!name.SequenceEqual("lat"u8) && !name.SequenceEqual("lon"u8) && !name.SequenceEqual("acc"u8)) return -1;
        i = SkipSpace(json, i);
        if (i >= json.Length || json[i] != (byte)':') return -1;
        i = SkipSpace(json, i + 1);
        return i < json.Length ? i : -1;
    }

    /// <summary>Index behind the value that begins at <paramref name="at"/>; the end of the bytes when it breaks off.</summary>
    public static int EndOfValue(ReadOnlySpan<byte> json, int at)
    {
        var depth = 0;
        for (var i = at; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'"':
                    i = ClosingQuote(json, i);
                    if (depth == 0) return Math.Min(i + 1, json.Length);
                    break;
                case (byte)'[' or (byte)'{':
                    depth++;
                    break;
                case (byte)']' or (byte)'}':
                    // The bracket around the member is not of its value.
                    if (depth == 0) return BeforeSpace(json, at, i);
                    if (--depth == 0) return i + 1;
                    break;
                case (byte)',' when depth == 0:
                    return BeforeSpace(json, at, i);
            }
        }
        return json.Length;
    }

    // The space behind a number is not of it.
    private static int BeforeSpace(ReadOnlySpan<byte> json, int from, int to)
    {
        while (to > from && IsSpace(json[to - 1])) to--;
        return to;
    }

    private static int ClosingQuote(ReadOnlySpan<byte> json, int at)
    {
        for (var i = at + 1; i < json.Length; i++)
        {
            if (json[i] == (byte)'\\') i++;
            else if (json[i] == (byte)'"') return i;
        }
        return json.Length;
    }

    // In lower case; false when there is neither a letter nor the escape of one.
    private static bool TryLetter(ReadOnlySpan<byte> json, ref int i, out byte letter)
    {
        letter = 0;
        if (i >= json.Length) return false;
        int code = json[i];
        if (code != '\\')
        {
            i++;
        }
        else
        {
            var escape = json[i..];
            if (escape.Length < EscapeSize || escape[1] != (byte)'u' || !ushort.TryParse(escape[2..EscapeSize], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)) return false;
            code = unit;
            i += EscapeSize;
        }
        if (code is not (>= 'a' and <= 'z' or >= 'A' and <= 'Z')) return false;
        letter = (byte)(code | 0x20);
        return true;
    }

    private static int SkipSpace(ReadOnlySpan<byte> json, int i)
    {
        while (i < json.Length && IsSpace(json[i])) i++;
        return i;
    }

    private static bool IsSpace(byte one) => one is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
