using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Live.Devices;

/// <summary>
/// The fold's state as bytes. Devices are written by kind and registry key, so that a snapshot survives a change of the register:
/// restoring onto a newer model is also how a running fold takes the newer model.
/// </summary>
public sealed partial class SchoolDevices
{
    /// <summary>Writes the whole state.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(School.Devices.Length);
        for (var slot = 0; slot < _tracks.Length; slot++)
        {
            WriteKey(to, slot);
            Write(to, _tracks[slot]);
            var type = School.Devices[slot].Type;
            to.Write((byte)type.Metrics.Length);
            for (var m = 0; m < type.Metrics.Length; m++)
            {
                to.Write(type.Metrics[m].Name);
                ref var metric = ref _metrics[slot * MaxMetrics + m];
                metric.At.Write(to);
                to.Write(metric.Value);
                to.Write(metric.HeardMs);
            }
        }
        to.Write(_days.Count);
        foreach (var day in _days.Values) Save(to, day);
    }

    /// <summary>Reads a state that <see cref="Save(BinaryWriter)"/> wrote onto <paramref name="school"/>; devices that the school no longer has are left out.</summary>
    public static SchoolDevices Restore(SchoolModel school, BinaryReader from)
    {
        var state = new SchoolDevices(school) { Changes = 1 };
        var slots = new Dictionary<(DeviceKind, int), int>(school.Devices.Length);
        for (var i = 0; i < school.Devices.Length; i++) slots[(school.Devices[i].Kind, school.Devices[i].Key)] = i;
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var slot = ReadKey(from, slots);
            var track = ReadTrack(from);
            if (slot >= 0) state._tracks[slot] = track;
            for (var m = from.ReadByte(); m > 0; m--)
            {
                var name = from.ReadString();
                var index = slot < 0 ? -1 : Array.FindIndex(school.Devices[slot].Type.Metrics, t => t.Name == name);
                var metric = new MetricTrack { At = Stamp.Read(from), Value = from.ReadDouble(), HeardMs = from.ReadInt64() };
                if (index >= 0) state._metrics[slot * MaxMetrics + index] = metric;
            }
        }
        for (var n = from.ReadInt32(); n > 0; n--) state.LoadDay(from, slots);
        return state;
    }

    /// <summary>The same state on a newer model of the school.</summary>
    public SchoolDevices On(SchoolModel newer)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true)) Save(writer);
        memory.Position = 0;
        using var reader = new BinaryReader(memory);
        return Restore(newer, reader);
    }

    private void Save(BinaryWriter to, DevicesDay day)
    {
        to.Write(day.Date.DayNumber);
        var used = Enumerable.Range(0, _tracks.Length).Where(s => !day.Heard.IsEmpty(s)).ToArray();
        to.Write(used.Length);
        foreach (var slot in used)
        {
            WriteKey(to, slot);
            day.Heard.Save(to, slot);
            day.On.Save(to, slot);
            var intervals = day.Sequences[slot]?.Intervals ?? [];
            to.Write(intervals.Count);
            foreach (var (boot, first, last) in intervals)
            {
                to.Write(boot);
                to.Write(first);
                to.Write(last);
            }
        }
    }

    private void LoadDay(BinaryReader from, Dictionary<(DeviceKind, int), int> slots)
    {
        var day = new DevicesDay(DateOnly.FromDayNumber(from.ReadInt32()), _tracks.Length);
        _days[day.Date] = day;
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var slot = ReadKey(from, slots);
            day.Heard.Load(from, slot);
            day.On.Load(from, slot);
            var sequence = new SequenceSet();
            for (var i = from.ReadInt32(); i > 0; i--) sequence.Restore(from.ReadUInt32(), from.ReadUInt64(), from.ReadUInt64());
            if (slot >= 0 && sequence.Intervals.Count > 0) day.Sequences[slot] = sequence;
        }
    }

    private void WriteKey(BinaryWriter to, int slot)
    {
        to.Write((byte)School.Devices[slot].Kind);
        to.Write(School.Devices[slot].Key);
    }

    private static int ReadKey(BinaryReader from, Dictionary<(DeviceKind, int), int> slots) =>
        slots.GetValueOrDefault(((DeviceKind)from.ReadByte(), from.ReadInt32()), -1);

    private static void Write(BinaryWriter to, in DeviceTrack track)
    {
        to.Write(track.HeardMs);
        to.Write(track.SaidOfflineMs);
        track.FirmwareAt.Write(to);
        to.Write(track.Firmware ?? "");
        track.PlaceAt.Write(to);
        to.Write(track.Outside);
        to.Write(track.SkewBucket);
        to.Write(track.SkewMs);
    }

    private static DeviceTrack ReadTrack(BinaryReader from) => new()
    {
        HeardMs = from.ReadInt64(),
        SaidOfflineMs = from.ReadInt64(),
        FirmwareAt = Stamp.Read(from),
        Firmware = from.ReadString() is { Length: > 0 } firmware ? firmware : null,
        PlaceAt = Stamp.Read(from),
        Outside = from.ReadBoolean(),
        SkewBucket = from.ReadInt64(),
        SkewMs = from.ReadInt64(),
    };
}
