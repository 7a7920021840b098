using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.History;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Access;

/// <summary>Who reads the rotating code of a place, where everybody says who they are.</summary>
public sealed class PlaceDoorTests : SignOnFixture
{
    private static readonly string[] s_paths = [$"api/v1/places/{School}/k1/code", $"api/v1/places/{School}/k1/screen"];

    [Fact]
    public async Task Of_all_people_only_the_staff_of_the_school_do()
    {
        using var stranger = new Browser(Server);
        await IsAsync(stranger, HttpStatusCode.Unauthorized, "a stranger");
        await IsAsync(Administrator, HttpStatusCode.Forbidden, "the administrator");
        foreach (var role in new[] { "operator", "leader", "kitchen", "technician", "auditor", "administrator", "schoolStaff" })
        {
            using var person = await Browser.PersonAsync(Server, "p-" + role);
            await Administrator.GrantAsync("p-" + role, role, School);
            await IsAsync(person, role == "schoolStaff" ? HttpStatusCode.OK : HttpStatusCode.Forbidden, role);
        }
        using var neighbour = await Browser.PersonAsync(Server, "neighbour");
        await Administrator.GrantAsync("neighbour", "schoolStaff", OtherSchool);
        await IsAsync(neighbour, HttpStatusCode.Forbidden, "staff of another school");
        Assert.Contains("refused", await Administrator.Http.GetStringAsync("api/v1/audit?limit=200"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_kiosk_does_by_its_own_secret_until_that_is_revoked()
    {
        var secrets = await Server.IssueAsync($"{School}/kiosk/k1", $"{School}/kiosk/k2");
        Assert.Equal(HttpStatusCode.OK, await ByAsync(secrets[$"{School}/kiosk/k1"]));
        Assert.Equal(HttpStatusCode.Forbidden, await ByAsync(secrets[$"{School}/kiosk/k2"]));
        Assert.Equal(HttpStatusCode.Unauthorized, await ByAsync("edudx_a-guess"));
        await Server.RevokeAsync($"{School}/kiosk/k1");
        Assert.Equal(HttpStatusCode.Unauthorized, await ByAsync(secrets[$"{School}/kiosk/k1"]));
    }

    [Theory]
    [InlineData(School, HttpStatusCode.OK)]
    [InlineData(School + ".c1", HttpStatusCode.OK)]
    [InlineData(OtherSchool, HttpStatusCode.Forbidden)]
    [InlineData(Commune, HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    public async Task A_screen_does_when_it_was_paired_for_that_school(string? scope, HttpStatusCode expected)
    {
        using var screen = new Browser(Server);
        using var asked = await screen.Http.PostAsync("oauth/device_authorization", new FormUrlEncodedContent([new("client_id", "wall")]));
        var code = (await asked.Content.ReadFromJsonAsync(ContractJson.Readable.DeviceAuthorization))!;
        using (var paired = await Administrator.Http.PostAsJsonAsync("api/v1/screens", new { userCode = code.UserCode, name = "Cổng", list = "default", scope }))
        {
            Assert.True(paired.IsSuccessStatusCode, await paired.Content.ReadAsStringAsync());
        }
        using var token = await screen.Http.PostAsync("oauth/token", new FormUrlEncodedContent([new("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), new("device_code", code.DeviceCode), new("client_id", "wall")]));
        Assert.True(token.IsSuccessStatusCode, await token.Content.ReadAsStringAsync());
        await IsAsync(screen, expected, $"a screen of {scope}");
    }

    private async Task<HttpStatusCode> ByAsync(string secret)
    {
        using var http = new HttpClient { BaseAddress = Server.Url("/") };
        using var request = new HttpRequestMessage(HttpMethod.Get, s_paths[0]) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", secret) } };
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task IsAsync(Browser browser, HttpStatusCode expected, string who)
    {
        foreach (var path in s_paths)
        {
            var status = await browser.GetAsync(path);
            Assert.True(status == expected, $"{who}: {path} answered {(int)status}");
        }
    }
}
