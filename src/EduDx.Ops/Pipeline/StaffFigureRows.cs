using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.Ops.Pipeline;

/// <summary>Where the staff of campuses arrived, by day: <see cref="FigureSeries.Staff"/>.</summary>
public sealed class StaffFigureRows(LiveViews views) : IFigureSource
{
    /// <inheritdoc/>
    public void Collect(List<FigureRow> rows)
    {
        foreach (var view in views.Attendance.All)
        {
            var school = view.School;
            for (var g = 0; g < school.Groups.Length; g++)
            {
                var group = school.Groups[g];
                if (!group.IsStaff) continue;
                var values = new long[FigureSeries.Staff.Columns.Length];
                foreach (var member in view.Staff)
                {
                    if (school.PersonGroups[member.Slot] != g || member.FirstInMs < 0) continue;
                    values[member.Place switch { PlaceVerdict.Inside => 0, PlaceVerdict.Outside => 1, PlaceVerdict.Uncertain => 2, _ => 3 }]++;
                    if (member.State == PersonState.Late) values[4]++;
                    if (member.State == PersonState.LeftEarly) values[5]++;
                }
                rows.Add(new FigureRow(FigureSeries.Staff, LocalTime.StartMs(view.Day), 0, group.Node.Key, school.Commune.Key, school.Node.Key, values));
            }
        }
    }
}
