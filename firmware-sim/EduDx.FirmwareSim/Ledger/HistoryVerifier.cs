using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Compares a day in the history store with the ledger: classes and staff of campuses, schools, communes, the city.</summary>
/// <param name="truths">What is true of each node.</param>
/// <param name="groups">What is true of each group.</param>
/// <param name="api">The server.</param>
/// <param name="day">The day.</param>
/// <param name="comparison">Where differences go.</param>
/// <param name="session">The period.</param>
/// <param name="scans">Scans of the whole day, which history does not divide into sessions; null when the ledger has those of the only session sent.</param>
public sealed class HistoryVerifier(
    NodeTruths truths, IReadOnlyList<GroupTruth> groups, ServerApi api, DateOnly day, FigureComparison comparison, string session = "morning", NodeTruths? scans = null)
{
    /// <summary>Compares.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var audience in (string[])["pupils", "staff"])
        {
            var staff = audience == "staff";
            await CompareAsync(audience, "class", [.. groups.Where(g => g.Staff == staff).Select(g => g.Node)], stop).ConfigureAwait(false);
            await CompareAsync(audience, "school", truths.Schools, stop).ConfigureAwait(false);
            await CompareAsync(audience, "commune", truths.Communes, stop).ConfigureAwait(false);
            await CompareAsync(audience, null, [CityFiles.CityId], stop).ConfigureAwait(false);
        }
    }

    private async Task CompareAsync(string audience, string? by, IReadOnlyList<string> nodes, CancellationToken stop)
    {
        foreach (var series in (string[])["attendance", "scans"])
        {
            var where = $"history {series} {audience} by {by ?? "city"}";
            Dictionary<string, Dictionary<string, long>> rows;
            try
            {
                rows = OfDay(await api.HistoryAsync(series, CityFiles.CityId, day, by, audience, stop, session).ConfigureAwait(false));
            }
            catch (ServerException e)
            {
                comparison.Differ($"{where}: {e.Message}");
                continue;
            }
            foreach (var node in nodes.Where(n => truths.Has(n, audience == "staff")))
            {
                var truth = truths.Of(node, audience == "staff");
                var row = rows.GetValueOrDefault(node);
                if (series == "scans")
                {
                    // Nobody scanned: there is no row to sum up.
                    comparison.Figure($"{where} {node}", "scans", (scans?.Of(node, audience == "staff") ?? truth).Scans, row?.GetValueOrDefault("scans") ?? 0);
                    continue;
                }
                foreach (var name in FigureNames.All)
                {
                    comparison.Figure($"{where} {node}", name, FigureNames.Value(truth, name), row is not null && row.TryGetValue(name, out var shown) ? shown : null);
                }
            }
        }
    }

    private Dictionary<string, Dictionary<string, long>> OfDay(HistoryAnswer answer)
    {
        var rows = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        foreach (var row in answer.Rows)
        {
            if (DateOnly.FromDateTime(row.At.ToOffset(MorningPlan.Offset).DateTime) != day) continue;
            if (!rows.TryAdd(row.Node, row.Values)) comparison.Differ($"history {answer.Series}: {row.Node} has two rows for {day:yyyy-MM-dd}");
        }
        return rows;
    }
}
