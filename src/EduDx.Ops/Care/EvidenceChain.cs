using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EduDx.Ops.Care;

/// <summary>
/// The byte format of an evidence file: JSON lines, each ended by a line feed, the last one too.
/// <code>
/// {"seq":0,"prev":"64 × 0","hash":"h0","type":"evidence",…}      what the file is of
/// {"seq":1,"prev":"h0","hash":"h1","at":…,"received":…,"offset":…,"type":"cook",…}
/// …
/// {"seq":n,"prev":"h(n-1)","hash":"hn","type":"end","count":n-1,"head":"h(n-1)"}
/// </code>
/// A hash is the SHA-256, lower-case hexadecimal, over the 64 characters of <c>prev</c> and the line's bytes without its <c>"hash":"…",</c> and without the line
/// feed. Any changed byte, any line that is missing, moved or added breaks the chain; a chain that was made anew has another head, so who needs proof against
/// the maker of the file keeps the head elsewhere.
/// </summary>
internal static class EvidenceChain
{
    /// <summary>Characters of a hash.</summary>
    public const int HashLength = 64;

    /// <summary>What stands before the first line.</summary>
    public static readonly string Nothing = new('0', HashLength);

    /// <summary>A line without its hash begins with this.</summary>
    public static string Begin(long seq, string prev) => string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{seq},\"prev\":\"{prev}\",");

    /// <summary>Hash of a line.</summary>
    /// <param name="prev">Hash of the line before.</param>
    /// <param name="begin">The line up to its hash.</param>
    /// <param name="rest">The line behind its hash, without the line feed.</param>
    public static string Hash(string prev, string begin, ReadOnlySpan<byte> rest)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.ASCII.GetBytes(prev));
        sha.AppendData(Encoding.ASCII.GetBytes(begin));
        sha.AppendData(rest);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
