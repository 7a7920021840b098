using EduDx.Wall.Walls;
using EduDx.Wall.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EduDx.Wall.Charts;

/// <summary>One measured line before one pale area, with its table. At most one call to the page's script a second.</summary>
public sealed partial class CurveChart
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(1);

    private ElementReference _canvas;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private (double[] Solid, double[] Area, int From, string Lang)? _drawn;
    private long _drawnAt;
    private bool _busy;
    private bool _gone;

    /// <summary>Heading.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What stands there without points.</summary>
    [Parameter]
    public string Nothing { get; set; } = "";

    /// <summary>The axis at the first point: minutes after midnight, or seconds from now, negative.</summary>
    [Parameter]
    public int From { get; set; }

    /// <summary>Axis units from one point to the next.</summary>
    [Parameter]
    public int Step { get; set; } = 1;

    /// <summary>What the axis counts.</summary>
    [Parameter]
    public string AxisName { get; set; } = "";

    /// <summary>The line, at most 120 points.</summary>
    [Parameter, EditorRequired]
    public double[] Solid { get; set; } = [];

    /// <summary>What the line counts.</summary>
    [Parameter]
    public string SolidName { get; set; } = "";

    /// <summary>The area behind it; empty for none.</summary>
    [Parameter]
    public double[] Area { get; set; } = [];

    /// <summary>What the area counts.</summary>
    [Parameter]
    public string AreaName { get; set; } = "";

    [CascadingParameter]
    private WallContext Context { get; set; } = default!;

    // As the script writes the axis.
    private static string Label(int at) => at < 0 ? $"−{WallWords.HourMinute(-at)}" : WallWords.HourMinute(at % (24 * 60));

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var wanted = (Solid, Area, From, Context.Words.Lang);
        var unchanged = _drawn is { } drawn && drawn.From == From && drawn.Lang == wanted.Lang && drawn.Solid.AsSpan().SequenceEqual(Solid) && drawn.Area.AsSpan().SequenceEqual(Area);
        var tooSoon = _chart is not null && Time.GetElapsedTime(_drawnAt) < s_pace;
        if (_busy || _gone || unchanged || tooSoon || Solid.Length == 0)
        {
            return;
        }
        _busy = true;
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./Charts/ArrivalChart.razor.js");
            _chart ??= await _module.InvokeAsync<IJSObjectReference>("create", _canvas);
            // The script takes its window from the area: without one it is a floor of zeros.
            await _chart.InvokeVoidAsync("update", From, Step, Solid, Area.Length > 0 ? Area : new double[Solid.Length], SolidName, AreaName, wanted.Lang);
            (_drawn, _drawnAt) = (wanted, Time.GetTimestamp());
        }
        catch (JSException) when (_gone)
        {
            // The element left the page while its script was being fetched.
        }
        finally
        {
            _busy = false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _gone = true;
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("destroy");
                await _chart.DisposeAsync();
            }
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is going away with its scripts.
        }
    }
}
