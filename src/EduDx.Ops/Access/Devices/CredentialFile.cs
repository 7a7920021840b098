using System.Text;
using EduDx.Live.City;

namespace EduDx.Ops.Access.Devices;

/// <summary>
/// The CSV of a batch of credentials. Columns <c>school,kind,source</c> and, where a source proves itself with a certificate, <c>certificate</c>
/// (SHA-256 thumbprint). Values have no quotes: none of them can hold a comma.
/// </summary>
internal static class CredentialFile
{
    /// <summary>Rows of a batch, at most.</summary>
    public const int MaxRows = 20_000;

    private const int MaxErrors = 50;

    /// <summary>The schools that a batch names, once each and as written; of the first <see cref="MaxRows"/> rows and one more, beyond which nothing is issued.</summary>
    public static IEnumerable<string> Schools(string text) =>
        text.Split('\n').Skip(1).Select(l => l.Trim()).Where(l => l.Length > 0).Take(MaxRows + 1).Select(l => l.Split(',')[0].Trim()).Distinct(StringComparer.Ordinal);

    /// <summary>Reads a batch.</summary>
    /// <param name="text">The file.</param>
    /// <param name="city">What sources there are.</param>
    /// <param name="credentials">What is in force.</param>
    /// <param name="mayReplace">True when a source that has a credential gets a new one.</param>
    /// <param name="errors">What is wrong, by line; empty when nothing is.</param>
    public static List<(string Id, string? Thumbprint)> Read(string text, CityModel city, DeviceCredentials credentials, bool mayReplace, out List<string> errors)
    {
        var rows = new List<(string, string?)>();
        errors = [];
        var lines = text.TrimStart('\uFEFF').Split('\n');
        var header = lines[0].Trim().Split(',', StringSplitOptions.TrimEntries);
        if (header is not (["school", "kind", "source"] or ["school", "kind", "source", "certificate"]))
        {
            errors.Add("line 1: the header must be school,kind,source or school,kind,source,certificate");
            return rows;
        }
        var (seen, thumbprints) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 1; i < lines.Length && errors.Count < MaxErrors; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0) continue;
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (Problem(cells, header.Length, city, credentials, mayReplace, seen, thumbprints, out var row) is { } problem) errors.Add($"line {i + 1}: {problem}");
            else rows.Add(row);
            if (rows.Count > MaxRows) errors.Add($"line {i + 1}: more than {MaxRows} rows; send the rest in another file");
        }
        if (rows.Count == 0 && errors.Count == 0) errors.Add("the file has no rows");
        return rows;
    }

    /// <summary>The answer: user names and secrets, in the order of the file.</summary>
    public static string Write(IEnumerable<IssuedSecret> issued)
    {
        var text = new StringBuilder("user,secret\r\n");
        foreach (var one in issued) text.Append(one.User).Append(',').Append(one.Secret).Append("\r\n");
        return text.ToString();
    }

    /// <summary>Why a source cannot get a credential; null when it can.</summary>
    public static string? Problem(CityModel city, DeviceCredentials credentials, string id, string? thumbprint, bool mayReplace)
    {
        if (!SourcePath.IsValid(id)) return $"'{id}' is not school/kind/source with kind kiosk, device, room, class, kitchen or office and names of a-z, 0-9 and -";
        if (!SourcePath.TryFind(city, id, out _)) return $"the registry has no {id}: import it first (docs/import.md)";
        if (!mayReplace && credentials.Find(id) is { RevokedMs: 0 }) return $"{id} has a credential; rotate it, or revoke it first";
        if (thumbprint is not null && credentials.FindByCertificate(thumbprint, out _) is { } other && other.Id != id) return $"the certificate is {other.Id}'s: each source needs its own";
        return null;
    }

    private static string? Problem(
        string[] cells, int columns, CityModel city, DeviceCredentials credentials, bool mayReplace, HashSet<string> seen, HashSet<string> thumbprints, out (string Id, string? Thumbprint) row)
    {
        row = default;
        if (cells.Length != columns) return $"{cells.Length} values, expected {columns}";
        string? thumbprint = null;
        if (columns == 4 && cells[3].Length > 0)
        {
            if (!DeviceSecret.TryThumbprint(cells[3], out thumbprint)) return $"'{cells[3]}' is not a SHA-256 thumbprint of 64 hex digits";
            if (!thumbprints.Add(thumbprint)) return "the certificate stands in this file twice: each source needs its own";
        }
        row = ($"{cells[0]}/{cells[1]}/{cells[2]}", thumbprint);
        return !seen.Add(row.Id) ? $"{row.Id} stands in this file twice" : Problem(city, credentials, row.Id, thumbprint, mayReplace);
    }
}
