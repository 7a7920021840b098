using EduDx.Contracts.Frames;
using EduDx.Wall.Places;
using EduDx.Wall.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EduDx.Wall.Closures;

/// <summary>Closes places, reopens them, takes an order back and ticks the reopening checklist. Shows what the server answers, never what it hopes.</summary>
public sealed partial class ClosuresPage
{
    private const string NameKey = "edudx.operator";
    private static readonly string[] s_statuses = ["flooded", "closed", "online", "shelter"];

    private readonly List<string> _nodes = [];
    private PlaceFinder? _finder;
    private PlaceIndex? _places;
    private ClosureCard[]? _closures;
    private string _status = "flooded";
    private string _reason = "";
    private string _by = "";
    private DateOnly? _from;
    private DateOnly? _to;
    private bool _busy;
    private string? _problem;
    private string? _stepProblem;
    private long _problemOf;
    private string? _seen;

    /// <inheritdoc/>
    protected override string View => "status";

    private StatusWords Say => StatusWords.For(Context.Words);

    private bool CanClose => _nodes.Count > 0 && _by.Length > 0 && _reason.Trim().Length > 0;

    /// <summary>What the wall knows of the orders: when it changes, somebody else did something.</summary>
    private string? Told => Known is { } frame
        ? string.Join(' ', frame.Closures.Select(closure => $"{closure.Id}{closure.State}{closure.Checklist.Count(item => item.DoneAt is not null)}"))
        : null;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _by = await Js.InvokeAsync<string?>("localStorage.getItem", NameKey) ?? "";
            _closures = await Closures.ListAsync();
            _places = await Places.ReadAsync();
            StateHasChanged();
        }
        if (Context is not null && Told is { } told && told != _seen && !_busy)
        {
            _seen = told;
            await LoadAsync();
            StateHasChanged();
        }
    }

    private async Task Name(ChangeEventArgs args)
    {
        _by = args.Value?.ToString()?.Trim() ?? "";
        await Js.InvokeVoidAsync("localStorage.setItem", NameKey, _by);
    }

    private void Add(string node)
    {
        if (!_nodes.Contains(node))
        {
            _nodes.Add(node);
        }
        _finder?.Clear();
    }

    private string NameOf(string node) => _places?.Find(node)?.Name ?? node;

    private async Task CloseAsync()
    {
        if (_busy || !CanClose)
        {
            return;
        }
        _busy = true;
        _problem = await Closures.CloseAsync(new ClosureAction { Nodes = [.. _nodes], Status = _status, Reason = _reason.Trim(), By = _by, From = _from, To = _to });
        if (_problem is null)
        {
            _nodes.Clear();
            (_reason, _from, _to) = ("", null, null);
        }
        await LoadAsync();
        _busy = false;
    }

    private async Task StepAsync(long id, string step, string? item)
    {
        _busy = true;
        (_problemOf, _stepProblem) = (id, await Closures.StepAsync(id, step, new ClosureStepAction { By = _by, Item = item }));
        await LoadAsync();
        _busy = false;
    }

    // A list that cannot be read leaves the one before: the banner says that the server is away.
    private async Task LoadAsync() => _closures = await Closures.ListAsync() ?? _closures;
}
