using EduDx.Contracts.Frames;
using EduDx.Wall.Live;
using EduDx.Wall.Words;
using Microsoft.AspNetCore.Components;

namespace EduDx.Wall.Walls;

/// <summary>A screen of one kind of frame: takes its address apart, watches the stream of it, and draws on each item and each second.</summary>
public abstract class WallPage<TFrame> : ComponentBase, IAsyncDisposable
    where TFrame : class, IWallFrame
{
    private WallFeed? _feed;

    [Inject]
    private IWallHub Hub { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "scope")]
    private string? Scope { get; set; }

    [SupplyParameterFromQuery(Name = "day")]
    private string? Day { get; set; }

    [SupplyParameterFromQuery(Name = "session")]
    private string? Session { get; set; }

    [SupplyParameterFromQuery(Name = "lang")]
    private string? Lang { get; set; }

    /// <summary>One of <see cref="WallAddress.Views"/>.</summary>
    protected abstract string View { get; }

    /// <summary>What the tiles are drawn from.</summary>
    protected WallContext Context { get; private set; } = default!;

    /// <summary>The last frame; only the parts that <see cref="WallShell"/> draws with figures may ask for it.</summary>
    protected TFrame Frame => Known ?? throw new InvalidOperationException($"The wall {View} has no frame of its view to draw.");

    /// <summary>The last frame; null before the first.</summary>
    protected TFrame? Known => Context.Frame as TFrame;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_feed is null)
        {
            _feed = new WallFeed(Hub, Time);
            _feed.Changed += Draw;
        }
        var address = Address();
        await _feed.Show(address);
        Context = Snapshot(_feed, address);
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => Context is not null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_feed is not null)
        {
            _feed.Changed -= Draw;
            await _feed.DisposeAsync();
        }
    }

    private void Draw() => _ = InvokeAsync(() =>
    {
        Context = Snapshot(_feed!, Address());
        StateHasChanged();
    });

    private WallAddress Address() => new(View, Given(Scope) ?? WallAddress.City, Given(Day), Given(Session), WallWords.Of(Lang).Lang);

    private static WallContext Snapshot(WallFeed feed, WallAddress address) => new(
        address,
        WallWords.Of(address.Lang),
        feed.Frame as TFrame,
        feed.Freshness,
        feed.LastItemAt,
        feed.Clock.IsSet ? feed.Clock.Now : null,
        feed.Lost,
        feed.Refusal) { Unprotected = feed.Unprotected };

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
