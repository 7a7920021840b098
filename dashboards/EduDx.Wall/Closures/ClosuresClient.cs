using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EduDx.Contracts.Frames;

namespace EduDx.Wall.Closures;

/// <summary>What the console of closures asks of the server, and what it tells it.</summary>
public sealed class ClosuresClient(HttpClient http)
{
    /// <summary>The closures, newest first; null when the server does not answer.</summary>
    public async Task<ClosureCard[]?> ListAsync()
    {
        try
        {
            using var answer = await http.GetAsync("api/v1/closures");
            return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync(ContractJson.Default.ClosuresAnswer))?.Closures : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Closes places.</summary>
    /// <returns>Null, or why it was not done.</returns>
    public Task<string?> CloseAsync(ClosureAction body) => PostAsync("api/v1/closures", body, ContractJson.Default.ClosureAction);

    /// <summary>Does something about a closure: <c>reopen</c>, <c>undo</c> or <c>check</c>.</summary>
    /// <returns>Null, or why it was not done.</returns>
    public Task<string?> StepAsync(long id, string step, ClosureStepAction body) => PostAsync($"api/v1/closures/{id}/{step}", body, ContractJson.Default.ClosureStepAction);

    private async Task<string?> PostAsync<TBody>(string path, TBody body, JsonTypeInfo<TBody> type)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(path, body, type);
            if (answer.IsSuccessStatusCode) return null;
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : $"{(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return e.Message;
        }
    }
}
