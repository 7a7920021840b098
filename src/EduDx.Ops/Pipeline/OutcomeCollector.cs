using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// Finds the groups whose figures changed since they were last stored. After a restart it knows nothing and hands out all
/// retained days once more: rows replace rows, so that is harmless.
/// </summary>
internal sealed class OutcomeCollector(LiveViews views)
{
    private readonly Dictionary<(DateOnly Day, int SchoolKey), StateCounts[]> _stored = [];
    private long _version;

    /// <summary>Adds the changed rows.</summary>
    /// <returns>What to hand to <see cref="Stored"/> once the rows are in the store.</returns>
    public (long Version, List<SchoolView> Views) Collect(List<OutcomeRow> rows)
    {
        var newest = _version;
        var changed = new List<SchoolView>();
        foreach (var (view, version) in views.Since(_version))
        {
            newest = Math.Max(newest, version);
            AddRows(view, rows);
            changed.Add(view);
        }
        return (newest, changed);
    }

    /// <summary>Notes that the rows of <paramref name="collected"/> are in the store.</summary>
    public void Stored((long Version, List<SchoolView> Views) collected)
    {
        _version = collected.Version;
        foreach (var view in collected.Views) _stored[(view.Day, view.School.Node.Key)] = view.Counts;
    }

    private void AddRows(SchoolView view, List<OutcomeRow> rows)
    {
        var before = _stored.GetValueOrDefault((view.Day, view.School.Node.Key));
        // Another roster: positions of groups may have moved.
        if (before?.Length != view.Counts.Length) before = null;
        var school = view.School;
        for (var i = 0; i < view.Counts.Length; i++)
        {
            var group = school.Groups[i / 2];
            if (i % 2 >= group.Sessions.Length || (before is not null && before[i] == view.Counts[i])) continue;
            var session = group.Sessions[i % 2];
            rows.Add(new OutcomeRow(view.Day, session.Kind, session.Starts, school.Commune.Key, school.Node.Key, group.Node.Key, group.IsStaff, view.Counts[i]));
        }
    }
}
