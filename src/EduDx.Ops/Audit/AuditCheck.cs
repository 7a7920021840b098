using System.Globalization;
using System.Text.Json;

namespace EduDx.Ops.Audit;

/// <summary>Proves the audit of a data folder, byte by byte. It needs no server, and may look on while one writes.</summary>
internal static class AuditCheck
{
    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">The folder <c>audit</c>.</param>
    /// <param name="why">The file, the line and what is wrong with it; what was found when all is sound.</param>
    /// <returns>True when it is as it was written.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static bool IsSound(string folder, out string why)
    {
        // The head is read first: a server that writes meanwhile is ahead of it, never behind.
        var headPath = Path.Combine(folder, AuditHead.FileName);
        var head = File.Exists(headPath) ? AuditHead.Parse(File.ReadAllBytes(headPath)) : null;
        var files = AuditFiles.Of(folder);
        if (files.Count == 0) return Say(out why, $"{folder} holds no audit", false);
        if (head is not { } newest) return Say(out why, $"{headPath}: line 1: it is missing or is not what was written", false);

        var (place, retired, atHead) = (AuditPlace.Beginning, new HashSet<AuditPlace>(), "");
        var beginning = AuditPlace.Beginning;
        for (var i = 0; i < files.Count; i++)
        {
            var (number, path) = files[i];
            if (i > 0 && number != files[i - 1].Number + 1) return Say(out why, $"{Path.Combine(folder, AuditFiles.Name(files[i - 1].Number + 1))} is missing", false);
            var bytes = File.ReadAllBytes(path);
            if (i == 0 && number > 1) place = beginning = AuditFiles.Before(bytes);
            var proof = FileProof.Of(bytes, place, (seq, hash, rest) =>
            {
                if (seq == newest.Seq) atHead = hash;
                if (RetiredIn(rest) is { } place) retired.Add(place);
            });
            place = proof.End;
            // A stop in the middle of a write: the line was never whole, and the next start cuts it.
            if (proof.IsTorn && i == files.Count - 1 && place.Seq > newest.Seq) break;
            if (!proof.IsSound) return Say(out why, $"{path}: line {proof.BadLine}: {What(bytes.AsSpan(proof.SoundBytes), proof.IsTorn)}", false);
        }
        if (place.Seq <= newest.Seq) return Say(out why, $"{files[^1].Path}: its end was cut: entry {place.Seq} is missing, the newest that was written is {newest.Seq}", false);
        if (atHead != newest.Hash) return Say(out why, $"{headPath}: line 1: entry {newest.Seq} has another hash", false);
        if (beginning.Seq > 0 && !retired.Contains(beginning)) return Say(out why, $"{files[0].Path}: line 1: the files before it are missing, and no entry says that they were too old", false);
        return Say(out why, string.Create(CultureInfo.InvariantCulture, $"entries {beginning.Seq} to {place.Seq - 1}, head {place.Prev}"), true);
    }

    /// <summary>The command <c>verify-audit</c>.</summary>
    /// <param name="folder">The data folder, or the folder <c>audit</c> in it or copied from it.</param>
    /// <returns>0 when the audit is sound, 1 when it is not, 2 when it cannot be read.</returns>
    public static int Run(string folder)
    {
        var inside = Path.Combine(folder, AuditLog.FolderName);
        if (Directory.Exists(inside)) folder = inside;
        try
        {
            var sound = IsSound(folder, out var why);
            Console.WriteLine(sound ? $"{folder} is as it was written: {why}" : $"{folder} was changed: {why}");
            return sound ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }

    private static string What(ReadOnlySpan<byte> from, bool isTorn)
    {
        if (isTorn) return "the file ends within the line";
        return FileProof.Of(from[..(from.IndexOf((byte)'\n') + 1)], AuditPlace.Beginning).IsSound
            ? "a new chain begins here: what stands before was found damaged when the server started, or was put there"
            : "its bytes do not match the hash chain";
    }

    private static AuditPlace? RetiredIn(ReadOnlySpan<byte> rest)
    {
        if (rest.IndexOf("\"action\":\"audit.retired\""u8) < 0) return null;
        var json = new Utf8JsonReader((byte[])[(byte)'{', .. rest]);
        using var line = JsonDocument.ParseValue(ref json);
        if (line.RootElement.GetProperty("action").GetString() != AuditFiles.Retired) return null;
        var parts = line.RootElement.GetProperty("detail").GetString()!.Split(' ');
        return new(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
    }

    private static bool Say(out string why, string what, bool sound)
    {
        why = what;
        return sound;
    }
}
