using System.Diagnostics;
using Xunit.Abstractions;

namespace EduDx.Wall.Tests.Browser;

/// <summary>From a scan to the screen, and through the death of the server. The times are promises to operators.</summary>
[Collection(BrowserTests.Name)]
public sealed class LostServerTests(Chromium chromium, ITestOutputHelper output)
{
    private const int SmallCityDue = 16;
    private const string School = "thcs-phu-xuan-1";

    [Fact]
    public async Task A_scan_is_on_the_screen_a_second_after_it_is_acknowledged()
    {
        await using var server = await OpsProcess.StartAsync("2026-11-23T06:40", Repository.SmallCity);
        await using var kiosks = await Kiosks.ConnectAsync(server);
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(server, "overview");
        Assert.Equal((0, SmallCityDue), (await tab.FigureAsync("present"), await tab.FigureAsync("unknown")));

        var now = await server.NowAsync();
        await kiosks.HeartbeatsAsync("thcs-phu-xuan-1", Gates(now), now.AddMinutes(4));
        await kiosks.HeartbeatsAsync("mn-vy-da", Gates(now), now.AddMinutes(4));
        await tab.FigureIsAsync("unknown", 0);
        await tab.FigureIsAsync("expected", SmallCityDue);
        var seconds = new List<double>();
        for (var pupil = 1; pupil <= 5; pupil++)
        {
            await kiosks.ScansAsync(School, now, pupil);
            var waited = Stopwatch.StartNew();
            await tab.FigureIsAsync("present", pupil);
            seconds.Add(waited.Elapsed.TotalSeconds);
        }
        output.WriteLine($"scan acknowledged to figure on the screen: {string.Join(", ", seconds.Select(s => $"{s:0.00}"))} s");
        Assert.Equal(SmallCityDue - 5, await tab.FigureAsync("expected"));
        Assert.InRange(seconds.Order().ElementAt(seconds.Count / 2), 0, 1);
        tab.HasNoErrors();
    }

    [Fact]
    public async Task A_killed_server_is_said_within_5_s_and_right_figures_are_back_within_15_s()
    {
        await using var server = await OpsProcess.StartAsync("2026-11-23T06:40", Repository.SmallCity);
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(server, "overview");
        var now = await server.NowAsync();
        await using (var kiosks = await Kiosks.ConnectAsync(server))
        {
            await kiosks.ScansAsync(School, now, 1, 2, 3);
            await tab.FigureIsAsync("present", 3);
        }

        tab.ServerIsDown = true;
        server.Kill();
        var waited = Stopwatch.StartNew();
        var banner = await tab.Page.WaitForSelectorAsync("[data-testid=banner-lost]");
        var lost = waited.Elapsed.TotalSeconds;
        Assert.Contains("Mất kết nối", await banner!.TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(3, await tab.FigureAsync("present"));
        await tab.Page.WaitForSelectorAsync("[data-testid=figure-present][data-state=late]");

        await server.RestartAsync();
        waited.Restart();
        await using (var kiosks = await Kiosks.ConnectAsync(server))
        {
            await kiosks.ScansAsync(School, now, 4);
        }
        await tab.FigureIsAsync("present", 4);
        await tab.Page.WaitForSelectorAsync("[data-testid=banner-lost]", new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        var back = waited.Elapsed.TotalSeconds;
        tab.ServerIsDown = false;
        output.WriteLine($"banner after {lost:0.0} s, right figures {back:0.0} s after the server answered again");
        Assert.InRange(lost, 0, 5);
        Assert.InRange(back, 0, 15);
        Assert.Equal("live", await tab.Page.GetAttributeAsync("[data-testid=figure-present]", "data-state"));
        tab.HasNoErrors();
    }

    private static DateTimeOffset Gates(DateTimeOffset now) => new(now.Year, now.Month, now.Day, 6, 15, 0, now.Offset);
}
