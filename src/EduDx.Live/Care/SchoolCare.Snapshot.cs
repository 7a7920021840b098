using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>The fold's state as bytes. Everything is written by registry key, so that it survives a change of the register.</summary>
public sealed partial class SchoolCare
{
    /// <summary>Writes the whole state.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(_days.Count);
        foreach (var (date, day) in _days)
        {
            to.Write(date.DayNumber);
            day.Save(to);
        }
        to.Write(_samples.Count);
        foreach (var ((kitchen, dish, meal), track) in _samples)
        {
            to.Write(kitchen);
            to.Write(dish);
            to.Write((byte)meal);
            track.Save(to);
        }
        to.Write(_fridges.Count);
        foreach (var (key, fridge) in _fridges)
        {
            to.Write(key);
            fridge.Save(to);
        }
    }

    /// <summary>Reads a state that <see cref="Save"/> wrote onto <paramref name="school"/>; what the school no longer has is kept and not shown.</summary>
    public static SchoolCare Restore(SchoolModel school, BinaryReader from)
    {
        var state = new SchoolCare(school) { Changes = 1 };
        for (var n = from.ReadInt32(); n > 0; n--) state._days[DateOnly.FromDayNumber(from.ReadInt32())] = CareDay.Load(from);
        for (var n = from.ReadInt32(); n > 0; n--) state._samples[(from.ReadInt32(), from.ReadString(), (MealName)from.ReadByte())] = SampleTrack.Load(from);
        for (var n = from.ReadInt32(); n > 0; n--) state._fridges[from.ReadInt32()] = FridgeTrack.Load(from);
        return state;
    }

    /// <summary>The same state on a newer model of the school.</summary>
    public SchoolCare On(SchoolModel newer)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true)) Save(writer);
        memory.Position = 0;
        using var reader = new BinaryReader(memory);
        return Restore(newer, reader);
    }
}
