using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Live.Figures;
using EduDx.Live.Rooms;

namespace EduDx.Ops.Pipeline;

/// <summary>Meeting rooms by hour: <see cref="FigureSeries.Rooms"/>.</summary>
public sealed class RoomFigureRows(LiveViews views) : IFigureSource
{
    private const long HourMs = 3_600_000;
    private const int Columns = 9;

    /// <inheritdoc/>
    public void Collect(List<FigureRow> rows)
    {
        foreach (var view in views.Rooms.All)
        {
            for (var r = 0; r < view.Rooms.Length; r++) Collect(view, r, rows);
        }
    }

    private static void Collect(RoomsView view, int room, List<FigureRow> rows)
    {
        var midnight = LocalTime.StartMs(view.Day);
        var hours = new long[24][];
        // All hours: a meeting that moves must leave zeros behind.
        for (var hour = 0; hour < hours.Length; hour++)
        {
            hours[hour] = new long[Columns];
            (hours[hour][0], hours[hour][1]) = (view.Rooms[room].UsedMinutes[hour], view.Rooms[room].BookedMinutes[hour]);
        }
        foreach (var meeting in view.Meetings)
        {
            if (meeting.Room != room) continue;
            var values = hours[(int)Math.Clamp((meeting.StartsMs - midnight) / HourMs, 0, 23)];
            values[2]++;
            if (meeting.Outcome == MeetingOutcome.Held) values[3]++;
            if (meeting.Outcome == MeetingOutcome.NoShow) values[4]++;
            if (meeting.Outcome == MeetingOutcome.Cancelled)
            {
                values[5]++;
                continue;
            }
            if (meeting.Paperless != PaperlessStep.None) values[6]++;
            values[7] += meeting.Invited;
            values[8] += meeting.CheckedIn;
        }
        var model = view.School.Rooms[room];
        for (var hour = 0; hour < hours.Length; hour++)
        {
            rows.Add(new FigureRow(FigureSeries.Rooms, midnight + hour * HourMs, (byte)DeviceKind.Room, model.Key, view.School.Commune.Key, view.School.Node.Key, hours[hour]));
        }
    }
}
