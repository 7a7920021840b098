using System.Text;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Live.Figures;

namespace EduDx.Live.Rooms;

/// <summary>
/// The meeting rooms of one school: the fold. One writer. A repeat changes nothing, any order gives the same state, and time
/// arrives only as the tick of <see cref="View"/>.
/// </summary>
public sealed partial class SchoolRooms
{
    // A source that invents meetings must not fill the memory; the rest is in the log.
    private const int MaxMeetings = 10_000;

    private readonly Dictionary<(int Room, string Id), Meeting> _meetings = [];
    private readonly Dictionary<DateOnly, MinuteBits> _people = [];
    private readonly (Stamp At, int People)[] _counted;
    private readonly (Stamp At, double Ppm)[] _air;

    /// <summary>Nothing booked yet.</summary>
    public SchoolRooms(SchoolModel school)
    {
        School = school;
        _counted = new (Stamp, int)[school.Rooms.Length];
        _air = new (Stamp, double)[school.Rooms.Length];
    }

    /// <summary>The school as the fold sees it.</summary>
    public SchoolModel School { get; }

    /// <summary>Increases with each event.</summary>
    public long Changes { get; private set; }

    /// <summary>Folds a meeting or an occupancy of the room at <paramref name="room"/> of <see cref="SchoolModel.Rooms"/>.</summary>
    public void Fold(in EventHeader e, ReadOnlySpan<byte> bytes, int room)
    {
        Changes++;
        if (e.Type == EventType.Meeting) FoldMeeting(e, MeetingBody.Read(bytes), room);
        else FoldOccupancy(e, OccupancyBody.Read(bytes), room);
    }

    /// <summary>Forgets what was over before <paramref name="first"/>.</summary>
    public void DropBefore(DateOnly first)
    {
        var ms = LocalTime.StartMs(first);
        foreach (var key in _meetings.Where(m => LastMs(m.Value) < ms).Select(m => m.Key).ToArray()) _meetings.Remove(key);
        foreach (var day in _people.Keys.Where(d => d < first).ToArray()) _people.Remove(day);
    }

    private void FoldMeeting(in EventHeader e, in MeetingBody body, int room)
    {
        var id = Encoding.UTF8.GetString(body.Meeting);
        if (!_meetings.TryGetValue((room, id), out var meeting))
        {
            if (_meetings.Count >= MaxMeetings) return;
            _meetings[(room, id)] = meeting = new Meeting();
        }
        meeting.Fold(e, body);
    }

    private void FoldOccupancy(in EventHeader e, in OccupancyBody body, int room)
    {
        var stamp = new Stamp(e.AtMs, e.Id);
        var day = LocalTime.DayOf(e.AtMs);
        if (stamp.IsAfter(_counted[room].At)) _counted[room] = (stamp, body.People);
        if (!double.IsNaN(body.Co2Ppm) && stamp.IsAfter(_air[room].At)) _air[room] = (stamp, body.Co2Ppm);
        if (body.People == 0) return;
        if (!_people.TryGetValue(day, out var minutes)) _people[day] = minutes = new MinuteBits(School.Rooms.Length);
        minutes.Mark(room, (int)((e.AtMs - LocalTime.StartMs(day)) / 60_000));
    }

    private static long LastMs(Meeting m) => Math.Max(Math.Max(m.EndsMs, m.EndedMs), Math.Max(m.StartedMs, Math.Max(m.BookedAt.AtMs, m.CancelledAt.AtMs)));
}
