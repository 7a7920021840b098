using System.Text;

namespace EduDx.Live.Events;

/// <summary>Short texts in event bodies: a byte of length, then UTF-8.</summary>
internal static class EventText
{
    /// <summary>Takes the next text.</summary>
    public static string Take(ref ReadOnlySpan<byte> rest)
    {
        var text = Encoding.UTF8.GetString(rest.Slice(1, rest[0]));
        rest = rest[(1 + rest[0])..];
        return text;
    }

    /// <summary>Puts a text of at most 255 bytes.</summary>
    public static void Put(ref Span<byte> rest, ReadOnlySpan<byte> text)
    {
        rest[0] = (byte)text.Length;
        text.CopyTo(rest[1..]);
        rest = rest[(1 + text.Length)..];
    }
}
