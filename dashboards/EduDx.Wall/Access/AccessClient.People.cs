using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EduDx.Contracts.Frames;

namespace EduDx.Wall.Access;

/// <summary>Accounts, their roles and their sessions.</summary>
public sealed partial class AccessClient
{
    /// <summary>Everybody who has signed in at least once; or null, and whether the server said no rather than nothing.</summary>
    public async Task<(PersonCard[]? People, bool IsRefused)> PeopleAsync()
    {
        var (answer, isRefused) = await ReadAsync("api/v1/access/people", ContractJson.Default.PeopleAnswer);
        return (answer?.People, isRefused);
    }

    /// <summary>Roles that can be granted; null when the server does not answer or says no.</summary>
    public async Task<RoleCard[]?> RolesAsync() => (await ReadAsync("api/v1/access/roles", ContractJson.Default.RoleCardArray)).Answer;

    /// <summary>Grants a role.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> GrantAsync(int account, GrantRequest grant) =>
        SendAsync(HttpMethod.Post, $"api/v1/access/people/{account}/grants", System.Net.Http.Json.JsonContent.Create(grant, ContractJson.Default.GrantRequest));

    /// <summary>Takes a role back.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> UngrantAsync(int account, int grant) => SendAsync(HttpMethod.Delete, $"api/v1/access/people/{account}/grants/{grant}", null);

    /// <summary>Ends all sessions of a person.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> EndSessionsAsync(int account) => SendAsync(HttpMethod.Delete, $"api/v1/access/people/{account}/sessions", null);

    private async Task<(T? Answer, bool IsRefused)> ReadAsync<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.IsSuccessStatusCode
                ? (await answer.Content.ReadFromJsonAsync(type), false)
                : (null, answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return (null, false);
        }
    }
}
