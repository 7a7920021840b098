using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.Live.Rooms;

/// <summary>From the folded state and a tick to figures.</summary>
public sealed partial class SchoolRooms
{
    private const int MinuteMs = 60_000;
    private const int MinutesADay = 24 * 60;

    /// <summary>The days that bookings, meetings and counts speak of.</summary>
    public IEnumerable<DateOnly> Days =>
        _meetings.Values.Where(m => m.StartsMs != 0 || m.StartedMs != 0).Select(m => LocalTime.DayOf(StartOf(m))).Concat(_people.Keys).Distinct();

    /// <summary>The rooms on <paramref name="day"/> at <paramref name="nowMs"/>. Pure: the same state and tick give the same figures.</summary>
    public RoomsView View(DateOnly day, long nowMs, RoomRules rules)
    {
        var start = LocalTime.StartMs(day);
        var now = (int)Math.Clamp((nowMs - start) / MinuteMs, 0, MinutesADay);
        var used = new MinuteBits(School.Rooms.Length);
        var booked = new MinuteBits(School.Rooms.Length);
        var people = _people.GetValueOrDefault(day);
        var changes = start + LocalTime.DayMs;
        var meetings = new List<MeetingStatus>();
        foreach (var ((room, id), meeting) in _meetings)
        {
            // A room cannot say that a meeting ended which nobody booked or began.
            if (StartOf(meeting) == 0 || LocalTime.DayOf(StartOf(meeting)) != day) continue;
            var status = Status(id, room, meeting, day, nowMs, rules, ref changes);
            meetings.Add(status);
            if (status.StartsMs != 0 && status.Outcome != MeetingOutcome.Cancelled) booked.MarkRange(room, Minute(status.StartsMs, start), MinuteUp(status.EndsMs, start));
            if (status.StartedMs != 0) used.MarkRange(room, Minute(status.StartedMs, start), Math.Min(MinuteUp(status.EndedMs == 0 ? nowMs : status.EndedMs, start), now + 1));
        }
        meetings.Sort((a, b) => a.Room != b.Room ? a.Room.CompareTo(b.Room) : a.StartsMs != b.StartsMs ? a.StartsMs.CompareTo(b.StartsMs) : string.CompareOrdinal(a.Id, b.Id));
        var rooms = new RoomStatus[School.Rooms.Length];
        for (var r = 0; r < rooms.Length; r++)
        {
            if (people is not null) used.Unite(r, people, r);
            var (counted, air) = (_counted[r], _air[r]);
            var today = LocalTime.DayOf(counted.At.AtMs) == day;
            rooms[r] = new RoomStatus(
                today ? counted.People : -1, today ? counted.At.AtMs : 0, LocalTime.DayOf(air.At.AtMs) == day ? air.Ppm : double.NaN, ByHour(used, r), ByHour(booked, r));
        }
        return new RoomsView { School = School, Day = day, AsOfMs = nowMs, Rooms = rooms, Meetings = [.. meetings], ChangesMs = changes };
    }

    private MeetingStatus Status(string id, int room, Meeting meeting, DateOnly day, long nowMs, RoomRules rules, ref long changes)
    {
        var (starts, ends) = meeting.StartsMs == 0 ? (meeting.StartedMs, Math.Max(meeting.StartedMs, meeting.EndedMs)) : (meeting.StartsMs, meeting.EndsMs);
        var ended = meeting.EndedMs >= meeting.StartedMs ? meeting.EndedMs : 0;
        var release = starts + rules.NoShowMinutes * (long)MinuteMs;
        var outcome = MeetingOutcome.Upcoming;
        if (meeting.StartedMs != 0) outcome = ended != 0 ? MeetingOutcome.Held : MeetingOutcome.Running;
        else if (meeting.IsCancelled) outcome = MeetingOutcome.Cancelled;
        else if (CameTo(room, day, starts, ends)) outcome = nowMs < ends ? MeetingOutcome.Running : MeetingOutcome.Held;
        else if (nowMs >= release) outcome = MeetingOutcome.NoShow;
        foreach (var at in (ReadOnlySpan<long>)[starts, release, ends])
        {
            if (at > nowMs) changes = Math.Min(changes, at);
        }
        return new MeetingStatus(id, room, starts, ends, meeting.StartedMs, ended, outcome, meeting.Invited, meeting.CheckedIn, meeting.Paperless);
    }

    // People in the room from five minutes before the booked start until the end: they came, also when nobody pressed a button.
    private bool CameTo(int room, DateOnly day, long startsMs, long endsMs)
    {
        if (!_people.TryGetValue(day, out var people)) return false;
        var start = LocalTime.StartMs(day);
        return people.Count(room, Math.Max(0, Minute(startsMs, start) - 5), Math.Min(MinutesADay, MinuteUp(endsMs, start))) > 0;
    }

    private static short[] ByHour(MinuteBits minutes, int room)
    {
        var hours = new short[24];
        for (var hour = 0; hour < hours.Length; hour++) hours[hour] = (short)minutes.Count(room, hour * 60, hour * 60 + 60);
        return hours;
    }

    private static long StartOf(Meeting m) => m.StartsMs != 0 ? m.StartsMs : m.StartedMs;

    private static int Minute(long ms, long start) => (int)Math.Clamp((ms - start) / MinuteMs, 0, MinutesADay);

    private static int MinuteUp(long ms, long start) => (int)Math.Clamp((ms - start + MinuteMs - 1) / MinuteMs, 0, MinutesADay);
}
