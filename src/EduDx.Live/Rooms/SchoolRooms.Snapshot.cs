using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Live.Figures;

namespace EduDx.Live.Rooms;

/// <summary>The fold's state as bytes; rooms are written by registry key, so that it survives a change of the register.</summary>
public sealed partial class SchoolRooms
{
    /// <summary>Writes the whole state.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(School.Rooms.Length);
        for (var r = 0; r < School.Rooms.Length; r++)
        {
            to.Write(School.Rooms[r].Key);
            _counted[r].At.Write(to);
            to.Write(_counted[r].People);
            _air[r].At.Write(to);
            to.Write(_air[r].Ppm);
        }
        to.Write(_meetings.Count);
        foreach (var ((room, id), meeting) in _meetings)
        {
            to.Write(School.Rooms[room].Key);
            to.Write(id);
            Write(to, meeting);
        }
        to.Write(_people.Count);
        foreach (var (day, minutes) in _people)
        {
            to.Write(day.DayNumber);
            to.Write(School.Rooms.Length);
            for (var r = 0; r < School.Rooms.Length; r++)
            {
                to.Write(School.Rooms[r].Key);
                minutes.Save(to, r);
            }
        }
    }

    /// <summary>Reads a state that <see cref="Save"/> wrote onto <paramref name="school"/>; rooms that the school no longer has are left out.</summary>
    public static SchoolRooms Restore(SchoolModel school, BinaryReader from)
    {
        var state = new SchoolRooms(school) { Changes = 1 };
        var slots = new Dictionary<int, int>();
        for (var i = 0; i < school.Rooms.Length; i++) slots[school.Rooms[i].Key] = i;
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var room = slots.GetValueOrDefault(from.ReadInt32(), -1);
            var counted = (Stamp.Read(from), from.ReadInt32());
            var air = (Stamp.Read(from), from.ReadDouble());
            if (room >= 0) (state._counted[room], state._air[room]) = (counted, air);
        }
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var room = slots.GetValueOrDefault(from.ReadInt32(), -1);
            var id = from.ReadString();
            var meeting = ReadMeeting(from);
            if (room >= 0) state._meetings[(room, id)] = meeting;
        }
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var minutes = state._people[DateOnly.FromDayNumber(from.ReadInt32())] = new MinuteBits(school.Rooms.Length);
            for (var r = from.ReadInt32(); r > 0; r--) minutes.Load(from, slots.GetValueOrDefault(from.ReadInt32(), -1));
        }
        return state;
    }

    /// <summary>The same state on a newer model of the school.</summary>
    public SchoolRooms On(SchoolModel newer)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true)) Save(writer);
        memory.Position = 0;
        using var reader = new BinaryReader(memory);
        return Restore(newer, reader);
    }

    private static void Write(BinaryWriter to, Meeting meeting)
    {
        meeting.BookedAt.Write(to);
        to.Write(meeting.StartsMs);
        to.Write(meeting.EndsMs);
        meeting.CancelledAt.Write(to);
        to.Write(meeting.StartedMs);
        to.Write(meeting.EndedMs);
        meeting.InvitedAt.Write(to);
        to.Write(meeting.Invited);
        meeting.CheckedInAt.Write(to);
        to.Write(meeting.CheckedIn);
        to.Write((byte)meeting.Paperless);
    }

    private static Meeting ReadMeeting(BinaryReader from) => new()
    {
        BookedAt = Stamp.Read(from),
        StartsMs = from.ReadInt64(),
        EndsMs = from.ReadInt64(),
        CancelledAt = Stamp.Read(from),
        StartedMs = from.ReadInt64(),
        EndedMs = from.ReadInt64(),
        InvitedAt = Stamp.Read(from),
        Invited = from.ReadInt32(),
        CheckedInAt = Stamp.Read(from),
        CheckedIn = from.ReadInt32(),
        Paperless = (PaperlessStep)from.ReadByte(),
    };
}
