using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Each fault raised its alarm, once; an outage has nearly all its members; no alarm is without a cause.</summary>
public sealed class AlarmVerifier(DayLedger ledger, ServerApi api, FigureComparison comparison)
{
    private const double LeastMembers = 0.95;

    // docs/contract.md: GET /api/v1/alarms lists open alarms, and those cleared within a day.
    private const long KeptMs = 24 * 3_600_000;

    /// <summary>Compares.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        AlarmsAnswer answer;
        try
        {
            var past = (await api.ClockAsync(stop).ConfigureAwait(false)).Now.ToUnixTimeMilliseconds() - KeptMs;
            if (Array.Exists(ledger.Alarms, a => a.ToMs < past))
            {
                comparison.Differ("alarms: the server's clock is more than a day past the first of them, and it lists cleared alarms for a day; verify sooner after the day");
                return;
            }
            answer = await api.AlarmsAsync(ledger.Day, stop).ConfigureAwait(false);
        }
        catch (ServerException e)
        {
            comparison.Differ($"alarms: {e.Message}");
            return;
        }
        comparison.Figure("alarms", "listed", answer.Total, answer.Alarms.Length);
        var left = answer.Alarms.Where(a => a.Since.ToUnixTimeMilliseconds() < ledger.EndMs).ToList();
        foreach (var expected in ledger.Alarms)
        {
            var found = left.Where(a => a.Rule == expected.Rule && (expected.Rule == "outage" || a.Subject == expected.Subject)).ToArray();
            comparison.Figure($"alarm {expected.Rule} of {expected.Subject} ({expected.Fault})", "raised", 1, found.Length);
            foreach (var alarm in found) left.Remove(alarm);
            foreach (var alarm in found) await CheckAsync(expected, alarm, stop).ConfigureAwait(false);
        }
        foreach (var alarm in left) comparison.Differ($"alarm {alarm.Id} {alarm.Rule} of {alarm.Subject}, raised at {alarm.RaisedAt:HH:mm:ss} since {alarm.Since:HH:mm:ss}, has no cause in the ledger");
    }

    private async Task CheckAsync(Days.ExpectedAlarm expected, AlarmCard alarm, CancellationToken stop)
    {
        var detail = await api.AlarmAsync(alarm.Id, stop).ConfigureAwait(false);
        comparison.Figure($"alarm {alarm.Id} {alarm.Rule} of {alarm.Subject}", "times raised", 1, detail.History.Count(h => h.What is "raised" or "reopened"));
        if (alarm.RaisedAt.ToUnixTimeMilliseconds() < expected.FromMs) comparison.Differ($"alarm {alarm.Id} {alarm.Rule} of {alarm.Subject} was raised before its cause");
        if (expected.Members.Length == 0) return;
        var known = detail.Members.ToHashSet(StringComparer.Ordinal);
        var share = expected.Members.Count(known.Contains) / (double)expected.Members.Length;
        comparison.Figure($"alarm {alarm.Id} outage", $"95 % of {expected.Members.Length} members ({share:P1})", 1, share >= LeastMembers ? 1 : 0);
        comparison.Figure($"alarm {alarm.Id} outage", "members that were not lost", 0, detail.Members.Except(expected.Members).Count());
    }
}
