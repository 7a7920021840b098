using System.Text.Json;

namespace EduDx.Ops.Access.Pairing;

/// <summary>The playlists of <c>playlist.json</c>, as far as rights depend on them: which views of which nodes a list shows.</summary>
internal sealed class Playlists(IWebHostEnvironment environment)
{
    /// <summary>Reads a list anew, so that an edited file counts at once.</summary>
    /// <param name="name">Name of the list.</param>
    /// <param name="entries">Its views and nodes; a null node is the screen's own.</param>
    /// <returns>Null, or what is wrong and where.</returns>
    public string? Read(string name, out (string View, string? Scope)[] entries)
    {
        entries = [];
        try
        {
            var file = environment.WebRootFileProvider.GetFileInfo("playlist.json");
            if (!file.Exists) return "the server has no playlist.json";
            using var stream = file.CreateReadStream();
            using var lists = JsonDocument.Parse(stream);
            if (!lists.RootElement.TryGetProperty(name, out var list) || list.GetArrayLength() == 0)
            {
                return $"playlist.json has no list '{name}'; its lists are {string.Join(", ", lists.RootElement.EnumerateObject().Select(l => l.Name))}";
            }
            entries = [.. list.EnumerateArray().Select(e => (e.GetProperty("view").GetString()!, e.TryGetProperty("scope", out var scope) ? scope.GetString() : null))];
            return null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"playlist.json cannot be read: {e.Message}";
        }
    }
}
