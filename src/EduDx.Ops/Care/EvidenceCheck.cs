using System.Globalization;
using EduDx.Ops.Audit;

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
        var (prev, ended) = (HashChain.Nothing, false);
        for (line = 1; !file.IsEmpty; line++)
        {
            var length = file.IndexOf((byte)'\n');
            if (length < 0) return Bad(out why, "the file ends within the line");
            if (ended) return Bad(out why, "a line stands behind the last one");
            if (HashChain.Next(file[..length], line - 1, prev, out var rest) is not { } hash) return Bad(out why, "its bytes do not match the hash chain");
            ended = rest.StartsWith("\"type\":\"end\","u8);
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

    private static bool Bad(out string why, string what)
    {
        why = what;
        return false;
    }
}
