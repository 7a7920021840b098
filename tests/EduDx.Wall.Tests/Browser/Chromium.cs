using Microsoft.Playwright;

namespace EduDx.Wall.Tests.Browser;

/// <summary>The installed Chromium, one for all browser tests; none is ever downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IBrowserContext? _context;

    /// <summary>Opens a page that keeps its errors.</summary>
    internal async Task<WallTab> OpenAsync(int width = 1920, int height = 1080)
    {
        var page = await _context!.NewPageAsync();
        await page.SetViewportSizeAsync(width, height);
        return new WallTab(page);
    }

    /// <summary>Opens a page in a browser of its own: another person, or a screen, with cookies of their own. Its context closes with the browser.</summary>
    internal async Task<WallTab> OpenAloneAsync(int width = 1920, int height = 1080)
    {
        var context = await _browser!.NewContextAsync(new() { ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height } });
        context.SetDefaultTimeout(30_000);
        return new WallTab(await context.NewPageAsync());
    }

    /// <summary>Opens a page whose pixels are as fine as a printer's: 96 dpi times <paramref name="scale"/>. Its context closes with the browser.</summary>
    internal async Task<WallTab> OpenPrintedAsync(int width, int height, float scale)
    {
        var context = await _browser!.NewContextAsync(new() { DeviceScaleFactor = scale, ViewportSize = new() { Width = width, Height = height } });
        return new WallTab(await context.NewPageAsync());
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        // One context for all: the tabs of a wall computer share their cache too.
        _context = await _browser.NewContextAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        _context.SetDefaultTimeout(30_000);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
        _playwright?.Dispose();
    }
}

/// <summary>Browser tests run one after the other: they measure times.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "browser";
}
