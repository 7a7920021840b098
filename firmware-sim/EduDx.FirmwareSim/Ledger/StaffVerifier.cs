using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Holds the live figures of staff in one period against the ledger: every campus, school, commune and the city.</summary>
public sealed class StaffVerifier(NodeTruths truths, StaffRecord[] staff, ServerApi api, DateOnly day, string session, FigureComparison comparison)
{
    /// <summary>Compares.</summary>
    public Task RunAsync(CancellationToken stop)
    {
        string[] scopes = [CityFiles.CityId, .. truths.Communes, .. truths.Schools, .. truths.Campuses];
        return Parallel.ForEachAsync(scopes.Where(s => truths.Has(s, true)), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stop }, CompareAsync);
    }

    private async ValueTask CompareAsync(string scope, CancellationToken stop)
    {
        StaffFrame frame;
        try
        {
            frame = await api.StaffAsync(scope, day, session, stop).ConfigureAwait(false);
        }
        catch (ServerException e)
        {
            comparison.Differ($"live staff {scope}: {e.Message}");
            return;
        }
        if (frame.Date != day || frame.Session != session)
        {
            comparison.Differ($"live staff {scope}: the frame is of {frame.Date:yyyy-MM-dd} {frame.Session}, asked for {day:yyyy-MM-dd} {session}");
            return;
        }
        Compare($"live staff {scope} {session}", scope, frame);
        foreach (var child in frame.Children.Where(c => truths.Has(c.Id, true))) Compare($"live staff {scope} {session} child {child.Id}", child.Id, child);
    }

    private void Compare(string where, string node, StaffFigures shown)
    {
        comparison.Figures(where, truths.Of(node, true), shown);
        StaffRecord[] under = [.. staff.Where(s => node == CityFiles.CityId || s.Commune == node || s.School == node || s.Campus == node)];
        comparison.Figure(where, "inside", under.Sum(s => s.Inside), shown.Inside);
        comparison.Figure(where, "outside", under.Sum(s => s.Outside), shown.Outside);
        comparison.Figure(where, "uncertain", under.Sum(s => s.Uncertain), shown.Uncertain);
        comparison.Figure(where, "noPlace", under.Sum(s => s.NoPlace), shown.NoPlace);
        comparison.Figure(where, "classes", under.Sum(s => s.Classes), shown.Classes);
        // Once lessons are over no class waits for anybody; while they last, the alarm of a missing teacher says what this would.
        comparison.Figure(where, "withoutTeacher", 0, shown.WithoutTeacher);
        comparison.Figure(where, "teacherUnknown", 0, shown.TeacherUnknown);
    }
}
