using System.Text;

namespace EduDx.Wall.Tests.Browser;

/// <summary>Takeover, console and playlist in a real browser, on the real server.</summary>
[Collection(BrowserTests.Name)]
public sealed class AlarmBrowserTests(Chromium chromium)
{
    private const string Rules = """
        {"rules":[{"id":"fridge-warm","nameVi":"Tủ lưu mẫu quá ấm","nameEn":"Sample fridge too warm","severity":"critical","on":"device","types":["fridge"],"when":{"metric":"temp_c","above":8,"clear":7}}]}
        """;

    [Fact]
    public async Task A_critical_alarm_takes_over_and_two_taps_on_a_phone_give_the_walls_back()
    {
        await using var server = await OpsProcess.StartAsync("2026-11-23T09:00", Repository.SmallCity);
        using var http = new HttpClient { BaseAddress = server.Walls };
        using var put = await http.PutAsync(new Uri("api/v1/rules", UriKind.Relative), new StringContent(Rules, Encoding.UTF8, "application/json"));
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        await using var wall = await chromium.OpenAsync();
        await wall.GoAsync(server, "devices");
        await using var elsewhere = await chromium.OpenAsync();
        await elsewhere.GoAsync(server, "devices", "thcs-phu-xuan-1");
        await using var playlist = await chromium.OpenAsync();
        await playlist.Page.GotoAsync(new Uri(server.Walls, "playlist?list=default").ToString());
        await playlist.Page.WaitForSelectorAsync("[data-testid=rotation]", new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });

        await using var kitchen = await Kiosks.ConnectAsync(server);
        await kitchen.FridgeAsync(await server.NowAsync(), 12.5);
        await wall.Page.WaitForSelectorAsync("[data-testid=takeover]", new() { Timeout = 3_000 });
        Assert.Contains("Tủ lưu mẫu quá ấm", await wall.Page.InnerTextAsync("[data-testid=takeover]"), StringComparison.Ordinal);
        await playlist.Page.WaitForSelectorAsync("[data-testid=rotation][data-paused]", new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        Assert.Null(await elsewhere.Page.QuerySelectorAsync("[data-testid=takeover]"));

        await using var phone = await chromium.OpenAsync(390, 844);
        await phone.Page.GotoAsync(new Uri(server.Walls, "console?scope=hue").ToString());
        await phone.Page.FillAsync("[data-testid=operator]", "trực ban");
        await phone.Page.PressAsync("[data-testid=operator]", "Tab");
        // The name is known from here on: two taps.
        await phone.Page.ClickAsync("[data-testid^=pick-]");
        await phone.Page.ClickAsync("[data-testid=do-acknowledge]");
        await wall.Page.WaitForSelectorAsync("[data-testid=takeover]", new() { State = Microsoft.Playwright.WaitForSelectorState.Detached, Timeout = 3_000 });
        await phone.Page.WaitForSelectorAsync("[data-testid=history] li:nth-child(2)");
        Assert.Equal(390, await phone.Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth"));
        foreach (var tab in new[] { wall, elsewhere, playlist, phone }) tab.HasNoErrors();
    }
}
