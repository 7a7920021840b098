using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Compares the live figures of every node with the ledger; each frame's children are compared too.</summary>
public sealed class LiveVerifier(NodeTruths truths, ServerApi api, DateOnly day, FigureComparison comparison, string session = "morning")
{
    /// <summary>Compares.</summary>
    public Task RunAsync(CancellationToken stop)
    {
        string[] scopes = [CityFiles.CityId, .. truths.Communes, .. truths.Schools, .. truths.Campuses];
        return Parallel.ForEachAsync(scopes, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stop }, CompareAsync);
    }

    private async ValueTask CompareAsync(string scope, CancellationToken stop)
    {
        AttendanceFrame frame;
        try
        {
            frame = await api.FrameAsync(scope, day, session, stop).ConfigureAwait(false);
        }
        catch (ServerException e)
        {
            comparison.Differ($"live {scope}: {e.Message}");
            return;
        }
        if (frame.Date != day || frame.Session != session)
        {
            comparison.Differ($"live {scope}: the frame is of {frame.Date:yyyy-MM-dd} {frame.Session}, asked for {day:yyyy-MM-dd} {session}");
            return;
        }
        Compare($"live {scope}", scope, frame);
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in frame.Children)
        {
            shown.Add(child.Id);
            // A class that is there in the other period only shows that one: the ledger of this one does not speak of it.
            if (truths.Has(child.Id, false) || truths.Has(child.Id, true)) Compare($"live {scope} child {child.Id}", child.Id, child);
        }
        CheckClassesListed(scope, shown);
    }

    private void Compare(string where, string node, AttendanceNode shown)
    {
        comparison.Figures($"{where} pupils", truths.Of(node, false), shown);
        // Staff stand on the campus and above it; a class has none.
        comparison.Figures($"{where} staff", truths.Of(node, true), shown.Staff);
    }

    private void CheckClassesListed(string scope, HashSet<string> shown)
    {
        foreach (var node in truths.ClassesOf(scope))
        {
            if (!shown.Contains(node)) comparison.Differ($"live {scope}: class {node} is not among the children");
        }
    }
}
