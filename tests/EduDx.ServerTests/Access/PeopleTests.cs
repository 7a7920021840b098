using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.History;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Access;

/// <summary>A server that requires sign-on, with a real provider, and everybody who comes to it.</summary>
public sealed class PeopleTests : SignOnFixture
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_sign_on_at_the_provider_and_looks_at_single_scans_stand_in_the_audit()
    {
        using var person = await Browser.PersonAsync(Server, "auditor-1");
        await Administrator.GrantAsync("auditor-1", "auditor", "*");
        Assert.Equal(HttpStatusCode.OK, await person.GetAsync("api/v1/flagged"));
        Assert.Equal(HttpStatusCode.OK, await person.GetAsync("api/v1/rejected"));
        Assert.Equal(HttpStatusCode.Redirect, await person.GetAsync("signin-oidc?error=access_denied&state=forged"));
        var told = await person.Http.GetStringAsync("api/v1/audit?limit=50");
        foreach (var (action, outcome) in new[] { ("sign-on.provider", "done"), ("sign-on.provider", "refused"), ("flagged.list", "done"), ("rejected.list", "done") })
        {
            Assert.Contains(System.Text.Json.Nodes.JsonNode.Parse(told)!["entries"]!.AsArray(), e => (string?)e!["action"] == action && (string?)e["outcome"] == outcome);
        }
    }

    [Fact]
    public async Task Each_endpoint_states_its_policy_and_answers_nobody_who_is_not_known()
    {
        var policies = (await Administrator.Http.GetFromJsonAsync("api/v1/access/policies", ContractJson.Readable.PolicyLineArray))!;
        Assert.True(policies.Length >= 45, $"{policies.Length} endpoints");
        Assert.Empty(policies.Where(p => p.Policy.Length == 0).Select(p => p.Route));
        using var stranger = new Browser(Server);
        var shut = 0;
        foreach (var line in policies.Where(p => p.Policy is not ("Public" or "Device")))
        {
            var path = System.Text.RegularExpressions.Regex.Replace(line.Route, @"\{(\w+)(:\w+)?\}", m => m.Groups[2].Success ? "1" : m.Groups[1].Value switch { "view" => "overview", "series" => "attendance", _ => "x" });
            foreach (var method in line.Methods.DefaultIfEmpty("GET"))
            {
                using var body = method is "GET" or "DELETE" ? null : new StringContent("{}", Encoding.UTF8, TypeOf(path));
                var status = await stranger.StatusAsync(new HttpMethod(method), path, body);
                Assert.True(status == HttpStatusCode.Unauthorized, $"{method} {path} answered {(int)status}");
                shut++;
            }
        }
        Assert.True(shut >= 25, $"{shut} doors");
        // What is for everybody says nothing of the city.
        foreach (var path in policies.Where(p => p.Policy == "Public" && p.Methods is [] or ["GET"] && !p.Route.Contains('{', StringComparison.Ordinal)).Select(p => p.Route))
        {
            Assert.DoesNotContain("Phú Xuân", await stranger.Http.GetStringAsync(path == "/api/v1/access/provider" ? "/healthz" : path), StringComparison.Ordinal);
        }
    }

    // The matrix: who (each with one role at the commune) by what is asked, at the commune and beyond it. The second statement of docs/access.md.
    [Fact]
    public async Task Each_role_sees_what_is_its_own_at_its_place_and_nothing_beyond_it()
    {
        string[] all = ["overview", "attendance", "care", "staff", "devices", "rooms", "status", "alarms"];
        var watches = new Dictionary<string, string[]>
        {
            ["operator"] = all,
            ["leader"] = all,
            ["schoolStaff"] = all,
            ["kitchen"] = ["care", "status"],
            ["technician"] = ["devices", "rooms", "status", "alarms"],
            ["auditor"] = all,
            ["administrator"] = all,
        };
        var series = new Dictionary<string, string> { ["attendance"] = "attendance", ["staff"] = "staff", ["meals"] = "care", ["devices"] = "devices", ["rooms"] = "rooms", ["closures"] = "status", ["alarms"] = "alarms", ["sleep"] = "care" };
        var cells = 0;
        foreach (var (role, views) in watches)
        {
            using var person = await Browser.PersonAsync(Server, "r-" + role);
            Assert.Equal(HttpStatusCode.Forbidden, await person.GetAsync($"api/v1/live/overview?scope={School}"));
            await Administrator.GrantAsync("r-" + role, role, Commune);
            foreach (var view in all)
            {
                foreach (var (scope, inside) in new[] { (Commune, true), (School, true), ($"{School}.6a1", true), (OtherSchool, false), ("hue", false), ("hue@district", false), ("no-such-node", false) })
                {
                    var expected = inside && views.Contains(view);
                    var status = await person.GetAsync($"api/v1/live/{view}?scope={scope}");
                    Assert.True(expected ? status == HttpStatusCode.OK : status == HttpStatusCode.Forbidden, $"{role}: live {view} of {scope} answered {(int)status}");
                    cells++;
                }
                var city = await person.GetAsync($"api/v1/live/{view}");
                Assert.True(city == HttpStatusCode.Forbidden, $"{role}: live {view} of the city answered {(int)city}");
            }
            foreach (var (name, view) in series)
            {
                foreach (var (scope, inside) in new[] { (School, true), (OtherSchool, false), ("hue", false) })
                {
                    var status = await person.GetAsync($"api/v1/history/{name}?scope={scope}&from=2026-11-17&to=2026-11-25");
                    Assert.True((status == HttpStatusCode.OK) == (inside && views.Contains(view)) && status is HttpStatusCode.OK or HttpStatusCode.Forbidden, $"{role}: history {name} of {scope} answered {(int)status}");
                    cells++;
                }
            }
            // Each action is refused beyond the place, whatever the role; and at the place unless the role has it.
            var acts = new (string Method, string Path, string Body, string[] Roles)[]
            {
                ("POST", "api/v1/attendance/override", $$"""{"school":"{{OtherSchool}}","person":"p","state":"present","by":"x"}""", []),
                ("POST", "api/v1/attendance/override", $$"""{"school":"{{School}}","person":"p","state":"present","by":"x"}""", ["schoolStaff"]),
                ("POST", "api/v1/closures", $$"""{"nodes":["{{OtherSchool}}"],"status":"closed","reason":"r","by":"x"}""", []),
                ("POST", "api/v1/closures", $$"""{"nodes":["hue"],"status":"closed","reason":"r","by":"x"}""", []),
                ("POST", $"api/v1/rooms/{OtherSchool}/r1/calendar", "BEGIN", []),
                ("POST", $"api/v1/rooms/{School}/r1/calendar", "BEGIN", ["operator", "schoolStaff", "administrator"]),
                ("PUT", "api/v1/rules", "{}", []), ("PUT", "api/v1/norms", "{}", []), ("POST", "api/v1/registry/import", "", []),
                ("POST", "api/v1/rejected/1/resend", "", []), ("GET", "api/v1/rejected", "", []), ("GET", "api/v1/counters", "", []), ("GET", "metrics", "", []),
                ("GET", "api/v1/access/people", "", []), ("DELETE", "api/v1/access/people/1/sessions", "", []),
                ("POST", "api/v1/access/people/1/grants", """{"role":"administrator","node":"*"}""", []),
                ("POST", "api/v1/access/people/1/grants", """{"role":"administrator","node":"hue"}""", []),
                ("POST", "api/v1/screens", $$"""{"userCode":"BBBB-BBBB","name":"x","list":"default","scope":"{{OtherSchool}}"}""", []),
                ("GET", $"api/v1/care/evidence?school={OtherSchool}&kitchen=c1&day=2026-11-23", "", []),
            };
            foreach (var (method, path, body, roles) in acts)
            {
                using var content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, path.Contains("calendar", StringComparison.Ordinal) ? "text/calendar" : "application/json");
                var status = await person.StatusAsync(new HttpMethod(method), path, content);
                Assert.True((status != HttpStatusCode.Forbidden) == roles.Contains(role), $"{role}: {method} {path} answered {(int)status}");
                cells++;
            }
        }
        Assert.True(cells > 600, $"{cells} cells");
    }

    [Fact]
    public async Task The_tree_ends_where_the_rights_end()
    {
        using var person = await Browser.PersonAsync(Server, "hoa");
        Assert.Equal(HttpStatusCode.Forbidden, await person.GetAsync("api/v1/tree"));
        await Administrator.GrantAsync("hoa", "leader", School);
        var tree = await person.Http.GetStringAsync("api/v1/tree");
        Assert.Contains(School, tree, StringComparison.Ordinal);
        Assert.DoesNotContain(OtherSchool, tree, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await person.GetAsync("api/v1/alarms"));
        Assert.Equal(HttpStatusCode.OK, await person.GetAsync($"api/v1/alarms?scope={School}"));
    }

    [Fact]
    public async Task Nobody_grants_what_is_not_theirs_to_grant()
    {
        using var person = await Browser.PersonAsync(Server, "phu");
        var id = await Administrator.GrantAsync("phu", "administrator", Commune, ["People", "Attendance"]);
        async Task<HttpStatusCode> Grant(string node, params string[] classes)
        {
            using var answer = await person.Http.PostAsJsonAsync($"api/v1/access/people/{id}/grants", new { role = "leader", node, classes });
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, await Grant(School, "Attendance"));
        Assert.Equal(HttpStatusCode.Forbidden, await Grant(School, "Care"));
        Assert.Equal(HttpStatusCode.Forbidden, await Grant(School));
        Assert.Equal(HttpStatusCode.Forbidden, await Grant("hue", "Attendance"));
        Assert.Equal(HttpStatusCode.Forbidden, await Grant("*", "Attendance"));
    }

    [Fact]
    public async Task A_program_is_let_in_by_its_token_with_the_roles_it_was_granted_until_it_is_shut_out()
    {
        var (id, token) = await Server.ProgramAsync("Xuất đêm");
        using var program = new HttpClient { BaseAddress = Server.Url("/"), DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        async Task<HttpStatusCode> GetAsync(string path)
        {
            using var answer = await program.GetAsync(path);
            return answer.StatusCode;
        }
        Assert.Equal("program", (await program.GetFromJsonAsync("api/v1/access/me", ContractJson.Readable.MeAnswer))!.Kind);
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync("api/v1/counters"));
        using (var granted = await Administrator.Http.PostAsJsonAsync($"api/v1/access/people/{id}/grants", new { role = "leader", node = School })) Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await GetAsync($"api/v1/live/attendance?scope={School}"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync($"api/v1/history/attendance?scope={School}&from=2026-11-17&to=2026-11-25&bucket=1d"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync($"api/v1/live/attendance?scope={OtherSchool}"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync("api/v1/access/people"));
        // A name stands for one program, and only who grants roles lets programs in.
        using (var again = await Administrator.Http.PostAsJsonAsync("api/v1/access/programs", new { name = "Xuất đêm" })) Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using (var nameless = await Administrator.Http.PostAsJsonAsync("api/v1/access/programs", new { days = 3 })) Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
        using (var itself = await program.PostAsJsonAsync("api/v1/access/programs", new { name = "another" })) Assert.Equal(HttpStatusCode.Forbidden, itself.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await Administrator.StatusAsync(HttpMethod.Delete, $"api/v1/access/people/{id}/sessions"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync($"api/v1/live/attendance?scope={School}"));
        Assert.DoesNotContain(token, Server.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_ends_within_seconds_when_its_session_or_its_role_ends()
    {
        using var person = await Browser.PersonAsync(Server, "lan");
        var id = await Administrator.GrantAsync("lan", "operator", Commune);
        var (beyond, beyondEnded) = person.Watch("overview", "hue");
        Assert.Contains("not among your rights", (await beyondEnded)!.Message, StringComparison.Ordinal);
        // One plain line; the end of the test finds no fault in the log.
        await Until.TrueAsync(() => Server.Output.Has("A call of Watch on the hub was refused: the view 'overview' of 'hue' is not among your rights"), "the refusal is told");
        Assert.False(Server.Output.Has("HubException"));
        await Assert.ThrowsAnyAsync<Exception>(() => beyond);

        var grant = (await person.MeAsync()).Grants.Single().Id;
        var (first, ended) = person.Watch("overview", Commune);
        await first;
        var revoked = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.NoContent, await Administrator.StatusAsync(HttpMethod.Delete, $"api/v1/access/people/{id}/grants/{grant}"));
        Assert.Contains("not among your rights", (await ended)!.Message, StringComparison.Ordinal);
        Assert.True(revoked.Elapsed < s_soon, $"{revoked.Elapsed}");

        await Administrator.GrantAsync("lan", "operator", Commune);
        (first, ended) = person.Watch("overview", Commune);
        await first;
        revoked.Restart();
        Assert.Equal(HttpStatusCode.OK, await Administrator.StatusAsync(HttpMethod.Delete, $"api/v1/access/people/{id}/sessions"));
        Assert.Contains(MeAnswer.SignedOut, (await ended)!.Message, StringComparison.Ordinal);
        Assert.True(revoked.Elapsed < s_soon, $"{revoked.Elapsed}");
        Assert.Equal("nobody", (await person.MeAsync()).Kind);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_whoever_has_its_cookie()
    {
        using var person = await Browser.PersonAsync(Server, "minh");
        Assert.Equal("Người minh", (await person.MeAsync()).Name);
        using var thief = new Browser(Server);
        thief.Cookies.Add(person.Cookies.GetCookies(Server.Url("/")));
        Assert.Equal("person", (await thief.MeAsync()).Kind);
        // From a page elsewhere it is refused, cookie or not; and so is every change.
        Assert.Equal(HttpStatusCode.Forbidden, await person.StatusAsync(HttpMethod.Post, "api/v1/access/sign-out", origin: "https://evil.test"));
        Assert.Equal(HttpStatusCode.Forbidden, await Administrator.StatusAsync(HttpMethod.Put, "api/v1/rules", new StringContent("{}"), "http://127.0.0.1:1"));
        Assert.Equal(HttpStatusCode.NoContent, await person.StatusAsync(HttpMethod.Post, "api/v1/access/sign-out", origin: Server.Url("/").GetLeftPart(UriPartial.Authority)));
        Assert.Equal("nobody", (await thief.MeAsync()).Kind);
    }

    [Fact]
    public async Task The_link_works_once_a_password_stays_and_guessing_is_slowed()
    {
        using var other = new Browser(Server);
        var code = System.Text.RegularExpressions.Regex.Match(Server.Output.ToString(), "#link=([A-Za-z0-9_-]{43})").Groups[1].Value;
        using (var again = await other.Http.PostAsJsonAsync("api/v1/access/link", new { code })) Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        using (var weak = await Administrator.Http.PutAsJsonAsync("api/v1/access/password", new { password = "ngắn" })) Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        using (var set = await Administrator.Http.PutAsJsonAsync("api/v1/access/password", new { password = "mưa rơi trên sông Hương" })) Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        using (var good = await other.Http.PostAsJsonAsync("api/v1/access/password", new { password = "mưa rơi trên sông Hương" })) Assert.Equal(HttpStatusCode.NoContent, good.StatusCode);
        Assert.True((await other.MeAsync()).IsAdministrator);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            using var wrong = await other.Http.PostAsJsonAsync("api/v1/access/password", new { password = $"một câu đoán mò số {i}" });
            statuses.Add(wrong.StatusCode);
            if (wrong.StatusCode == HttpStatusCode.TooManyRequests) Assert.NotNull(wrong.Headers.RetryAfter);
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.DoesNotContain(HttpStatusCode.NoContent, statuses);
        Assert.DoesNotContain("mưa rơi", Server.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_screen_is_paired_shows_its_list_at_its_place_and_goes_dark_when_it_is_revoked()
    {
        using var screen = new Browser(Server);
        async Task<(HttpStatusCode Status, string Body)> Ask(string path, params (string Key, string Value)[] form)
        {
            using var answer = await screen.Http.PostAsync(path, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Key, f.Value))));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        var begun = System.Text.Json.JsonSerializer.Deserialize((await Ask("oauth/device_authorization", ("client_id", "wall"))).Body, ContractJson.Readable.DeviceAuthorization)!;
        (string, string)[] question = [("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", begun.DeviceCode), ("client_id", "wall")];
        Assert.Contains("authorization_pending", (await Ask("oauth/token", question)).Body, StringComparison.Ordinal);

        using (var bad = await Administrator.Http.PostAsJsonAsync("api/v1/screens", new { userCode = begun.UserCode, name = "Sảnh", list = "no-such-list" })) Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        using (var confirmed = await Administrator.Http.PostAsJsonAsync("api/v1/screens", new { userCode = begun.UserCode, name = "Sảnh", list = "default", scope = Commune })) Assert.Equal(HttpStatusCode.NoContent, confirmed.StatusCode);
        await Task.Delay(TimeSpan.FromSeconds(begun.Interval));
        var (status, body) = await Ask("oauth/token", question);
        Assert.Equal(HttpStatusCode.OK, status);
        var token = System.Text.Json.JsonSerializer.Deserialize(body, ContractJson.Readable.ScreenToken)!;
        Assert.Contains("expired_token", (await Ask("oauth/token", question)).Body, StringComparison.Ordinal);

        // By its cookie as a browser, and by its token as any other screen.
        Assert.Equal("screen", (await screen.MeAsync()).Kind);
        Assert.Equal(HttpStatusCode.OK, await screen.GetAsync($"api/v1/live/overview?scope={School}"));
        foreach (var path in new[] { $"api/v1/live/overview?scope={OtherSchool}", "api/v1/live/overview", "api/v1/tree", $"api/v1/alarms?scope={School}", $"api/v1/history/attendance?scope={School}&from=2026-11-17&to=2026-11-25", "api/v1/screens", "api/v1/access/people", "api/v1/counters", $"api/v1/live/school?scope={School}" })
        {
            var refused = await screen.GetAsync(path);
            Assert.True(refused == HttpStatusCode.Forbidden, $"a screen got {(int)refused} for {path}");
        }
        using var bare = new Browser(Server);
        var (first, ended) = bare.Watch("attendance", School, token.AccessToken);
        await first;
        await Server.StopAsync();
        await Server.RestartAsync();
        (first, ended) = bare.Watch("attendance", School, token.AccessToken);
        await first;

        var revoked = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.NoContent, await Administrator.StatusAsync(HttpMethod.Delete, $"api/v1/screens/{token.Screen.Id}"));
        Assert.Contains(MeAnswer.SignedOut, (await ended)!.Message, StringComparison.Ordinal);
        Assert.True(revoked.Elapsed < s_soon, $"{revoked.Elapsed}");
        Assert.Equal(HttpStatusCode.Unauthorized, await screen.GetAsync($"api/v1/live/overview?scope={School}"));
    }

    // What is not JSON: routing itself would answer 415 before anybody is asked who they are.
    private static string TypeOf(string path) =>
        path.EndsWith("/calendar", StringComparison.Ordinal) ? "text/calendar" : path.EndsWith("/credentials", StringComparison.Ordinal) ? "text/csv" : "application/json";
}
