using System.Text.Json;
using System.Text.RegularExpressions;

namespace EduDx.Ops.Vault;

/// <summary>The register of purposes: <c>purposes.json</c> of the data folder when there is one, otherwise the one that ships with the program.</summary>
internal sealed partial class PurposeRegister
{
    private static readonly string[] s_actions = ["lookup", "export", "correct", "erase"];

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">The file has a mistake.</exception>
    public PurposeRegister(OpsOptions options)
    {
        var path = Path.Combine(options.Data, "purposes.json");
        using var defaults = typeof(PurposeRegister).Assembly.GetManifestResourceStream("default-purposes.json")!;
        try
        {
            using var file = File.Exists(path) ? File.OpenRead(path) : defaults;
            All = JsonSerializer.Deserialize<Purpose[]>(file, JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path} cannot be read: {e.Message}; correct it, or remove the file to use the register that ships with the program");
        }
        foreach (var purpose in All)
        {
            var bad = purpose.Id is null || !Name().IsMatch(purpose.Id) ? "its id is not [a-z0-9-]{1,40}"
                : string.IsNullOrWhiteSpace(purpose.Vi) || string.IsNullOrWhiteSpace(purpose.En) ? "it has no words in 'vi' or 'en'"
                : purpose.Actions is not { Length: > 0 } || purpose.Actions.Except(s_actions).Any() ? $"its actions are not some of {string.Join(", ", s_actions)}"
                : All.Count(p => p.Id == purpose.Id) > 1 ? "another one has the same id" : null;
            if (bad is not null) throw new FormatException($"{path}: the purpose '{purpose.Id}' is wrong: {bad}");
        }
    }

    /// <summary>All purposes.</summary>
    public IReadOnlyList<Purpose> All { get; }

    /// <summary>Why something is not asked for as it must be; null when it is.</summary>
    /// <param name="action">What is wanted.</param>
    /// <param name="purpose">The purpose that was given.</param>
    /// <param name="reference">The number of the case: of a letter, a ticket, a page of the office's book.</param>
    public string? Problem(string action, string? purpose, string? reference)
    {
        if (All.FirstOrDefault(p => p.Id == purpose) is not { } found || !found.Actions.Contains(action))
        {
            return $"'purpose' must be one that allows {action}: {string.Join(", ", All.Where(p => p.Actions.Contains(action)).Select(p => p.Id))} (GET /api/v1/purposes)";
        }
        return reference is null || !Case().IsMatch(reference) ? "'reference' must be the number of the case, 3 to 40 letters, digits and . / - without a name: it stands in the audit" : null;
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9./-]{3,40}\z")]
    private static partial Regex Case();
}
