using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EduDx.Wall.Tests.Browser;

/// <summary>A tab with a wall in it, read as an operator reads it: by its figures, marks and links.</summary>
internal sealed class WallTab : IAsyncDisposable
{
    private readonly List<string> _errors = [];

    public WallTab(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !ServerIsDown)
            {
                _errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _errors.Add(error);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>While this is set, refused connections are what the browser must report.</summary>
    public bool ServerIsDown { get; set; }

    /// <summary>Opens a wall and waits for its first figures, or for the sentence that says why there are none.</summary>
    public async Task GoAsync(OpsProcess server, string view, string scope = "hue", string lang = "vi", string more = "")
    {
        await Page.GotoAsync(new Uri(server.Walls, $"{view}?scope={scope}&lang={lang}{more}").ToString());
        await ReadyAsync();
    }

    /// <summary>Goes to another place of the same wall, as a link does: without loading the page again.</summary>
    public async Task MoveAsync(string scope)
    {
        await Page.EvaluateAsync("scope => { const to = new URL(location.href); to.searchParams.set('scope', scope); Blazor.navigateTo(to.href); }", scope);
        await ScopeAsync(scope);
    }

    /// <summary>Waits for figures, or for the sentence that says why there are none.</summary>
    public async Task ReadyAsync()
    {
        await Page.WaitForSelectorAsync("[data-testid^=figure-], [data-testid=no-data]:not([data-waiting])");
        await Page.EvaluateAsync("document.fonts.ready.then(() => true)");
    }

    /// <summary>Waits until the wall of <paramref name="scope"/> stands.</summary>
    public async Task ScopeAsync(string scope)
    {
        await Page.WaitForFunctionAsync(
            "s => new URL(location.href).searchParams.get('scope') === s && document.querySelector('[data-testid=breadcrumb] a[aria-current=page]')?.href.includes('scope=' + s + '&')", scope);
        await ReadyAsync();
    }

    /// <summary>A figure's number; null when the figure is not on the screen.</summary>
    public async Task<int?> FigureAsync(string name)
    {
        var tile = await Page.QuerySelectorAsync($"[data-testid=figure-{name}]");
        return tile is null ? null : int.Parse((await tile.GetAttributeAsync("data-value"))!, CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until a figure shows a number.</summary>
    public Task FigureIsAsync(string name, int value) => Page.WaitForSelectorAsync($"[data-testid=figure-{name}][data-value='{value}']");

    /// <summary>Waits until a figure shows another number.</summary>
    public Task FigureIsNotAsync(string name, int value) => Page.WaitForSelectorAsync($"[data-testid=figure-{name}]:not([data-value='{value}'])");

    /// <summary>Axe finds nothing serious.</summary>
    public async Task HasNoBarriersAsync()
    {
        var found = await Page.RunAxe();
        var bad = found.Violations.Where(rule => rule.Impact is "serious" or "critical")
            .Select(rule => $"{rule.Id}: {string.Join(" | ", rule.Nodes.Take(3).Select(node => node.Html))}");
        Assert.True(!bad.Any(), $"{Page.Url}\n{string.Join('\n', bad)}");
    }

    /// <summary>Nothing was wrong in the page.</summary>
    public void HasNoErrors() => Assert.Empty(_errors);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
