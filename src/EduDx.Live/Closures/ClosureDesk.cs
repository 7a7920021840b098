using EduDx.Live.City;

namespace EduDx.Live.Closures;

/// <summary>Turns people's actions into steps. Decides alone; whoever calls it journals the step and then applies it.</summary>
public static class ClosureDesk
{
    /// <summary>What can be done about a closure.</summary>
    public static readonly string[] Actions = ["reopen", "undo", "check"];

    /// <summary>Most nodes of one closure.</summary>
    public const int MaxNodes = 1_000;

    private const int MaxText = 500;

    /// <summary>The step that closes.</summary>
    /// <param name="id">Number of the closure.</param>
    /// <param name="status">What the schools are.</param>
    /// <param name="nodes">Registry keys of the nodes.</param>
    /// <param name="reason">Why; needed.</param>
    /// <param name="by">Who; needed.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, inclusive; null while open-ended.</param>
    /// <param name="checklist">What must be done before the schools are open again.</param>
    /// <param name="nowMs">The tick.</param>
    /// <param name="problem">Why it cannot be done, and what can; null when it can.</param>
    public static ClosureStep? Close(
        long id, ClosureStatus status, int[] nodes, string? reason, string? by, DateOnly from, DateOnly? to, ChecklistStep[] checklist, long nowMs, out string? problem)
    {
        problem = nodes.Length is 0 or > MaxNodes ? $"'nodes' must name 1 to {MaxNodes} nodes of the tree: the city, communes or schools"
            : string.IsNullOrWhiteSpace(reason) || reason.Length > MaxText ? $"'reason' must say why, in at most {MaxText} characters"
            : Nobody(by) ?? (to < from ? $"'to' {to:yyyy-MM-dd} is before 'from' {from:yyyy-MM-dd}" : null);
        if (problem is not null) return null;
        return new ClosureStep { Closure = id, What = "closed", AtMs = nowMs, By = by!, Status = status, Nodes = nodes, Reason = reason, From = from, To = to, Checklist = checklist };
    }

    /// <summary>The step of an action.</summary>
    /// <param name="closure">The closure.</param>
    /// <param name="action">One of <see cref="Actions"/>.</param>
    /// <param name="by">Who; needed.</param>
    /// <param name="item">Item of the checklist that is done.</param>
    /// <param name="nowMs">The tick.</param>
    /// <param name="problem">Why it cannot be done, and what can; null when it can.</param>
    public static ClosureStep? Act(Closure closure, string action, string? by, string? item, long nowMs, out string? problem)
    {
        problem = Nobody(by) ?? action switch
        {
            "reopen" when !closure.IsInForce => "the closure was reopened or undone already",
            "undo" when closure.UndoneMs != 0 => $"{closure.UndoneBy} has undone it already",
            "check" when closure.UndoneMs != 0 => "the closure was undone: there is nothing to check",
            "check" when !Array.Exists(closure.Checklist, i => i.Id == item) => $"the checklist has no item '{item}'; its items are {string.Join(", ", closure.Checklist.Select(i => i.Id))}",
            "check" when Array.Exists(closure.Checklist, i => i.Id == item && i.DoneMs != 0) => "the item is done already",
            "reopen" or "undo" or "check" => null,
            _ => $"there is no action '{action}'; the actions are {string.Join(", ", Actions)}",
        };
        if (problem is not null) return null;
        var what = action switch { "reopen" => "reopened", "undo" => "undone", _ => "checked" };
        return new ClosureStep
        {
            Closure = closure.Id, What = what, AtMs = nowMs, By = by!, Item = item,
            To = action == "reopen" ? Least(closure.To, LocalTime.DayOf(nowMs)) : null,
        };
    }

    private static string? Nobody(string? by) => string.IsNullOrWhiteSpace(by) || by.Length > 80 ? "'by' must say who acts, in at most 80 characters" : null;

    private static DateOnly Least(DateOnly a, DateOnly b) => a < b ? a : b;
}
