using EduDx.Contracts.Frames;
using EduDx.Wall.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EduDx.Wall.Console;

/// <summary>The operator's console: the open alarms as the wall has them, and what people do about them. Shows what the server answers, never what it hopes.</summary>
public sealed partial class ConsolePage
{
    private const string NameKey = "edudx.operator";
    private static readonly int[] s_shelves = [30, 120];

    private string _filter = "all";
    private string _text = "";
    private string _by = "";
    private string _say = "";
    private long _id;
    private long _asked;
    private bool _busy;
    private string? _problem;
    private AlarmDetail? _detail;
    private AlarmCard? _seen;

    [SupplyParameterFromQuery(Name = "alarm")]
    private long? Linked { get; set; }

    /// <inheritdoc/>
    protected override string View => "alarms";

    private AlarmWords Say => AlarmWords.For(Context.Words);

    private (string Key, string Word)[] Filters =>
        [("all", Say.All), ("critical", Say.Critical), ("warning", Say.Warning), ("open", Say.NotTaken), ("shelved", Say.Shelved)];

    private AlarmCard[] Shown => [.. (Known?.List ?? []).Where(a => _filter switch
    {
        "critical" or "warning" => a.Severity == _filter,
        "open" => a.State == "raised",
        "shelved" => a.State == "shelved",
        _ => true,
    } && (_text.Length == 0 || $"{Say.Name(a)} {a.SubjectName} {a.NodeName} {a.Subject}".Contains(_text, StringComparison.OrdinalIgnoreCase)))];

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _by = await Js.InvokeAsync<string?>("localStorage.getItem", NameKey) ?? "";
            if (Linked is { } linked)
            {
                await PickAsync(linked);
            }
            StateHasChanged();
        }
        // What others do about the alarm that is open here shows at once.
        if (Context is not null && Known?.List.FirstOrDefault(a => a.Id == _id) is { } now && _seen is not null && now != _seen && !_busy)
        {
            _seen = now;
            await LoadAsync();
            StateHasChanged();
        }
    }

    private async Task Name(ChangeEventArgs args)
    {
        _by = args.Value?.ToString()?.Trim() ?? "";
        await Js.InvokeVoidAsync("localStorage.setItem", NameKey, _by);
    }

    private async Task PickAsync(long id)
    {
        (_id, _problem) = (id, null);
        _seen = Known?.List.FirstOrDefault(a => a.Id == id);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var asked = ++_asked;
        var detail = await Alarms.DetailAsync(_id);
        // A slower answer to an older question must not replace a newer one.
        if (asked == _asked)
        {
            _detail = detail;
        }
    }

    private async Task ActAsync(string action, int? minutes)
    {
        _busy = true;
        _problem = await Alarms.ActAsync(_id, action, new AlarmAction { By = _by, Text = _say.Length == 0 ? null : _say, Minutes = minutes });
        if (_problem is null)
        {
            _say = "";
        }
        await LoadAsync();
        _busy = false;
    }

    private IEnumerable<(string Action, string Word)> Actions(AlarmCard alarm)
    {
        if (alarm.State == "raised")
        {
            yield return ("acknowledge", Say.Acknowledge);
        }
        if (alarm.State == "shelved")
        {
            yield return ("unshelve", Say.Unshelve);
        }
        yield return ("assign", Say.Assign);
        yield return ("comment", Say.Comment);
        yield return alarm.State == "cleared" ? ("reopen", Say.Reopen) : ("clear", Say.Clear);
    }
}
