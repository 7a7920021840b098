using EduDx.Live.Devices;

namespace EduDx.Live.Alarms;

/// <summary>
/// Findings about devices that an outage has taken or may still take: each would say again what the outage says. What is found about a
/// device that was lost alone is told when no outage took it; after an outage most is mended by itself, and what still holds some minutes
/// later is told then. Driven by ticks; one writer.
/// </summary>
public sealed class HeldFindings
{
    private readonly Dictionary<(string Rule, Subject Subject), (Finding Finding, bool WasMember, long FreeSinceMs)> _held = [];

    /// <summary>True when the finding is held back; a finding that clears lets go what was held of its subject.</summary>
    public bool Take(Finding finding, OutageFolder outages)
    {
        var key = (finding.Rule.Id, finding.Subject);
        if (!finding.Raises) _held.Remove(key);
        if (!finding.Raises || !(outages.IsMember(finding.Subject) || outages.IsWaiting(finding.Subject))) return false;
        _held[key] = (finding, false, 0);
        return true;
    }

    /// <summary>What is to be told now.</summary>
    /// <param name="nowMs">The tick.</param>
    /// <param name="outages">The outages at the tick.</param>
    /// <param name="evaluator">States of the devices.</param>
    /// <param name="waitMs">Time after an outage in which things mend by themselves.</param>
    public List<Finding> Tell(long nowMs, OutageFolder outages, RuleEvaluator evaluator, long waitMs)
    {
        var told = new List<Finding>();
        foreach (var (key, (finding, wasMember, freeSince)) in _held.ToArray())
        {
            if (outages.IsMember(key.Subject)) _held[key] = (finding, true, 0);
            else if (outages.IsWaiting(key.Subject)) continue;
            else if (wasMember && freeSince == 0) _held[key] = (finding, true, nowMs);
            else if (!wasMember || nowMs - freeSince >= waitMs)
            {
                _held.Remove(key);
                if (finding.Rule.When is not DeviceSilent || evaluator.StateOf(finding.Subject) == DeviceState.Offline) told.Add(finding);
            }
        }
        return told;
    }
}
