using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Holds the status of schools against the ledger: the city, its communes, and each school that is not simply open.</summary>
public sealed class StatusVerifier(PeopleRecord people, ServerApi api, DateOnly day, FigureComparison comparison)
{
    /// <summary>Compares.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await NodeAsync(CityFiles.CityId, people.Schools, stop).ConfigureAwait(false);
        foreach (var commune in people.Schools.GroupBy(s => s.Commune, StringComparer.Ordinal)) await NodeAsync(commune.Key, [.. commune], stop).ConfigureAwait(false);
    }

    private async Task NodeAsync(string scope, SchoolDayRecord[] schools, CancellationToken stop)
    {
        StatusFrame frame;
        try
        {
            frame = await api.StatusAsync(scope, day, stop).ConfigureAwait(false);
        }
        catch (ServerException e)
        {
            comparison.Differ($"live status {scope}: {e.Message}");
            return;
        }
        Compare($"live status {scope}", schools, frame);
        foreach (var child in frame.Children) Compare($"live status {scope} child {child.Id}", [.. schools.Where(s => s.Commune == child.Id || s.School == child.Id)], child);
        var shown = frame.List.ToDictionary(r => r.Id, r => r.Status, StringComparer.Ordinal);
        foreach (var school in schools)
        {
            if (shown.GetValueOrDefault(school.School, "open") is var status && status != school.Status) comparison.Differ($"live status {scope}: {school.School} is {status}, the ledger has {school.Status}");
        }
    }

    private void Compare(string where, SchoolDayRecord[] truth, StatusFigures shown)
    {
        comparison.Figure(where, "schools", truth.Length, shown.Schools);
        comparison.Figure(where, "open", truth.Count(s => s.IsHeld), shown.Open);
        comparison.Figure(where, "closed", 0, shown.Closed);
        comparison.Figure(where, "flooded", truth.Count(s => s.Status == "flooded"), shown.Flooded);
        comparison.Figure(where, "online", 0, shown.Online);
        comparison.Figure(where, "shelter", 0, shown.Shelter);
        comparison.Figure(where, "off", truth.Count(s => s.Status == "off"), shown.Off);
        comparison.Figure(where, "reopening", truth.Count(s => s.Status == "reopening"), shown.Reopening);
        comparison.Figure(where, "pupilsAway", truth.Where(s => s.Status == "flooded").Sum(s => s.Pupils), shown.PupilsAway);
    }
}
