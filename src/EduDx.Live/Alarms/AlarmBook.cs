using System.Collections.Immutable;

namespace EduDx.Live.Alarms;

/// <summary>
/// All alarms: the fold of the journal. One writer applies steps in the journal's order, a step that was applied before
/// changes nothing; readers take <see cref="Alarms"/> once. Alarms that were cleared more than a day ago are let go.
/// </summary>
public sealed class AlarmBook
{
    /// <summary>Cleared alarms kept at most; what is older is in history.</summary>
    public const int MaxCleared = 20_000;

    private const long KeepMs = 24 * 60 * 60_000L;

    private readonly Dictionary<(string Rule, Subject Subject), long> _open = [];
    private volatile ImmutableSortedDictionary<long, Alarm> _alarms = ImmutableSortedDictionary<long, Alarm>.Empty;
    private long _applied;
    private long _version;

    /// <summary>Open alarms, and those cleared within a day, by number.</summary>
    public ImmutableSortedDictionary<long, Alarm> Alarms => _alarms;

    /// <summary>Highest number ever given.</summary>
    public long LastId { get; private set; }

    /// <summary>Increases with each step.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>The open alarm of a rule and subject; null when there is none.</summary>
    public Alarm? OpenOf(string rule, Subject subject) => _open.TryGetValue((rule, subject), out var id) ? _alarms[id] : null;

    /// <summary>Applies a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="number">Its number in the journal, from 0.</param>
    /// <returns>The alarm after it; null when the step was applied before or its alarm is gone.</returns>
    public Alarm? Apply(AlarmStep step, long number)
    {
        if (number < _applied) return null;
        _applied = number + 1;
        Alarm after;
        if (step is { What: "raised", Head: { } head })
        {
            after = new Alarm
            {
                Id = step.Alarm, Head = head, Node = step.Node ?? 0, RaisedMs = step.AtMs, Cause = step.Cause, Schools = step.Schools ?? 0,
                Members = [.. step.Members ?? []], History = [step],
            };
            LastId = Math.Max(LastId, step.Alarm);
        }
        else if (_alarms.TryGetValue(step.Alarm, out var before)) after = before.After(step);
        else return null;
        var key = (after.Head.Rule, after.Subject);
        if (after.IsOpen) _open[key] = after.Id;
        else if (_open.TryGetValue(key, out var open) && open == after.Id) _open.Remove(key);
        _alarms = _alarms.SetItem(after.Id, after);
        Interlocked.Increment(ref _version);
        return after;
    }

    /// <summary>Lets go what was cleared more than a day ago.</summary>
    public void Forget(long nowMs)
    {
        var cleared = _alarms.Values.Where(a => !a.IsOpen).OrderByDescending(a => a.ClearedMs).ToArray();
        var gone = cleared.Index().Where(c => c.Index >= MaxCleared || c.Item.ClearedMs < nowMs - KeepMs).Select(c => c.Item.Id).ToArray();
        if (gone.Length > 0) _alarms = _alarms.RemoveRange(gone);
    }
}
