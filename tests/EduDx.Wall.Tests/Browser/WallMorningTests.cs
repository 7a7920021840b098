using Microsoft.Playwright;

namespace EduDx.Wall.Tests.Browser;

/// <summary>What an operator does with the walls of a running morning.</summary>
[Collection(BrowserTests.Name)]
public sealed class WallMorningTests(Chromium chromium, SmallCityMorning morning) : IClassFixture<SmallCityMorning>
{
    private const int MostTabs = 60;
    private static readonly string[] s_path = ["hue", "phu-xuan", "thcs-phu-xuan-1", "thcs-phu-xuan-1.6a1"];

    [Theory]
    [InlineData("overview")]
    [InlineData("attendance")]
    public async Task The_wall_shows_what_the_api_answers_at_every_level(string view)
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(morning.Server, view);
        foreach (var scope in s_path)
        {
            await tab.MoveAsync(scope);
            var frame = await morning.Server.FrameAsync(view, scope);
            Assert.Equal(frame.Present + frame.Late, await tab.FigureAsync("present"));
            Assert.Equal(frame.Late, await tab.FigureAsync("late"));
            Assert.Equal(frame.Absent + frame.Excused, await tab.FigureAsync("absent"));
            Assert.Equal(frame.Unknown, await tab.FigureAsync("unknown"));
            Assert.Equal(frame.Expected, await tab.FigureAsync("expected") ?? 0);
        }
        Assert.Equal((5, 1, 3, 0), (await tab.FigureAsync("present"), await tab.FigureAsync("late"), await tab.FigureAsync("absent"), await tab.FigureAsync("unknown")));
        Assert.Contains("p-0000005", await tab.Page.TextContentAsync("[data-testid=conflict-list]"), StringComparison.Ordinal);
        tab.HasNoErrors();
    }

    [Theory]
    [InlineData("overview")]
    [InlineData("attendance")]
    public async Task A_click_drills_down_and_the_path_leads_back(string view)
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(morning.Server, view);
        foreach (var scope in s_path.Skip(1))
        {
            await tab.Page.ClickAsync($"a[data-testid='tile-{scope}'], [data-testid='tile-{scope}'] a");
            await tab.ScopeAsync(scope);
        }
        foreach (var scope in s_path.Reverse().Skip(1))
        {
            await tab.Page.ClickAsync($"[data-testid=breadcrumb] a[href*='scope={scope}&']");
            await tab.ScopeAsync(scope);
        }
        tab.HasNoErrors();
    }

    [Fact]
    public async Task The_keyboard_alone_drills_down_and_leads_back()
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(morning.Server, "overview");
        foreach (var scope in s_path.Skip(1))
        {
            await TabToAsync(tab.Page, $"[data-testid='tile-{scope}']");
            await tab.Page.Keyboard.PressAsync("Enter");
            await tab.ScopeAsync(scope);
        }
        await TabToAsync(tab.Page, "[data-testid=breadcrumb] a[href*='scope=hue&']");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.ScopeAsync("hue");
        tab.HasNoErrors();
    }

    [Fact]
    public async Task The_language_changes_and_the_place_stays()
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(morning.Server, "overview", "thcs-phu-xuan-1");
        var present = await tab.FigureAsync("present");
        await tab.Page.ClickAsync("[data-testid=lang-switch]");
        await tab.Page.WaitForFunctionAsync("document.documentElement.lang === 'en'");
        await tab.ScopeAsync("thcs-phu-xuan-1");
        Assert.Equal("Overview", await tab.Page.TextContentAsync("[data-testid=wall-name]"));
        Assert.Equal(present, await tab.FigureAsync("present"));
        await tab.Page.ClickAsync("[data-testid=lang-switch]");
        await tab.Page.WaitForFunctionAsync("document.documentElement.lang === 'vi'");
        Assert.Equal("Toàn cảnh", await tab.Page.TextContentAsync("[data-testid=wall-name]"));
        await tab.ScopeAsync("thcs-phu-xuan-1");
        tab.HasNoErrors();
    }

    [Fact]
    public async Task A_place_that_does_not_exist_is_said_so()
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(morning.Server, "overview", "nowhere");
        await tab.Page.WaitForSelectorAsync("[data-testid=no-data] >> text=Máy chủ không mở được màn hình này");
        Assert.Contains("nowhere", await tab.Page.TextContentAsync("[data-testid=no-data]"), StringComparison.Ordinal);
        await tab.Page.ClickAsync("[data-testid=no-data] a");
        await tab.ScopeAsync("hue");
        await tab.FigureIsAsync("present", 9);
        tab.HasNoErrors();
    }

    [Fact]
    public async Task A_closed_day_says_so_and_that_it_is_over()
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(morning.Server, "overview", more: $"&day={SmallCityMorning.ClosedDay}");
        Assert.NotNull(await tab.Page.QuerySelectorAsync("[data-testid=replay]"));
        Assert.Contains("Nghỉ bão", await tab.Page.TextContentAsync("[data-testid=figure-present]"), StringComparison.Ordinal);
        Assert.Contains("Nghỉ bão", await tab.Page.TextContentAsync("[data-testid=arrival-chart]"), StringComparison.Ordinal);
        tab.HasNoErrors();
    }

    [Theory]
    [InlineData("overview", "")]
    [InlineData("attendance", "")]
    [InlineData("overview", "&day=" + SmallCityMorning.ClosedDay)]
    [InlineData("attendance", "&day=" + SmallCityMorning.ClosedDay)]
    public async Task Nothing_stands_in_the_way_of_people_who_see_or_hear_differently(string view, string more)
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(morning.Server, view, "hue", more.Length == 0 ? "vi" : "en", more);
        foreach (var scope in more.Length == 0 ? s_path : ["hue"])
        {
            await tab.MoveAsync(scope);
            await tab.HasNoBarriersAsync();
        }
        tab.HasNoErrors();
    }

    [Fact]
    public async Task An_empty_registry_says_what_to_do()
    {
        await using var server = await OpsProcess.StartAsync("2026-11-23T07:20", import: null);
        await using var tab = await chromium.OpenAsync();
        foreach (var (lang, sentence) in new[] { ("vi", "Chưa có danh sách trường"), ("en", "There is no list of schools yet") })
        {
            await tab.GoAsync(server, "overview", lang: lang);
            await tab.Page.WaitForSelectorAsync($"[data-testid=no-data] >> text={sentence}");
            Assert.Contains("/api/v1/registry/import", await tab.Page.TextContentAsync("[data-testid=no-data]"), StringComparison.Ordinal);
            await tab.HasNoBarriersAsync();
        }
        tab.HasNoErrors();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) ?? false", selector))
            {
                return;
            }
        }
        Assert.Fail($"{MostTabs} tabs do not reach {selector}");
    }
}
