using System.Globalization;
using System.Text;

namespace EduDx.Ops.Care;

/// <summary>Proves an evidence file by its hash chain, byte by byte; it needs no server.</summary>
internal static class EvidenceCheck
{
    /// <summary>Looks at a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="line">The first bad line, from 1; 0 when the file is sound.</param>
    /// <param name="why">What is wrong with it; what was found when the file is sound.</param>
    /// <returns>True when it is as it was written.</returns>
    public static bool IsSound(ReadOnlySpan<byte> file, out int line, out string why)
    {
        var (prev, ended) = (EvidenceChain.Nothing, false);
        for (line = 1; !file.IsEmpty; line++)
        {
            var length = file.IndexOf((byte)'\n');
            if (length < 0) return Bad(out why, "the file ends within the line");
            if (ended) return Bad(out why, "a line stands behind the last one");
            if (Next(file[..length], line - 1, prev, out ended) is not { } hash) return Bad(out why, "its bytes do not match the hash chain");
            prev = hash;
            file = file[(length + 1)..];
        }
        if (!ended) return Bad(out why, "the last line is missing: the file was cut");
        why = string.Create(CultureInfo.InvariantCulture, $"{line - 3} events, head {prev}");
        line = 0;
        return true;
    }

    /// <summary>The command <c>verify-evidence</c>.</summary>
    /// <returns>0 when the file is sound, 1 when it is not, 2 when it cannot be read.</returns>
    public static int Run(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
        var sound = IsSound(bytes, out var line, out var why);
        Console.WriteLine(sound ? $"{path} is as it was written: {why}" : $"{path} was changed: line {line}: {why}");
        return sound ? 0 : 1;
    }

    // Everything but the hash is hashed, so it is enough that the hash stands where it must and is the right one.
    private static string? Next(ReadOnlySpan<byte> line, long seq, string prev, out bool isEnd)
    {
        isEnd = false;
        var begin = EvidenceChain.Begin(seq, prev);
        var first = Encoding.ASCII.GetBytes(begin + "\"hash\":\"");
        if (!line.StartsWith(first)) return null;
        line = line[first.Length..];
        if (line.Length < EvidenceChain.HashLength + 2 || !line[EvidenceChain.HashLength..].StartsWith("\","u8)) return null;
        var hash = line[..EvidenceChain.HashLength];
        var rest = line[(EvidenceChain.HashLength + 2)..];
        var computed = EvidenceChain.Hash(prev, begin, rest);
        if (!hash.SequenceEqual(Encoding.ASCII.GetBytes(computed))) return null;
        isEnd = rest.StartsWith("\"type\":\"end\","u8);
        return computed;
    }

    private static bool Bad(out string why, string what)
    {
        why = what;
        return false;
    }
}
