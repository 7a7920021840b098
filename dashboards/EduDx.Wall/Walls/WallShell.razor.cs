using EduDx.Wall.Live;
using EduDx.Wall.Tiles;
using EduDx.Wall.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EduDx.Wall.Walls;

/// <summary>The shared grid, the lost-connection banner, and what stands there when there is nothing to draw.</summary>
public partial class WallShell
{
    private IJSObjectReference? _page;
    private string? _langSet;

    /// <summary>What the screen is drawn from.</summary>
    [Parameter, EditorRequired]
    public WallContext Context { get; set; } = default!;

    /// <summary>The row of primary figures.</summary>
    [Parameter]
    public RenderFragment? Figures { get; set; }

    /// <summary>The line that shows how the figures add up.</summary>
    [Parameter]
    public RenderFragment? Sum { get; set; }

    /// <summary>The one main picture.</summary>
    [Parameter]
    public RenderFragment? Picture { get; set; }

    /// <summary>Beside the picture: what needs a person.</summary>
    [Parameter]
    public RenderFragment? Side { get; set; }

    /// <summary>Why there is nothing to show and what to do; null when there is. Stands for a refusal too, when the wall knows better than the server's sentence.</summary>
    [Parameter]
    public NothingToShow? Empty { get; set; }

    /// <summary>What helps on when there is nothing to show; null when words are enough.</summary>
    [Parameter]
    public RenderFragment? Help { get; set; }

    private WallWords Words => Context.Words;

    private string Title => Context.Frame is { Name.Length: > 0 } frame
        ? $"{Words.Wall(Context.Address.View)} · {frame.Name} · EduDx.Ops"
        : $"{Words.Wall(Context.Address.View)} · EduDx.Ops";

    private string StateName => TileStates.Name(Context.Freshness.State);

    private string BannerText => Context.AsOf is { } at && Context.Freshness.State != TileState.NoData
        ? Words.LostBanner(WallWords.Clock(at), Words.Age(Context.Freshness.Age))
        : Words.LostBannerNever;

    private (string What, string? Reason, string Todo)? Trouble => Context.Frame switch
    {
        null when Context.Refusal is not null && Empty is { } instead => (instead.What, null, instead.Todo),
        null when Context.Refusal is { } refusal => (Words.Refused, refusal, Words.RefusedWhatToDo),
        null => (Words.Waiting, null, Words.WaitingWhatToDo),
        _ when Empty is { } empty => (empty.What, null, empty.Todo),
        _ => null,
    };

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_langSet == Words.Lang)
        {
            return;
        }
        _langSet = Words.Lang;
        _page ??= await Js.InvokeAsync<IJSObjectReference>("import", "./Walls/WallShell.razor.js");
        await _page.InvokeVoidAsync("setLanguage", Words.Lang);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_page is not null)
        {
            try
            {
                await _page.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The page is going away with its modules.
            }
        }
    }
}
