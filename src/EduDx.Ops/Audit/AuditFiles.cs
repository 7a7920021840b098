using System.Globalization;
using System.Text.Json;

namespace EduDx.Ops.Audit;

/// <summary>The files of the audit: <c>audit-000001.jsonl</c> and on, one chain through all of them.</summary>
internal static class AuditFiles
{
    /// <summary>Action of the line that says that an old file was removed: its name is the subject, its head the detail.</summary>
    public const string Retired = "audit.retired";

    /// <summary>Name of a file.</summary>
    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"audit-{number:D6}.jsonl");

    /// <summary>The files of a folder, oldest first.</summary>
    public static IReadOnlyList<(int Number, string Path)> Of(string folder) =>
        [.. Directory.GetFiles(folder, "audit-??????.jsonl").Select(p => (Number: NumberOf(p), Path: p)).Where(f => f.Number > 0).OrderBy(f => f.Number)];

    /// <summary>What the first line of a file says that it follows; the beginning of a chain when it says nothing.</summary>
    public static AuditPlace Before(ReadOnlySpan<byte> file)
    {
        try
        {
            var end = file.IndexOf((byte)'\n');
            if (end < 0) return AuditPlace.Beginning;
            var json = new Utf8JsonReader(file[..end]);
            using var line = JsonDocument.ParseValue(ref json);
            return line.RootElement.ValueKind == JsonValueKind.Object
                && line.RootElement.TryGetProperty("seq", out var seq) && seq.ValueKind == JsonValueKind.Number && seq.TryGetInt64(out var number)
                && line.RootElement.TryGetProperty("prev", out var prev) && prev.ValueKind == JsonValueKind.String
                ? new(number, prev.GetString()!)
                : AuditPlace.Beginning;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return AuditPlace.Beginning;
        }
    }

    private static int NumberOf(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path).AsSpan("audit-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
