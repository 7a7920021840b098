using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Holds the history of devices, rooms and alarms against the ledger: every source, school, commune and the city.</summary>
public sealed class DayHistoryVerifier(DayLedger ledger, ServerApi api, FigureComparison comparison)
{
    /// <summary>Compares.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var by in (string?[])["source", "school", "commune", null])
        {
            var devices = await RowsAsync("devices", by, stop).ConfigureAwait(false);
            foreach (var group in ledger.Devices.GroupBy(d => Node(by, d.Id, d.School, d.Commune), StringComparer.Ordinal))
            {
                var row = devices.GetValueOrDefault(group.Key);
                Compare($"history devices {group.Key}", row, ("onMinutes", group.Sum(d => (long)d.OnMinutes)), ("lessonMinutes", group.Sum(d => (long)d.LessonMinutes)),
                    ("heardMinutes", group.Sum(d => (long)d.HeardMinutes)), ("missed", group.Sum(d => d.Missed)), ("restarts", group.Sum(d => (long)d.Restarts)));
            }
            var rooms = await RowsAsync("rooms", by, stop).ConfigureAwait(false);
            foreach (var group in ledger.Rooms.GroupBy(r => Node(by, r.Id, r.School, r.Commune), StringComparer.Ordinal))
            {
                var row = rooms.GetValueOrDefault(group.Key);
                // A room in which nothing happened has no row.
                if (row is null && group.All(r => r.Meetings == 0)) continue;
                Compare($"history rooms {group.Key}", row, ("usedMinutes", group.Sum(r => (long)r.UsedByHour.Sum())), ("bookedMinutes", group.Sum(r => (long)r.BookedByHour.Sum())),
                    ("meetings", group.Sum(r => (long)r.Meetings)), ("held", group.Sum(r => (long)r.Held)), ("noShow", group.Sum(r => (long)r.NoShow)),
                    ("cancelled", group.Sum(r => (long)r.Cancelled)), ("paperless", group.Sum(r => (long)r.Paperless)), ("invited", group.Sum(r => (long)r.Invited)),
                    ("checkedIn", group.Sum(r => (long)r.CheckedIn)));
            }
        }
        var alarms = await RowsAsync("alarms", null, stop).ConfigureAwait(false);
        // The server's own day goes on after the simulator's: at least these.
        var raised = alarms.GetValueOrDefault(CityFiles.CityId)?.GetValueOrDefault("raised") ?? 0;
        comparison.Figure("history alarms city", "raised (at least)", ledger.Alarms.Length, Math.Min(raised, ledger.Alarms.Length));
    }

    private async Task<Dictionary<string, Dictionary<string, long>>> RowsAsync(string series, string? by, CancellationToken stop)
    {
        var rows = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        HistoryAnswer answer;
        try
        {
            answer = await api.HistoryAsync(series, CityFiles.CityId, ledger.Day, by, "", stop).ConfigureAwait(false);
        }
        catch (ServerException e)
        {
            comparison.Differ($"history {series} by {by ?? "city"}: {e.Message}");
            return rows;
        }
        foreach (var row in answer.Rows)
        {
            if (DateOnly.FromDateTime(row.At.ToOffset(MorningPlan.Offset).DateTime) != ledger.Day) continue;
            if (!rows.TryAdd(row.Node, row.Values)) comparison.Differ($"history {series}: {row.Node} has two rows for {ledger.Day:yyyy-MM-dd}");
        }
        return rows;
    }

    private void Compare(string where, Dictionary<string, long>? row, params ReadOnlySpan<(string Name, long Truth)> figures)
    {
        // A subject in whose day nothing was counted has no row.
        foreach (var (name, truth) in figures) comparison.Figure(where, name, truth, row is null && truth == 0 ? 0 : row is not null && row.TryGetValue(name, out var shown) ? shown : null);
    }

    private static string Node(string? by, string id, string school, string commune) => by switch { "source" => id, "school" => school, "commune" => commune, _ => CityFiles.CityId };
}
