using EduDx.Live.City;
using EduDx.Live.Devices;

namespace EduDx.Live.Alarms;

/// <summary>
/// Folds devices that go offline close together into one outage with its members and a guessed cause, so that a power cut is one
/// alarm and not two hundred. Driven by ticks; has no clock of its own.
/// </summary>
public sealed class OutageFolder
{
    private readonly List<(DeviceLoss Loss, long AtMs)> _waiting = [];
    private readonly List<Outage> _open = [];

    /// <summary>Outages that are open.</summary>
    public IReadOnlyList<Outage> Open => _open;

    /// <summary>Puts an outage of before a restart back.</summary>
    public void Restore(Outage outage) => _open.Add(outage);

    /// <summary>True while the device is a member of an outage: its own alarm would say the same again.</summary>
    public bool IsMember(Subject device) => _open.Exists(o => o.Members.ContainsKey(device));

    /// <summary>True while the device may still become the member of an outage.</summary>
    public bool IsWaiting(Subject device) => _waiting.Exists(w => w.Loss.Subject == device);

    /// <summary>Takes the losses of a tick.</summary>
    /// <param name="nowMs">The tick.</param>
    /// <param name="city">The model in force.</param>
    /// <param name="losses">Devices that became offline.</param>
    /// <param name="evaluator">States of the devices.</param>
    /// <param name="limits">Limits.</param>
    public List<OutageChange> Tick(long nowMs, CityModel city, IReadOnlyList<DeviceLoss> losses, RuleEvaluator evaluator, OutageLimits limits)
    {
        var changes = new List<OutageChange>();
        _waiting.RemoveAll(w => evaluator.StateOf(w.Loss.Subject) != DeviceState.Offline || nowMs - w.AtMs > limits.GapSeconds * 1000L);
        foreach (var loss in losses) _waiting.Add((loss, nowMs));
        foreach (var outage in _open) Join(outage, nowMs, city, evaluator, limits, changes);
        if (_waiting.Count >= limits.MinimumDevices && nowMs - _waiting[0].AtMs >= limits.GatherSeconds * 1000L) Found(nowMs, city, evaluator, limits, changes);
        foreach (var outage in _open.ToArray()) Clear(outage, nowMs, evaluator, limits, changes);
        return changes;
    }

    private void Found(long nowMs, CityModel city, RuleEvaluator evaluator, OutageLimits limits, List<OutageChange> changes)
    {
        var hit = _waiting.GroupBy(w => w.Loss.School)
            .Where(g => g.Count() >= limits.BlockDevices || 100.0 * g.Count() / Math.Max(1, evaluator.OnDuty(g.Key)) >= limits.MinimumSchoolPct)
            .SelectMany(g => g).ToArray();
        if (hit.Length < limits.MinimumDevices) return;
        var outage = new Outage("mixed", city.Nodes[0]) { SinceMs = hit.Min(h => h.Loss.SinceMs) };
        Add(outage, hit, nowMs, city, evaluator);
        _open.Add(outage);
        changes.Add(new OutageChange(outage, OutageChangeKind.Opened, [.. outage.Members.Values]));
    }

    private void Join(Outage outage, long nowMs, CityModel city, RuleEvaluator evaluator, OutageLimits limits, List<OutageChange> changes)
    {
        if (nowMs - outage.LastJoinMs > limits.GapSeconds * 1000L) return;
        var joined = _waiting.Where(w => outage.Cause is "broker" or "mixed" || outage.Communes.Contains(w.Loss.School.Commune.Key)).ToArray();
        if (joined.Length == 0) return;
        Add(outage, joined, nowMs, city, evaluator);
        changes.Add(new OutageChange(outage, OutageChangeKind.Grew, [.. joined.Select(j => j.Loss.Name)]));
    }

    private void Add(Outage outage, (DeviceLoss Loss, long AtMs)[] losses, long nowMs, CityModel city, RuleEvaluator evaluator)
    {
        foreach (var (loss, _) in losses)
        {
            outage.Members[loss.Subject] = loss.Name;
            outage.Schools.Add(loss.School.Node.Key);
            outage.Communes.Add(loss.School.Commune.Key);
        }
        outage.LastJoinMs = nowMs;
        _waiting.RemoveAll(w => outage.Members.ContainsKey(w.Loss.Subject));
        var onDuty = city.Schools.Count(s => evaluator.OnDuty(s) > 0);
        outage.Cause = onDuty > 1 && outage.Schools.Count * 2 >= onDuty ? "broker"
            : outage.Schools.Count == 1 ? "school"
            : outage.Communes.Count == 1 ? "commune" : "mixed";
        var key = outage.Cause switch { "school" => outage.Schools.First(), "commune" => outage.Communes.First(), _ => city.Nodes[0].Key };
        outage.Node = city.NodeByKey.TryGetValue(key, out var index) ? city.Nodes[index] : city.Nodes[0];
    }

    private void Clear(Outage outage, long nowMs, RuleEvaluator evaluator, OutageLimits limits, List<OutageChange> changes)
    {
        // A member that nothing is known of is neither back nor lost.
        var away = outage.Members.Keys.Count(m => evaluator.StateOf(m) is DeviceState.Offline or DeviceState.Unknown);
        if (100.0 * (outage.Members.Count - away) / outage.Members.Count < limits.BackPct)
        {
            outage.BackSinceMs = 0;
            return;
        }
        if (outage.BackSinceMs == 0) outage.BackSinceMs = nowMs;
        // Of schools that were closed nothing is expected: there is nothing to wait for.
        var isMoot = outage.Members.Keys.All(m => evaluator.StateOf(m) == DeviceState.OffDuty);
        if (!isMoot && nowMs - outage.BackSinceMs < limits.ClearSeconds * 1000L) return;
        _open.Remove(outage);
        changes.Add(new OutageChange(outage, OutageChangeKind.Cleared, []));
    }
}
