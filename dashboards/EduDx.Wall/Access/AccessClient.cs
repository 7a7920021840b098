using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using EduDx.Contracts.Frames;

namespace EduDx.Wall.Access;

/// <summary>Signing in and out, and the pairing of screens, as this server's API has them. The browser keeps the tokens; nothing here sees one.</summary>
public sealed partial class AccessClient(HttpClient http)
{
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>Who this browser is; null when the server does not answer.</summary>
    public async Task<MeAnswer?> MeAsync()
    {
        try
        {
            return await http.GetFromJsonAsync("api/v1/access/me", ContractJson.Default.MeAnswer);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Signs in by the administrator's one-time link.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> LinkAsync(string code) => SendAsync(HttpMethod.Post, "api/v1/access/link", JsonContent(("code", code)));

    /// <summary>Signs in by the administrator's password.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> PasswordAsync(string password) => SendAsync(HttpMethod.Post, "api/v1/access/password", JsonContent(("password", password)));

    /// <summary>Sets the administrator's password.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> SetPasswordAsync(string password) => SendAsync(HttpMethod.Put, "api/v1/access/password", JsonContent(("password", password)));

    /// <summary>Signs out.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> SignOutAsync() => SendAsync(HttpMethod.Post, "api/v1/access/sign-out", null);

    /// <summary>Paired screens; null when the server does not answer or says no.</summary>
    public async Task<ScreenCard[]?> ScreensAsync()
    {
        try
        {
            return (await http.GetFromJsonAsync("api/v1/screens", ContractJson.Default.ScreensAnswer))?.Screens;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Confirms the code that a screen shows.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> PairAsync(ScreenPairing pairing) =>
        SendAsync(HttpMethod.Post, "api/v1/screens", System.Net.Http.Json.JsonContent.Create(pairing, ContractJson.Default.ScreenPairing));

    /// <summary>Revokes a screen.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> RevokeAsync(int id) => SendAsync(HttpMethod.Delete, $"api/v1/screens/{id}", null);

    /// <summary>A code for this screen; null when there is none to be had now.</summary>
    public async Task<DeviceAuthorization?> BeginAsync()
    {
        try
        {
            using var answer = await http.PostAsync("oauth/device_authorization", new FormUrlEncodedContent([new("client_id", "wall")]));
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(ContractJson.Default.DeviceAuthorization) : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Asks whether this screen was confirmed.</summary>
    /// <returns>What it was paired for; or the error of RFC 8628; or neither, when the server does not answer.</returns>
    public async Task<(ScreenCard? Screen, string? Error)> AskAsync(string deviceCode)
    {
        try
        {
            using var answer = await http.PostAsync("oauth/token", new FormUrlEncodedContent([new("grant_type", DeviceGrant), new("device_code", deviceCode), new("client_id", "wall")]));
            return answer.IsSuccessStatusCode
                ? ((await answer.Content.ReadFromJsonAsync(ContractJson.Default.ScreenToken))?.Screen, null)
                : (null, (await answer.Content.ReadFromJsonAsync(ContractJson.Default.OAuthError))?.Error);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return (null, null);
        }
    }

    private async Task<string?> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            using var answer = await http.SendAsync(request);
            if (answer.IsSuccessStatusCode) return null;
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : $"{(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return e.Message;
        }
    }

    private static StringContent JsonContent((string Name, string Value) member) =>
        new(new JsonObject { [member.Name] = member.Value }.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
}
