using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.Ops.Pipeline;

/// <summary>Devices by day: <see cref="FigureSeries.Devices"/>.</summary>
public sealed class DeviceFigureRows(LiveViews views) : IFigureSource
{
    /// <inheritdoc/>
    public void Collect(List<FigureRow> rows)
    {
        foreach (var view in views.Devices.All)
        {
            var bucket = LocalTime.StartMs(view.Day);
            for (var d = 0; d < view.Devices.Length; d++)
            {
                var (model, status) = (view.School.Devices[d], view.Devices[d]);
                // A device that was never heard and of which nothing was expected has no day.
                if (status.DutyMinutes == 0 && status.HeardMs == 0) continue;
                rows.Add(new FigureRow(
                    FigureSeries.Devices, bucket, (byte)model.Kind, model.Key, view.School.Commune.Key, view.School.Node.Key,
                    [1, status.DutyMinutes, status.HeardMinutes, status.OnMinutes, status.LessonMinutes, status.Missed, status.Restarts]));
            }
        }
    }
}
