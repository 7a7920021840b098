using System.Net.Http.Json;
using System.Text.Json;
using EduDx.Contracts.Frames;

namespace EduDx.Wall.Console;

/// <summary>What the console asks of the server, and what it tells it.</summary>
public sealed class AlarmsClient(HttpClient http)
{
    /// <summary>One alarm with its history; null when it is gone.</summary>
    public async Task<AlarmDetail?> DetailAsync(long id)
    {
        try
        {
            using var answer = await http.GetAsync($"api/v1/alarms/{id}");
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(ContractJson.Default.AlarmDetail) : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Does something about an alarm.</summary>
    /// <returns>Null, or why it was not done.</returns>
    public async Task<string?> ActAsync(long id, string action, AlarmAction body)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync($"api/v1/alarms/{id}/{action}", body, ContractJson.Default.AlarmAction);
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
