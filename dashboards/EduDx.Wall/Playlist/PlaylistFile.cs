using System.Text.Json;
using System.Text.Json.Serialization;

namespace EduDx.Wall.Playlist;

/// <summary>The playlists of <c>playlist.json</c>, which a deployer edits: lists of walls by name.</summary>
public static class PlaylistFile
{
    /// <summary>Reads one list.</summary>
    /// <param name="json">The file.</param>
    /// <param name="name">Name of the list.</param>
    /// <param name="problem">What is wrong and where; null when the list can be used.</param>
    /// <returns>Its entries; empty when something is wrong.</returns>
    public static PlaylistEntry[] Read(string json, string name, out string? problem)
    {
        try
        {
            var lists = JsonSerializer.Deserialize(json, PlaylistJson.Default.DictionaryStringPlaylistEntryArray) ?? [];
            if (!lists.TryGetValue(name, out var entries) || entries.Length == 0)
            {
                problem = $"playlist.json: '{name}' is not there or empty; the lists are {string.Join(", ", lists.Keys)}";
                return [];
            }
            var bad = entries.Index().FirstOrDefault(e => e.Item.Problem is not null);
            problem = bad.Item is null ? null : $"playlist.json: {name}[{bad.Index}]: {bad.Item.Problem}";
            return problem is null ? entries : [];
        }
        catch (JsonException e)
        {
            problem = $"playlist.json: {e.Message}";
            return [];
        }
    }

    /// <summary>Position of the entry after <paramref name="at"/> that is shown at that time; <paramref name="at"/> itself when no other is, -1 when none is.</summary>
    public static int After(PlaylistEntry[] entries, int at, DateTime local)
    {
        for (var step = 1; step <= entries.Length; step++)
        {
            var next = (at + step) % entries.Length;
            if (entries[next].IsShown(local)) return next;
        }
        return -1;
    }
}

/// <summary>Serialiser of <c>playlist.json</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, PlaylistEntry[]>))]
internal sealed partial class PlaylistJson : JsonSerializerContext;
