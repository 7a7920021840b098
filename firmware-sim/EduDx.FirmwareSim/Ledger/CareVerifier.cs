using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Holds the live figures of kindergarten care against the ledger: every class and kitchen, every kindergarten, commune and the city.</summary>
public sealed class CareVerifier(PeopleRecord people, ServerApi api, DateOnly day, FigureComparison comparison)
{
    // Means are rounded by the server.
    private const double Rounding = 0.06;
    private readonly ILookup<string, CareClassRecord> _classes = people.Care.ToLookup(c => c.School, StringComparer.Ordinal);
    private readonly ILookup<string, KitchenRecord> _kitchens = people.Kitchens.ToLookup(k => k.School, StringComparer.Ordinal);

    /// <summary>Compares.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        SchoolDayRecord[] kindergartens = [.. people.Schools.Where(s => s.IsKindergarten)];
        await NodeAsync(CityFiles.CityId, kindergartens, stop).ConfigureAwait(false);
        foreach (var commune in kindergartens.GroupBy(s => s.Commune, StringComparer.Ordinal)) await NodeAsync(commune.Key, [.. commune], stop).ConfigureAwait(false);
        await Parallel.ForEachAsync(
            kindergartens, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stop }, async (s, c) => await SchoolAsync(s, c).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task NodeAsync(string node, SchoolDayRecord[] schools, CancellationToken stop)
    {
        if (await AskAsync(node, stop).ConfigureAwait(false) is not { } frame) return;
        Figures($"live care {node}", schools, frame);
        foreach (var child in frame.Nodes)
        {
            SchoolDayRecord[] under = [.. schools.Where(s => s.Commune == child.Id || s.School == child.Id)];
            Figures($"live care {node} child {child.Id}", under, child);
        }
    }

    private async Task SchoolAsync(SchoolDayRecord school, CancellationToken stop)
    {
        if (await AskAsync(school.School, stop).ConfigureAwait(false) is not { } frame) return;
        Figures($"live care {school.School}", [school], frame);
        foreach (var truth in _classes[school.School])
        {
            if (frame.ClassList.FirstOrDefault(c => c.Id == truth.Id) is { } shown) Class($"live care {truth.Id}", truth, shown);
            else comparison.Differ($"live care {school.School}: class {truth.Id} is not listed");
        }
        foreach (var truth in _kitchens[school.School])
        {
            if (frame.KitchenList.FirstOrDefault(k => k.Id == truth.Id) is { } shown) Kitchen($"live care {truth.Id}", truth, shown);
            else comparison.Differ($"live care {school.School}: kitchen {truth.Id} is not listed");
        }
    }

    private void Figures(string where, SchoolDayRecord[] schools, CareFigures shown)
    {
        var truth = CareSums.Of(schools, [.. schools.SelectMany(s => _classes[s.School])], [.. schools.SelectMany(s => _kitchens[s.School])]);
        foreach (var (name, value) in CareSums.Names) comparison.Figure(where, name, value(truth), value(shown));
        Near(where, "kcal", truth.Kcal, shown.Kcal);
    }

    private void Class(string where, CareClassRecord truth, CareClassRow shown)
    {
        comparison.Figure(where, "children", truth.Children, shown.Children);
        comparison.Figure(where, "present", truth.Present, shown.Present);
        comparison.Figure(where, "unknown", truth.Unknown, shown.Unknown);
        comparison.Figure(where, "adults", truth.Adults, shown.Adults);
        comparison.Figure(where, "mixed", truth.Mixed ? 1 : 0, shown.Mixed ? 1 : 0);
        comparison.Figure(where, "cap", truth.Cap, shown.Cap);
        comparison.Figure(where, "served", truth.Served ?? -1, shown.Served ?? -1);
        comparison.Figure(where, "eaten", truth.Eaten ?? -1, shown.Eaten ?? -1);
        Near(where, "kcal", truth.Kcal, shown.Kcal);
        Word(where, "kcalState", truth.KcalState, shown.KcalState);
        comparison.Figure(where, "allergyDishes", truth.AllergyDishes.Length, shown.AllergyDishes.Length);
        comparison.Figure(where, "asleep", 0, shown.Asleep);
        comparison.Figure(where, "slept", truth.Slept, shown.Slept);
        Near(where, "sleepMinutes", truth.Slept == 0 ? null : truth.SleepMinutes / (double)truth.Slept, shown.SleepMinutes);
        comparison.Figure(where, "napChecksDue", truth.ChecksDue, shown.NapChecksDue);
        comparison.Figure(where, "napChecksMissed", truth.ChecksMissed, shown.NapChecksMissed);
        comparison.Figure(where, "napDoubt", truth.Doubt, shown.NapDoubt);
        Word(where, "napReasons", string.Join(' ', truth.Reasons.Order(StringComparer.Ordinal)), string.Join(' ', shown.NapReasons.Order(StringComparer.Ordinal)));
    }

    private void Kitchen(string where, KitchenRecord truth, KitchenRow shown)
    {
        comparison.Figure(where, "cooked", truth.Cooked ?? -1, shown.Cooked ?? -1);
        comparison.Figure(where, "short", truth.Short, shown.Short);
        comparison.Figure(where, "over", truth.Over, shown.Over);
        comparison.Figure(where, "wastedG", truth.WastedG, shown.WastedG);
        comparison.Figure(where, "cookedAt", truth.CookedAtMs ?? 0, shown.CookedAt?.ToUnixTimeMilliseconds() ?? 0);
        comparison.Figure(where, "eatenAt", truth.EatenAtMs ?? 0, shown.EatenAt?.ToUnixTimeMilliseconds() ?? 0);
        for (var i = 0; i < truth.Steps.Length; i++)
        {
            Word(where, $"step {i + 1}", truth.Steps[i], shown.Steps.FirstOrDefault(s => s.Step == i + 1)?.State ?? "waiting");
        }
        comparison.Figure(where, "samplesMissing", truth.SamplesMissing.Length, shown.SamplesMissing.Length);
        comparison.Figure(where, "samplesEarly", truth.SamplesEarly, shown.Samples.Count(s => s.State == "early"));
    }

    private void Word(string where, string name, string truth, string shown)
    {
        comparison.Figure(where, name, 1, 1);
        if (truth != shown) comparison.Differ($"{where}: {name} is '{shown}', the ledger has '{truth}'");
    }

    private void Near(string where, string name, double? truth, double? shown)
    {
        comparison.Figure(where, name, 1, 1);
        if (truth is null != shown is null || Math.Abs((truth ?? 0) - (shown ?? 0)) > Rounding) comparison.Differ($"{where}: {name} is {shown?.ToString() ?? "missing"}, the ledger has {truth?.ToString() ?? "none"}");
    }

    private async Task<CareFrame?> AskAsync(string scope, CancellationToken stop)
    {
        try
        {
            return await api.CareAsync(scope, day, stop).ConfigureAwait(false);
        }
        catch (ServerException e)
        {
            comparison.Differ($"live care {scope}: {e.Message}");
            return null;
        }
    }
}
