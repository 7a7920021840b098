using System.Collections.Immutable;

namespace EduDx.Live.Closures;

/// <summary>
/// All closures: the fold of the journal. One writer applies steps in the journal's order, a step that was applied before changes nothing;
/// readers take <see cref="Closures"/> once.
/// </summary>
public sealed class ClosureBook
{
    private volatile ImmutableSortedDictionary<long, Closure> _closures = ImmutableSortedDictionary<long, Closure>.Empty;
    private long _applied;

    /// <summary>All closures, by number.</summary>
    public ImmutableSortedDictionary<long, Closure> Closures => _closures;

    /// <summary>Number that the next closure gets.</summary>
    public long NextId => _closures.IsEmpty ? 1 : _closures.Keys.Max() + 1;

    /// <summary>Applies a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="number">Its number in the journal, from 0.</param>
    /// <returns>The closure after it; null when the step was applied before.</returns>
    public Closure? Apply(ClosureStep step, long number)
    {
        if (number < _applied) return null;
        _applied = number + 1;
        Closure after;
        if (step.What == "closed")
        {
            after = new Closure
            {
                Id = step.Closure, Status = step.Status!.Value, Nodes = step.Nodes!, Reason = step.Reason ?? "", By = step.By, AtMs = step.AtMs, From = step.From!.Value,
                To = step.To ?? DateOnly.MaxValue, Checklist = step.Checklist ?? [],
            };
        }
        else if (_closures.TryGetValue(step.Closure, out var before)) after = After(before, step);
        else return null;
        _closures = _closures.SetItem(after.Id, after);
        return after;
    }

    private static Closure After(Closure before, ClosureStep step) => step.What switch
    {
        "reopened" => before with { ReopenedMs = step.AtMs, ReopenedBy = step.By, To = step.To!.Value },
        "undone" => before with { UndoneMs = step.AtMs, UndoneBy = step.By },
        "checked" => before with { Checklist = [.. before.Checklist.Select(i => i.Id == step.Item && i.DoneMs == 0 ? i with { DoneBy = step.By, DoneMs = step.AtMs } : i)] },
        _ => before,
    };
}
