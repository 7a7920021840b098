using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace EduDx.ServerTests.Servers;

/// <summary>What the administrator does.</summary>
internal sealed partial class ServerProcess
{
    private int _links;

    /// <summary>Signs the administrator in by the link that this start printed.</summary>
    public async Task SignInAsync()
    {
        string[] links = await Until.Async(
            () => Task.FromResult(Output.ToString().Split('\n').Where(l => l.Contains("#link=", StringComparison.Ordinal)).ToArray()), l => l.Length > _links, "the administrator's link is printed");
        _links = links.Length;
        using var answer = await Http.PostAsJsonAsync("/api/v1/access/link", new { code = links[^1].Split("#link=")[1].Trim() });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Leaves an option out from the next start on.</summary>
    public void Without(string option) => _options = [.. _options.Where(o => o != option)];

    /// <summary>The administrator's request.</summary>
    public async Task<HttpResponseMessage> ManageAsync(HttpMethod method, string path, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        return await Http.SendAsync(request);
    }

    /// <summary>Lets a program in, with roles for the whole city.</summary>
    /// <returns>Its account and token.</returns>
    public async Task<(int Id, string Token)> ProgramAsync(string name, params string[] roles)
    {
        using var answer = await ManageAsync(HttpMethod.Post, "/api/v1/access/programs", JsonContent.Create(new { name }));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var id = json.RootElement.GetProperty("id").GetInt32();
        foreach (var role in roles)
        {
            using var granted = await ManageAsync(HttpMethod.Post, $"/api/v1/access/people/{id}/grants", JsonContent.Create(new { role, node = "*" }));
            Assert.True(granted.IsSuccessStatusCode, await granted.Content.ReadAsStringAsync());
        }
        return (id, json.RootElement.GetProperty("token").GetString()!);
    }

    /// <summary>Secrets of sources by their path, from one CSV.</summary>
    public async Task<Dictionary<string, string>> IssueAsync(params IEnumerable<string> paths)
    {
        using var csv = new StringContent("school,kind,source\n" + string.Join('\n', paths.Select(p => p.Replace('/', ','))), Encoding.UTF8, "text/csv");
        using var answer = await ManageAsync(HttpMethod.Post, "/api/v1/credentials", csv);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToDictionary(l => l[0], l => l[1]);
    }

    /// <summary>A new secret; the one before is accepted for <paramref name="graceMinutes"/>.</summary>
    public async Task<string> RotateAsync(string path, int graceMinutes = 60)
    {
        using var answer = await ManageAsync(HttpMethod.Post, $"/api/v1/credentials/{path}/rotate", JsonContent.Create(new { graceMinutes }));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("secret").GetString()!;
    }

    public async Task RevokeAsync(string path)
    {
        using var answer = await ManageAsync(HttpMethod.Post, $"/api/v1/credentials/{path}/revoke");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A count of the System wall's losses.</summary>
    public async Task<long> LossAsync(string name)
    {
        using var json = JsonDocument.Parse(await Http.GetStringAsync(new Uri("/api/v1/live/system", UriKind.Relative)));
        return json.RootElement.GetProperty("losses").EnumerateArray().Where(l => l.GetProperty("name").GetString() == name).Sum(l => l.GetProperty("count").GetInt64());
    }
}
