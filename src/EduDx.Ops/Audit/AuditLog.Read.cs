using System.Text;
using System.Text.Json;

namespace EduDx.Ops.Audit;

public sealed partial class AuditLog
{
    /// <summary>Entries below a number, newest first, each a line of JSON as it was written. It reads as many files as it takes, newest first.</summary>
    public IReadOnlyList<string> Read(long before, int limit)
    {
        var found = new List<string>();
        foreach (var (number, path) in AuditFiles.Of(_folder).Reverse())
        {
            byte[] bytes;
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            {
                bytes = new byte[file.Length];
                file.ReadExactly(bytes);
            }
            if (AuditFiles.Before(bytes).Seq >= before && number > 1) continue;
            var lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            for (var i = lines.Length - 1; i >= 0 && found.Count < limit; i--)
            {
                if (SeqOf(lines[i]) is { } seq && seq < before) found.Add(lines[i]);
            }
            if (found.Count == limit) break;
        }
        return found;
    }

    // A line that a killed process left in part, or that was damaged, is no entry; verify-audit names it.
    private static long? SeqOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("seq", out var seq) && seq.TryGetInt64(out var number) ? number : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
