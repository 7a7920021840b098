using Microsoft.Playwright;
using Xunit.Abstractions;

namespace EduDx.Wall.Tests.Browser;

/// <summary>From the city to a class and back with the reference city loaded: how long an operator waits for each level.</summary>
[Collection(BrowserTests.Name)]
public sealed class DrillDownTests(Chromium chromium, ITestOutputHelper output)
{
    private const int Rounds = 6;
    private const double LimitMs = 300;
    private static readonly string[] s_path = ["hue", "phu-xuan", "thcs-phu-xuan-1", "thcs-phu-xuan-1.6a1"];

    // From the click until the wall of the other place stands with its figures, as the page itself sees it; in milliseconds.
    private const string Click = """
        async ([selector, scope]) => {
          const stands = () => new URL(location.href).searchParams.get('scope') === scope
            && document.querySelector('[data-testid=breadcrumb] a[aria-current=page]')?.href.includes('scope=' + scope + '&')
            && document.querySelector('[data-testid^=figure-]');
          const start = performance.now();
          document.querySelector(selector).click();
          while (!stands()) {
            if (performance.now() - start > 10000) throw new Error('the wall of ' + scope + ' does not stand after 10 s');
            await new Promise(requestAnimationFrame);
          }
          return performance.now() - start;
        }
        """;

    [Theory]
    [InlineData("overview")]
    [InlineData("attendance")]
    public async Task Each_level_stands_within_300_ms_at_the_95th_percentile(string view)
    {
        var folder = await Simulator.CityAsync("1");
        try
        {
            await using var server = await OpsProcess.StartAsync("2026-11-23T07:05", folder);
            await using var tab = await chromium.OpenAsync();
            await tab.GoAsync(server, view);
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var scope in s_path.Skip(1)) times.Add(await TimeAsync(tab, $"a[data-testid='tile-{scope}'], [data-testid='tile-{scope}'] a", scope));
                foreach (var scope in s_path.Reverse().Skip(1)) times.Add(await TimeAsync(tab, $"[data-testid=breadcrumb] a[href*='scope={scope}&']", scope));
            }
            // The first round is the runtime's and not the operator's: code is compiled, pages are read.
            var counted = times.Skip(s_path.Length * 2 - 2).Order().ToArray();
            var p95 = counted[(int)Math.Ceiling(counted.Length * 0.95) - 1];
            output.WriteLine($"{view}: median {counted[counted.Length / 2]:0} ms, 95th percentile {p95:0} ms, {counted.Length} levels");
            Assert.True(p95 <= LimitMs, $"{p95:0} ms at the 95th percentile: {string.Join(' ', counted.Select(t => $"{t:0}"))}");
            tab.HasNoErrors();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> TimeAsync(WallTab tab, string selector, string scope)
    {
        // Nobody clicks what is not there yet: the first figures may come before the tiles.
        await tab.Page.WaitForSelectorAsync(selector, new() { State = WaitForSelectorState.Attached });
        return await tab.Page.EvaluateAsync<double>(Click, new[] { selector, scope });
    }
}
