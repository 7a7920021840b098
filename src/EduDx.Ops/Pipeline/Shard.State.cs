using System.Text;
using EduDx.Live.Attendance;
using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Rooms;
using Microsoft.IO;

namespace EduDx.Ops.Pipeline;

/// <summary>Snapshots, and a newer model.</summary>
internal sealed partial class Shard
{
    // A snapshot of a city is tens of megabytes, again and again: blocks that are used again. As many are kept as a snapshot needed, and never more than this.
    private static readonly RecyclableMemoryStreamManager Blocks = new(new RecyclableMemoryStreamManager.Options { BlockSize = 256 << 10, MaximumSmallPoolFreeBytes = 256 << 20 });

    /// <summary>Puts a state from a snapshot in place, before <see cref="RunAsync"/>.</summary>
    public void Restore(BinaryReader from, long offset)
    {
        _offset = offset;
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var (key, day) = (from.ReadInt32(), DateOnly.FromDayNumber(from.ReadInt32()));
            using var part = Part(from);
            if (_schools.TryGetValue(key, out var school)) _days[(key, day)] = new Entry(SchoolDay.Restore(_city.SchoolOn(school, day), day, part));
        }
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var key = from.ReadInt32();
            using var devices = Part(from);
            using var rooms = Part(from);
            using var care = from.ReadBoolean() ? Part(from) : null;
            if (!_schools.TryGetValue(key, out var school)) continue;
            _equipment[key] = new Equipment(SchoolDevices.Restore(school, devices), SchoolRooms.Restore(school, rooms), !school.IsKindergarten ? null : care is null ? new SchoolCare(school) : SchoolCare.Restore(school, care));
        }
    }

    private static RecyclableMemoryStream Save(Action<BinaryWriter> save)
    {
        var memory = Blocks.GetStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true);
        save(writer);
        return memory;
    }

    private void Save(BinaryWriter writer)
    {
        var kept = _days.Where(d => d.Value.State.Changes > 0).ToArray();
        writer.Write(kept.Length);
        foreach (var ((key, day), entry) in kept)
        {
            writer.Write(key);
            writer.Write(day.DayNumber);
            WritePart(writer, entry.State.Save);
        }
        var heard = _equipment.Where(e => e.Value.Devices.Changes > 0 || e.Value.Care?.Changes > 0).ToArray();
        writer.Write(heard.Length);
        foreach (var (key, equipment) in heard)
        {
            writer.Write(key);
            WritePart(writer, equipment.Devices.Save);
            WritePart(writer, equipment.Rooms.Save);
            writer.Write(equipment.Care is not null);
            if (equipment.Care is not null) WritePart(writer, equipment.Care.Save);
        }
    }

    private void Take(TakeModel take)
    {
        _city = take.City;
        Index(_city);
        foreach (var (key, entry) in _days.ToArray())
        {
            // Schools about which nothing changed keep their state as it is: a closure must be in force at once.
            if (!_schools.TryGetValue(key.SchoolKey, out var school)) _days.Remove(key);
            else if (_city.SchoolOn(school, key.Day) is var ofDay && !ReferenceEquals(entry.State.School, ofDay)) _days[key] = new Entry(entry.State.On(ofDay));
        }
        foreach (var (key, equipment) in _equipment.ToArray())
        {
            if (!_schools.TryGetValue(key, out var school)) _equipment.Remove(key);
            else if (!ReferenceEquals(equipment.Devices.School, school))
            {
                _equipment[key] = new Equipment(equipment.Devices.On(school), equipment.Rooms.On(school), !school.IsKindergarten ? null : equipment.Care?.On(school) ?? new SchoolCare(school));
            }
        }
        _lastMinute = 0;
    }

    private void Index(CityModel city)
    {
        _schools = city.Schools.Where(s => (uint)s.Node.Key % (uint)_count == _index).ToDictionary(s => s.Node.Key);
        _sources = [];
        foreach (var school in _schools.Values)
        {
            for (var k = 0; k < school.Kiosks.Length; k++) _sources[((byte)DeviceKind.Kiosk, school.Kiosks[k].Key)] = (k, k);
            for (var d = school.Kiosks.Length; d < school.Devices.Length; d++)
            {
                _sources[((byte)school.Devices[d].Kind, school.Devices[d].Key)] = (d, school.Devices[d].Room);
            }
        }
    }

    // Its length before it, known when it is written: no memory of its own for each part.
    private static void WritePart(BinaryWriter to, Action<BinaryWriter> save)
    {
        var at = to.BaseStream.Position;
        to.Write(0);
        save(to);
        var end = to.BaseStream.Position;
        to.BaseStream.Position = at;
        to.Write((int)(end - at - sizeof(int)));
        to.BaseStream.Position = end;
    }

    private static BinaryReader Part(BinaryReader from) => new(new MemoryStream(from.ReadBytes(from.ReadInt32())));
}
