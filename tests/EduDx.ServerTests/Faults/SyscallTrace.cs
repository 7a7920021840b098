using System.Globalization;
using System.Text.RegularExpressions;

namespace EduDx.ServerTests.Faults;

/// <summary>What a traced server did that a power cut can undo, and what it told its clients.</summary>
internal enum TracedKind { Write, Truncate, Sync, Create, Rename, Unlink, Sent }

/// <param name="Kind">What was done.</param>
/// <param name="Path">The file or folder; of <see cref="TracedKind.Sent"/> the two ends of the connection.</param>
/// <param name="Bytes">What was written or sent.</param>
/// <param name="Offset">Where it was written, -1 for the end of the file; the new length of a truncated file.</param>
/// <param name="To">The new name.</param>
internal sealed record TracedCall(TracedKind Kind, string Path, byte[] Bytes, long Offset = -1, string To = "");

/// <summary>
/// Reads what <c>strace -f -yy -xx</c> wrote. A sync counts from where it returned; a write and a sent acknowledgement count from where they began:
/// that is the order least kind to the server.
/// </summary>
internal static partial class SyscallTrace
{
    public const string Calls = "write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,openat,rename,renameat,renameat2,unlink,unlinkat,sendmsg,sendto";

    public static List<TracedCall> Read(string path)
    {
        var calls = new List<TracedCall>();
        var unfinished = new Dictionary<string, string>();
        foreach (var line in File.ReadLines(path))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) continue;
            var (pid, text) = (line[..space], line[space..].TrimStart());
            if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                text = text[..^"<unfinished ...>".Length].TrimEnd();
                unfinished[pid] = text;
                if (!IsSync(text) && Parse(text) is { } begun) calls.Add(begun);
            }
            else if (text.StartsWith("<... ", StringComparison.Ordinal))
            {
                if (!unfinished.Remove(pid, out var before)) continue;
                var whole = before + text[(text.IndexOf("resumed>", StringComparison.Ordinal) + 8)..];
                if (IsSync(whole) && Parse(whole) is { } ended) calls.Add(ended);
            }
            else if (Parse(text) is { } call)
            {
                calls.Add(call);
            }
        }
        return calls;
    }

    private static bool IsSync(string text) => text.StartsWith("fsync(", StringComparison.Ordinal) || text.StartsWith("fdatasync(", StringComparison.Ordinal);

    // name(first, …) = result; strings and the paths of descriptors may be in hexadecimal.
    private static TracedCall? Parse(string text)
    {
        if (text.Contains(" = -1 ", StringComparison.Ordinal)) return null;
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return null;
        var rest = text[(open + 1)..];
        switch (text[..open])
        {
            case "fsync" or "fdatasync": return new(TracedKind.Sync, Descriptor(rest), []);
            case "write" or "writev": return new(TracedKind.Write, Descriptor(rest), Strings(rest));
            case "pwrite64" or "pwritev": return new(TracedKind.Write, Descriptor(rest), Strings(rest), long.Parse(LastNumber().Match(rest).Groups[1].Value, CultureInfo.InvariantCulture));
            case "ftruncate": return new(TracedKind.Truncate, Descriptor(rest), [], long.Parse(LastNumber().Match(rest).Groups[1].Value, CultureInfo.InvariantCulture));
            case "sendmsg" or "sendto": return new(TracedKind.Sent, Descriptor(rest), Strings(rest));
            case "openat" when rest.Contains("O_CREAT", StringComparison.Ordinal):
                return new(TracedKind.Create, FirstString(rest), [], rest.Contains("O_TRUNC", StringComparison.Ordinal) ? 0 : -1);
            case "rename" or "renameat" or "renameat2":
                var names = Quoted().Matches(rest);
                return new(TracedKind.Rename, Text(names[0].Groups[1].Value), [], To: Text(names[1].Groups[1].Value));
            case "unlink" or "unlinkat": return new(TracedKind.Unlink, FirstString(rest), []);
            default: return null;
        }
    }

    private static string Descriptor(string rest)
    {
        var (from, to) = (rest.IndexOf('<', StringComparison.Ordinal), rest.IndexOf('>', StringComparison.Ordinal));
        if (from < 0 || to < from) return "";
        // The arrow between the two ends of a connection holds a > of its own.
        if (rest[from..].StartsWith("<TCP", StringComparison.Ordinal)) to = rest.IndexOf("]>", StringComparison.Ordinal) + 1;
        return Text(rest[(from + 1)..to]);
    }

    private static string FirstString(string rest) => Text(Quoted().Match(rest).Groups[1].Value);

    private static byte[] Strings(string rest) => [.. Quoted().Matches(rest).SelectMany(m => Bytes(m.Groups[1].Value))];

    private static string Text(string written) => System.Text.Encoding.UTF8.GetString(Bytes(written));

    private static byte[] Bytes(string written)
    {
        var bytes = new List<byte>(written.Length / 4);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == '\\' && i + 3 < written.Length && written[i + 1] == 'x')
            {
                bytes.Add(Convert.FromHexString(written.AsSpan(i + 2, 2))[0]);
                i += 3;
            }
            else
            {
                bytes.Add((byte)written[i]);
            }
        }
        return [.. bytes];
    }

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(\d+)\)?\s*(?:=.*)?$")]
    private static partial Regex LastNumber();
}
