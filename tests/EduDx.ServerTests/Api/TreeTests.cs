using System.Net;
using System.Net.Http.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Api;

/// <summary>The same figures along other branches of the tree: by the old districts, and as of a day.</summary>
public sealed class TreeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly ServerProcess _server = shared.Server;

    [Theory]
    [InlineData("attendance")]
    [InlineData("devices")]
    [InlineData("staff")]
    [InlineData("status")]
    public async Task A_view_by_district_has_the_totals_of_the_view_by_commune(string view)
    {
        var communes = await ViewAsync(view, "hue");
        var districts = await ViewAsync(view, "hue@district");
        var before = await ViewAsync(view, "hue@2025-06-30");
        Assert.Equal(Total(view, communes), Total(view, districts));
        Assert.Equal(Total(view, communes), Total(view, before));
        Assert.Equal(["phu-xuan-cu@district", "thuan-hoa-cu@district"], Children(districts));
        Assert.Equal(["phu-xuan@2025-06-30", "vy-da@2025-06-30"], Children(before));
        foreach (var tree in (System.Text.Json.JsonElement[])[communes, districts, before])
        {
            Assert.Equal(Count(view, tree), tree.GetProperty("children").EnumerateArray().Sum(c => Count(view, c)));
        }
        var one = await ViewAsync(view, "thuan-hoa-cu@district");
        Assert.Equal(["mn-vy-da"], Children(one));
        Assert.Equal(["hue@district", "thuan-hoa-cu@district"], one.GetProperty("path").EnumerateArray().Select(p => p.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Care_by_district_has_the_children_of_care_by_commune()
    {
        foreach (var (scope, parts) in new[] { ("hue", (string[])["vy-da"]), ("hue@district", ["thuan-hoa-cu@district"]), ("thuan-hoa-cu@district", ["mn-vy-da"]) })
        {
            var frame = await ViewAsync("care", scope);
            var nodes = frame.GetProperty("nodes").EnumerateArray().ToArray();
            Assert.Equal(parts, nodes.Select(n => n.GetProperty("id").GetString()!));
            Assert.True(frame.GetProperty("children").GetInt32() > 0);
            Assert.Equal(frame.GetProperty("children").GetInt32(), nodes.Sum(n => n.GetProperty("children").GetInt32()));
        }
    }

    [Fact]
    public async Task History_by_district_has_the_totals_of_history_by_commune()
    {
        await using var device = await Device.ConnectAsync(_server.MqttPort);
        await device.PublishAsync(Said.Kiosk1, Said.Scan(901, Said.Card(1), await _server.NowAsync()));
        await device.PublishAsync(Said.Kiosk1, Said.Scan(902, "HUES000001", await _server.NowAsync()));
        await _server.DrainedAsync();
        foreach (var series in (string[])["attendance", "staff"])
        {
            var day = $"/api/v1/history/{series}?from=2026-11-23&to=2026-11-24&bucket=1d";
            var communes = await HistoryAsync($"{day}&by=commune");
            var districts = await HistoryAsync($"{day}&by=@district");
            Assert.NotEmpty(communes.Rows);
            Assert.Equal(Sums(communes), Sums(districts));
            Assert.All(districts.Rows, r => Assert.EndsWith("-cu", r.Node, StringComparison.Ordinal));
            Assert.Equal(Sums(communes), Sums(await HistoryAsync($"{day}&by=@2025-06-30")));
        }
    }

    [Fact]
    public async Task A_tree_that_never_was_says_what_there_is()
    {
        using var answer = await _server.Http.GetAsync(_server.Url("/api/v1/live/attendance?scope=hue@galaxy"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("2025-06-30", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string[] Children(System.Text.Json.JsonElement frame) => [.. frame.GetProperty("children").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    private static int Count(string view, System.Text.Json.JsonElement figures) => figures.GetProperty(view switch { "devices" => "devices", "status" => "schools", _ => "enrolled" }).GetInt32();

    private static string Total(string view, System.Text.Json.JsonElement frame) => string.Join(' ', (view switch
    {
        "devices" => (string[])["devices", "online", "offline", "unknown", "offDuty"],
        "status" => ["schools", "open", "off"],
        _ => ["enrolled", "present", "late", "absent", "unknown", "expected", "off"],
    }).Select(name => $"{name}={frame.GetProperty(name)}"));

    private static string Sums(HistoryAnswer answer) =>
        string.Join(' ', answer.Rows.SelectMany(r => r.Values).GroupBy(v => v.Key).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Sum(x => x.Value)}"));

    private async Task<System.Text.Json.JsonElement> ViewAsync(string view, string scope) =>
        await _server.Http.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/v1/live/{view}?scope={Uri.EscapeDataString(scope)}");

    private async Task<HistoryAnswer> HistoryAsync(string path) => (await _server.Http.GetFromJsonAsync(path, ContractJson.Readable.HistoryAnswer))!;
}
