using System.Net;
using System.Net.Http.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace EduDx.ServerTests.Access;

/// <summary>A browser as far as sign-on sees one: it keeps cookies and follows redirects by hand.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _http;
    private readonly ServerProcess _server;

    public Browser(ServerProcess server)
        : this(server, new CookieContainer())
    {
    }

    private Browser(ServerProcess server, CookieContainer cookies)
    {
        (_server, Cookies) = (server, cookies);
        _http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = server.Url("/") };
    }

    public CookieContainer Cookies { get; }

    public HttpClient Http => _http;

    public void Dispose() => _http.Dispose();

    /// <summary>The administrator, whom the link that start-up printed has signed in.</summary>
    public static Browser Administrator(ServerProcess server) => new(server, server.Cookies);

    /// <summary>Signs in at the provider.</summary>
    public static async Task<Browser> PersonAsync(ServerProcess server, string user)
    {
        var browser = new Browser(server);
        using var challenge = await browser._http.GetAsync("api/v1/access/provider?to=/overview");
        var authorize = challenge.Headers.Location!;
        Assert.Contains("code_challenge_method=S256", authorize.Query, StringComparison.Ordinal);
        Assert.Contains("response_type=code", authorize.Query, StringComparison.Ordinal);
        using var back = await browser._http.GetAsync(Provider.As(authorize, user));
        Assert.True(back.StatusCode == HttpStatusCode.Redirect, $"{back.StatusCode}: {await back.Content.ReadAsStringAsync()}");
        using var signedIn = await browser._http.GetAsync(back.Headers.Location);
        Assert.Equal("/overview", signedIn.Headers.Location?.ToString());
        return browser;
    }

    public async Task<MeAnswer> MeAsync() => (await _http.GetFromJsonAsync("api/v1/access/me", ContractJson.Readable.MeAnswer))!;

    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, HttpContent? body = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    public Task<HttpStatusCode> GetAsync(string path) => StatusAsync(HttpMethod.Get, path);

    /// <summary>Grants a role; for the administrator.</summary>
    public async Task<int> GrantAsync(string subject, string role, string node, string[]? classes = null)
    {
        var people = (await _http.GetFromJsonAsync("api/v1/access/people", ContractJson.Readable.PeopleAnswer))!;
        var person = people.People.Single(p => p.Subject == subject);
        using var answer = await _http.PostAsJsonAsync($"api/v1/access/people/{person.Id}/grants", new { role, node, classes });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return person.Id;
    }

    /// <summary>Watches a view over the hub until it ends.</summary>
    /// <returns>When the first item came, and how the stream ended.</returns>
    public (Task First, Task<Exception?> Ended) Watch(string view, string? scope, string? token = null)
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (first.Task, RunAsync());

        async Task<Exception?> RunAsync()
        {
            await using var hub = new HubConnectionBuilder().WithUrl(_server.Url("/hubs/wall"), options =>
            {
                options.Cookies = Cookies;
                if (token is not null) options.Headers["Authorization"] = $"Bearer {token}";
            }).AddJsonProtocol(json => json.PayloadSerializerOptions = new(System.Text.Json.JsonSerializerDefaults.Web)).Build();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await hub.StartAsync(limit.Token);
                await foreach (var _ in hub.StreamAsync<HubMessage>("Watch", view, scope, null, null, limit.Token)) first.TrySetResult();
                return null;
            }
            catch (Exception e)
            {
                first.TrySetException(e);
                return e;
            }
        }
    }
}
