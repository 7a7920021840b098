using System.Diagnostics;
using Microsoft.Playwright;

namespace EduDx.Load.Generator;

/// <summary>A wall in a real browser: when its page first showed which log offset. Chromium comes from the system (test.sh installs it).</summary>
internal sealed class WallTab : IAsyncDisposable
{
    private const string Observe = """
        () => {
          const wall = document.querySelector('.wall');
          window.shown = [];
          new MutationObserver(() => window.shown.push([Number(wall.dataset.offset), performance.timeOrigin + performance.now()])).observe(wall, { attributeFilter: ['data-offset'] });
        }
        """;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IPage? _page;

    /// <summary>Opens the overview of the city and begins to note.</summary>
    public async Task OpenAsync(int httpPort)
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        _page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = 1920, Height = 1080 } });
        await _page.GotoAsync(FormattableString.Invariant($"http://127.0.0.1:{httpPort}/overview"));
        await _page.WaitForSelectorAsync(".wall[data-state=live][data-offset]", new() { Timeout = 60_000 });
        await _page.EvaluateAsync(Observe);
    }

    /// <summary>What was shown so far.</summary>
    /// <returns>Log offset, and the Stopwatch time at which the page had it in its document.</returns>
    public async Task<(long Offset, long At)[]> ShownAsync()
    {
        var shown = await _page!.EvaluateAsync<double[][]>("() => window.shown");
        var (now, at) = ((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds, Stopwatch.GetTimestamp());
        return [.. shown.Select(s => ((long)s[0], at - (long)((now - s[1]) / 1e3 * Stopwatch.Frequency)))];
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
