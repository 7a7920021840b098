using EduDx.Live.Alarms;

namespace EduDx.Ops.Alarms;

/// <summary>The part for what the server tells of itself.</summary>
public sealed partial class AlarmEngine
{
    private readonly Dictionary<(string Rule, Subject Subject), long> _toldMs = [];

    // Raises what was told since the last tick, and clears what was not told again for its rule's time: after a restart, counted from here.
    private void TakeTold(long nowMs)
    {
        foreach (var finding in _system.Take())
        {
            _toldMs[(finding.Rule.Id, finding.Subject)] = nowMs;
            Take(finding);
        }
        foreach (var rule in SystemAlarms.Rules)
        {
            foreach (var alarm in Book.Alarms.Values)
            {
                if (!alarm.IsOpen || alarm.Head.Rule != rule.Id) continue;
                var told = _toldMs.TryGetValue((rule.Id, alarm.Subject), out var at) ? at : _toldMs[(rule.Id, alarm.Subject)] = nowMs;
                if (nowMs - told < rule.ClearSeconds * 1000L) continue;
                Take(new AlarmStep { Alarm = alarm.Id, What = "cleared", AtMs = nowMs });
                _toldMs.Remove((rule.Id, alarm.Subject));
            }
        }
    }
}
