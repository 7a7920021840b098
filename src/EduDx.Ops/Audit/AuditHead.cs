using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EduDx.Ops.Audit;

/// <summary>
/// The newest line of the audit, beside its files: <c>seq</c> as 19 digits, a space, its hash, a line feed. Lines that are missing at the end leave a chain
/// that is whole; this file tells. Written in place after each line, so one that is ahead of the files says that lines were taken away.
/// </summary>
internal readonly record struct AuditHead(long Seq, string Hash)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "head";

    private const int Digits = 19;

    /// <summary>Reads it; null when it is not what was written.</summary>
    public static AuditHead? Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length != Digits + HashChain.HashLength + 2 || file[Digits] != ' ' || file[^1] != '\n') return null;
        if (!long.TryParse(file[..Digits], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) return null;
        var hash = file[(Digits + 1)..^1];
        return hash.ContainsAnyExcept("0123456789abcdef"u8) ? null : new(seq, Encoding.ASCII.GetString(hash));
    }

    /// <summary>Writes it.</summary>
    public void Write(SafeFileHandle file) =>
        RandomAccess.Write(file, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seq:D19} {Hash}\n")), 0);
}
