using System.Net.Http.Json;
using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Api;

/// <summary>The HTTP answers beside the live figures.</summary>
public sealed class AnswersTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly ServerProcess _server = shared.Server;

    [Fact]
    public async Task Health_metrics_and_the_description_answer()
    {
        Assert.Equal("Healthy", await TextAsync("/healthz"));
        Assert.Contains("Healthy", await TextAsync("/readyz"), StringComparison.Ordinal);
        Assert.Contains("edudx", await TextAsync("/metrics"), StringComparison.Ordinal);
        using var description = JsonDocument.Parse(await TextAsync("/openapi/v1.json"));
        var paths = description.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToArray();
        string[] promised =
        [
            "/api/v1/tree", "/api/v1/live/{view}", "/api/v1/history/{series}", "/api/v1/rejected", "/api/v1/rejected/{offset}/resend",
            "/api/v1/attendance/override", "/api/v1/counters", "/api/v1/clock", "/api/v1/registry/import",
        ];
        Assert.All(promised, path => Assert.Contains(path, paths));
    }

    [Theory]
    [InlineData("/api/v1/closures", "{bad", "not the JSON")]
    [InlineData("/api/v1/closures", """{"nodes":7}""", "$.nodes")]
    [InlineData("/api/v1/closures", "", "the body is missing")]
    public async Task What_cannot_be_read_is_answered_with_what_is_wrong_with_it(string path, string body, string expected)
    {
        using var answer = await _server.Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var told = await answer.Content.ReadAsStringAsync();
        Assert.Contains(expected, told, StringComparison.Ordinal);
        using var number = await _server.Http.GetAsync(new Uri("/api/v1/rejected?limit=many", UriKind.Relative));
        Assert.Contains("limit", await number.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_office_outranks_the_teacher_who_outranks_the_kiosk()
    {
        var now = await _server.NowAsync();
        await using var device = await Device.ConnectAsync(_server.MqttPort);
        await device.PublishAsync(Said.Kiosk1, Said.Scan(1, Said.Card(1), now));
        await WaitAsync(f => f.Present == 1, "the scan counts");

        // Earlier than the scan, and it still counts more.
        await device.PublishAsync(Said.Roll6A1, Said.Roll(2, "p-0000001", "absent", now.AddMinutes(-5)));
        var rolled = await WaitAsync(f => f.Absent == 1, "the roll counts");
        var conflict = Assert.Single(rolled.ConflictList);
        Assert.Equal(("p-0000001", "present", "absent", null, "absent"), (conflict.Person, conflict.Scan, conflict.Roll, conflict.Office, conflict.Counts));

        using var decided = await OverrideAsync(new { school = "thcs-phu-xuan-1", person = "p-0000001", state = "late", by = "s-0000003", at = now.AddMinutes(-10) });
        Assert.True(decided.IsSuccessStatusCode, await decided.Content.ReadAsStringAsync());
        var corrected = await WaitAsync(f => f.Late == 1, "the office counts");
        conflict = Assert.Single(corrected.ConflictList);
        Assert.Equal(("present", "absent", "late", "late"), (conflict.Scan, conflict.Roll, conflict.Office, conflict.Counts));
        Assert.Equal((8, 0, 0, 1), (corrected.Enrolled, corrected.Present, corrected.Absent, corrected.Conflicts));

        await device.PublishAsync(Said.Roll6A1, Said.Roll(3, "p-0000001", "present", now));
        await _server.DrainedAsync();
        Assert.Equal(1, (await _server.LiveAsync(ServerProcess.Class6A1)).Late);
    }

    [Fact]
    public async Task A_correction_for_nobody_says_what_to_do()
    {
        using var reply = await OverrideAsync(new { school = "thcs-phu-xuan-1", person = "p-0000024", state = "late", by = "s-0000003" });
        Assert.Equal(422, (int)reply.StatusCode);
        using var problem = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.Equal("unknown_person", problem.RootElement.GetProperty("title").GetString());
        Assert.Contains("import", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"school":"no school!","person":"p-0000001","state":"late","by":"x"}""")]
    [InlineData("""{"school":"thcs-phu-xuan-1","person":"p-0000001","state":"asleep","by":"x"}""")]
    [InlineData("not json")]
    public async Task A_correction_that_makes_no_sense_is_the_callers_fault(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var reply = await _server.Http.PostAsync(new Uri("/api/v1/attendance/override", UriKind.Relative), content);
        Assert.InRange((int)reply.StatusCode, 400, 499);
    }

    [Fact]
    public async Task The_tree_is_told_as_of_a_day()
    {
        Assert.Equal(2, (await TreeAsync("2026-11-23")).Children.Length);
        var nodes = await File.ReadAllTextAsync(Path.Combine(Repo.SmallCity, "nodes.csv")) + "an-cuu,commune,Phường An Cựu,hue,,2,0,,,,,2026-11-24,\n";
        using var form = new MultipartFormDataContent { { new StringContent(nodes), "files", "nodes.csv" } };
        using var imported = await _server.Http.PostAsync(new Uri("/api/v1/registry/import?apply=true", UriKind.Relative), form);
        Assert.True(imported.IsSuccessStatusCode, await imported.Content.ReadAsStringAsync());

        Assert.Equal(["phu-xuan", "vy-da"], (await TreeAsync("2026-11-23")).Children.Select(c => c.Id));
        Assert.Equal(["an-cuu", "phu-xuan", "vy-da"], (await TreeAsync("2026-11-24")).Children.Select(c => c.Id));
        Assert.Equal("Phường An Cựu", (await TreeAsync("2027-01-01")).Children[0].Name);
        using var wrong = await _server.Http.GetAsync(new Uri("/api/v1/tree?at=tomorrow", UriKind.Relative));
        Assert.Equal(400, (int)wrong.StatusCode);
    }

    [Fact]
    public async Task A_bad_row_is_named_by_file_line_and_column_and_nothing_is_applied()
    {
        var pupils = await File.ReadAllTextAsync(Path.Combine(Repo.SmallCity, "pupils.csv")) + "p-0000098,=1+1,2020-11-15,no-class,,,\n";
        using var form = new MultipartFormDataContent { { new StringContent(pupils), "files", "pupils.csv" } };
        using var reply = await _server.Http.PostAsync(new Uri("/api/v1/registry/import?apply=true", UriKind.Relative), form);
        Assert.Equal(422, (int)reply.StatusCode);
        using var answer = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.False(answer.RootElement.GetProperty("applied").GetBoolean());
        Assert.All(answer.RootElement.GetProperty("errors").EnumerateArray(), e => Assert.Equal(("pupils.csv", 26), (e.GetProperty("file").GetString(), e.GetProperty("line").GetInt32())));
        Assert.Equal(["class", "name"], answer.RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("column").GetString()).Order());
    }

    private async Task<string> TextAsync(string path) => await _server.Http.GetStringAsync(new Uri(path, UriKind.Relative));

    private async Task<TreeNode> TreeAsync(string at) => (await _server.Http.GetFromJsonAsync($"/api/v1/tree?at={at}", ContractJson.Readable.TreeNode))!;

    private async Task<HttpResponseMessage> OverrideAsync(object body)
    {
        using var content = JsonContent.Create(body);
        return await _server.Http.PostAsync(new Uri("/api/v1/attendance/override", UriKind.Relative), content);
    }

    private Task<AttendanceFrame> WaitAsync(Func<AttendanceFrame, bool> enough, string what) =>
        Until.Async(() => _server.LiveAsync(ServerProcess.Class6A1), enough, what, TimeSpan.FromSeconds(5), f => Said.Figures(f, "system"));
}
