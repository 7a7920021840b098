using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EduDx.Ops.Audit;

/// <summary>
/// Lines of JSON that hold each other: the byte format of evidence files and of the audit. Each line is ended by a line feed, the last one too.
/// <code>
/// {"seq":0,"prev":"64 × 0","hash":"h0",…}
/// {"seq":1,"prev":"h0","hash":"h1",…}
/// …
/// </code>
/// A hash is the SHA-256, lower-case hexadecimal, over the 64 characters of <c>prev</c> and the line's bytes without its <c>"hash":"…",</c> and without the line
/// feed. Any changed byte, any line that is missing, moved or added breaks the chain; a chain that was made anew has another head, so who needs proof against
/// the maker of the file keeps the head elsewhere.
/// </summary>
internal static class HashChain
{
    /// <summary>Characters of a hash.</summary>
    public const int HashLength = 64;

    /// <summary>What stands before the first line.</summary>
    public static readonly string Nothing = new('0', HashLength);

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a line.</summary>
    /// <param name="to">Gets the line with its line feed.</param>
    /// <param name="seq">Number of the line, from 0.</param>
    /// <param name="prev">Hash of the line before, or <see cref="Nothing"/>.</param>
    /// <param name="members">Writes the line's members behind its hash; at least one.</param>
    /// <returns>Hash of the line.</returns>
    public static string Write(Stream to, long seq, string prev, Action<Utf8JsonWriter> members)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        // The members without the brace that opens them: the chain's own stand before.
        var rest = line.WrittenSpan[1..];
        var begin = Begin(seq, prev);
        var hash = Hash(prev, begin, rest);
        to.Write(Encoding.ASCII.GetBytes($"{begin}\"hash\":\"{hash}\","));
        to.Write(rest);
        to.WriteByte((byte)'\n');
        return hash;
    }

    /// <summary>Proves a line. Everything but the hash is hashed, so it is enough that the hash stands where it must and is the right one.</summary>
    /// <param name="line">The line without its line feed.</param>
    /// <param name="seq">The number that it must have.</param>
    /// <param name="prev">Hash of the line before.</param>
    /// <param name="rest">The line behind its hash.</param>
    /// <returns>Its hash; null when it is not the line that must stand there.</returns>
    public static string? Next(ReadOnlySpan<byte> line, long seq, string prev, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        var begin = Begin(seq, prev);
        var first = Encoding.ASCII.GetBytes(begin + "\"hash\":\"");
        if (!line.StartsWith(first)) return null;
        line = line[first.Length..];
        if (line.Length < HashLength + 2 || !line[HashLength..].StartsWith("\","u8)) return null;
        var hash = line[..HashLength];
        var behind = line[(HashLength + 2)..];
        var computed = Hash(prev, begin, behind);
        if (!hash.SequenceEqual(Encoding.ASCII.GetBytes(computed))) return null;
        rest = behind;
        return computed;
    }

    // A line without its hash begins with this.
    private static string Begin(long seq, string prev) => string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{seq},\"prev\":\"{prev}\",");

    private static string Hash(string prev, string begin, ReadOnlySpan<byte> rest)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.ASCII.GetBytes(prev));
        sha.AppendData(Encoding.ASCII.GetBytes(begin));
        sha.AppendData(rest);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
