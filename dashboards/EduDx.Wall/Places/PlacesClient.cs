using System.Net.Http.Json;
using System.Text.Json;
using EduDx.Contracts.Frames;

namespace EduDx.Wall.Places;

/// <summary>The places of today's tree, for searches.</summary>
public sealed class PlacesClient(HttpClient http)
{
    /// <summary>The places; null when the server does not answer.</summary>
    public async Task<PlaceIndex?> ReadAsync()
    {
        try
        {
            using var answer = await http.GetAsync("api/v1/tree");
            return answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync(ContractJson.Default.TreeNode) is { } root ? new PlaceIndex(root) : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return null;
        }
    }
}
