using EduDx.Contracts.Frames;
using EduDx.Wall.Walls;
using EduDx.Wall.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EduDx.Wall.Charts;

/// <summary>Arrivals a minute before what was expected. One call to the page's script an update, at most one a second.</summary>
public sealed partial class ArrivalChart
{
    /// <summary>Minutes of a row of the table behind the chart.</summary>
    private const int TableStep = 5;
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(1);

    private ElementReference _canvas;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private ArrivalCurve? _drawn;
    private string? _drawnLang;
    private long _drawnAt;
    private bool _busy;
    private bool _gone;

    /// <summary>The curve; null where the view does not show it.</summary>
    [Parameter]
    public ArrivalCurve? Curve { get; set; }

    /// <summary>What stands there without a curve.</summary>
    [Parameter]
    public string? Nothing { get; set; }

    [CascadingParameter]
    private WallContext Context { get; set; } = default!;

    private WallWords Words => Context.Words;

    private string Caption
    {
        get
        {
            var counts = Curve!.Counts;
            var peak = counts.Length == 0 ? 0 : Array.IndexOf(counts, counts.Max());
            return counts.Length == 0
                ? Words.NoArrivals
                : Words.ArrivalsCaption(WallWords.HourMinute(Curve.FromMinute + peak), Words.Count(counts[peak]), Words.Count(counts.Sum(count => (long)count)));
        }
    }

    private IEnumerable<(int Minute, int? Counted, int Expected)> Rows
    {
        get
        {
            var curve = Curve!;
            for (var at = 0; at < Math.Max(curve.Counts.Length, curve.Expected.Length); at += TableStep)
            {
                yield return (curve.FromMinute + at,
                    at < curve.Counts.Length ? curve.Counts.Skip(at).Take(TableStep).Sum() : null,
                    curve.Expected.Skip(at).Take(TableStep).Sum());
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Drawings come several times a second; one that is skipped here is made up for by the next one.
        var unchanged = ReferenceEquals(_drawn, Curve) && _drawnLang == Words.Lang;
        var tooSoon = _chart is not null && Time.GetElapsedTime(_drawnAt) < s_pace;
        if (_busy || _gone || unchanged || tooSoon || Curve is null || Curve.Counts.Length + Curve.Expected.Length == 0)
        {
            return;
        }
        _busy = true;
        try
        {
            await Redraw(Curve);
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

    private async Task Redraw(ArrivalCurve curve)
    {
        var series = ArrivalSeries.Of(curve);
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./Charts/ArrivalChart.razor.js");
        if (_chart is null)
        {
            _chart = await _module.InvokeAsync<IJSObjectReference>("create", _canvas);
        }
        await _chart.InvokeVoidAsync("update", series.FromMinute, series.Step, series.Arrived, series.Expected, Words.ArrivalsCounted, Words.ArrivalsExpected, Words.Lang);
        (_drawn, _drawnLang, _drawnAt) = (curve, Words.Lang, Time.GetTimestamp());
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
