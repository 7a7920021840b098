using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// Finds the groups whose figures changed since they were last stored. After a restart it knows nothing and hands out all
/// retained days once more: rows replace rows, so that is harmless.
/// </summary>
internal sealed class OutcomeCollector(LiveViews views)
{
    private readonly Dictionary<(DateOnly Day, int SchoolKey), SchoolView> _stored = [];

    /// <summary>Adds the changed rows.</summary>
    /// <returns>What to hand to <see cref="Stored"/> once the rows are in the store.</returns>
    public List<SchoolView> Collect(List<OutcomeRow> rows)
    {
        var changed = new List<SchoolView>();
        foreach (var view in views.Attendance.All)
        {
            var before = _stored.GetValueOrDefault((view.Day, view.School.Node.Key));
            if (ReferenceEquals(view, before)) continue;
            AddRows(view, before, rows);
            changed.Add(view);
        }
        return changed;
    }

    /// <summary>Notes that the rows of <paramref name="collected"/> are in the store.</summary>
    public void Stored(List<SchoolView> collected)
    {
        foreach (var view in collected) _stored[(view.Day, view.School.Node.Key)] = view;
        var kept = views.Attendance.DayList.ToHashSet();
        foreach (var key in _stored.Keys.Where(k => !kept.Contains(k.Day)).ToArray()) _stored.Remove(key);
    }

    private static void AddRows(SchoolView view, SchoolView? stored, List<OutcomeRow> rows)
    {
        // Another roster: positions of groups may have moved.
        var before = ReferenceEquals(stored?.School, view.School) ? stored.Counts : null;
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
