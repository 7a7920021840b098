using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Holds the history of meals, kitchens and sleep against the ledger: every class and campus, every school, commune and the city.</summary>
public sealed class CareHistoryVerifier(PeopleRecord people, ServerApi api, DateOnly day, FigureComparison comparison)
{
    /// <summary>Compares.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var by in (string?[])["source", "school", "commune", null])
        {
            var (meals, sleep, kitchens) = (await RowsAsync("meals", by, stop).ConfigureAwait(false), await RowsAsync("sleep", by, stop).ConfigureAwait(false), await RowsAsync("kitchens", by, stop).ConfigureAwait(false));
            foreach (var group in people.Care.GroupBy(c => Node(by, c.Id, c.School, c.Commune), StringComparer.Ordinal))
            {
                Compare("meals", group.Key, meals, ("served", group.Sum(c => c.AllServed)), ("eaten", group.Sum(c => c.AllEaten)), ("kcal", group.Sum(c => c.AllKcal)),
                    ("proteinG", group.Sum(c => c.AllProteinG)), ("lipidG", group.Sum(c => c.AllLipidG)), ("glucidG", group.Sum(c => c.AllGlucidG)));
                Compare("sleep", group.Key, sleep, ("slept", group.Sum(c => c.Slept)), ("minutes", group.Sum(c => c.SleepMinutes)), ("checksDue", group.Sum(c => c.ChecksDue)),
                    ("checksMissed", group.Sum(c => c.ChecksMissed)), ("implausible", group.Count(c => c.Doubt >= AgeNorm.DoubtFrom)));
            }
            foreach (var group in people.Kitchens.GroupBy(k => Node(by, k.Campus, k.School, k.Commune), StringComparer.Ordinal))
            {
                Compare("kitchens", group.Key, kitchens, ("cooked", group.Sum(k => k.Cooked ?? 0)), ("wastedG", group.Sum(k => k.WastedG)), ("stepsDone", Steps(group, "done") + Steps(group, "late")),
                    ("stepsMissed", Steps(group, "missed")), ("stepsFailed", Steps(group, "failed")), ("samples", group.Sum(k => k.SamplesToday)),
                    ("samplesEarly", group.Sum(k => k.SamplesEarly)), ("lateMeals", group.Count(k => k.Late)));
            }
        }
    }

    private async Task<Dictionary<string, Dictionary<string, long>>> RowsAsync(string series, string? by, CancellationToken stop)
    {
        var rows = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        try
        {
            foreach (var row in (await api.HistoryAsync(series, CityFiles.CityId, day, by, "", stop).ConfigureAwait(false)).Rows)
            {
                if (DateOnly.FromDateTime(row.At.ToOffset(MorningPlan.Offset).DateTime) == day && !rows.TryAdd(row.Node, row.Values)) comparison.Differ($"history {series}: {row.Node} has two rows for {day:yyyy-MM-dd}");
            }
        }
        catch (ServerException e)
        {
            comparison.Differ($"history {series} by {by ?? "city"}: {e.Message}");
        }
        return rows;
    }

    private void Compare(string series, string node, Dictionary<string, Dictionary<string, long>> rows, params ReadOnlySpan<(string Name, long Truth)> figures)
    {
        var row = rows.GetValueOrDefault(node);
        // A subject in whose day nothing happened has no row.
        foreach (var (name, truth) in figures) comparison.Figure($"history {series} {node}", name, truth, row is null && truth == 0 ? 0 : row is not null && row.TryGetValue(name, out var shown) ? shown : null);
    }

    private static long Steps(IEnumerable<KitchenRecord> kitchens, string state) => kitchens.Sum(k => k.Steps.Count(s => s == state));

    private static string Node(string? by, string id, string school, string commune) => by switch { "source" => id, "school" => school, "commune" => commune, _ => CityFiles.CityId };
}
