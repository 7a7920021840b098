using System.Runtime.CompilerServices;
using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Live.Devices;

/// <summary>
/// The devices of one school: the fold. One writer. A pure function of its events and of the register: a repeat changes
/// nothing, any order gives the same state, and time arrives only as the tick of <see cref="View"/>.
/// <para>Hot path: folding telemetry allocates nothing once the device's day is there.</para>
/// </summary>
public sealed partial class SchoolDevices
{
    /// <summary>Most metrics that a type can list.</summary>
    public const int MaxMetrics = 8;

    private const int MinuteMs = 60_000;

    private readonly DeviceTrack[] _tracks;
    private readonly MetricTrack[] _metrics;
    private readonly Dictionary<DateOnly, DevicesDay> _days = [];

    /// <summary>Nothing heard yet.</summary>
    public SchoolDevices(SchoolModel school)
    {
        School = school;
        _tracks = new DeviceTrack[school.Devices.Length];
        _metrics = new MetricTrack[school.Devices.Length * MaxMetrics];
    }

    /// <summary>The school as the fold sees it.</summary>
    public SchoolModel School { get; }

    /// <summary>Increases with each event that changed something.</summary>
    public long Changes { get; private set; }

    /// <summary>Days of which something is known.</summary>
    public IEnumerable<DateOnly> Days => _days.Keys;

    /// <summary>Increases with each event that changed something of <paramref name="day"/>; 0 when nothing is known of it.</summary>
    public long ChangesOf(DateOnly day) => _days.TryGetValue(day, out var known) ? known.Changes : 0;

    /// <summary>Folds an event of the device at <paramref name="slot"/> of <see cref="SchoolModel.Devices"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fold(in EventHeader e, ReadOnlySpan<byte> bytes, int slot)
    {
        ref var track = ref _tracks[slot];
        Changes++;
        switch (e.Type)
        {
            case EventType.Status:
                var status = StatusBody.Read(bytes);
                track.Say(e, status);
                if (!status.Online) return;
                break;
            case EventType.Scan:
                var scan = ScanBody.Read(bytes);
                // A phone says nothing about the kiosk.
                if (scan.Mode != ScanMode.Kiosk) return;
                track.Place(e, scan.Verdict);
                track.Hear(e);
                break;
            case EventType.Meeting:
                // Who books or calls off a meeting is not the room.
                if (MeetingBody.Read(bytes).State is MeetingState.Scheduled or MeetingState.Cancelled) return;
                track.Hear(e);
                break;
            default:
                track.Hear(e);
                break;
        }
        Mark(e, bytes, slot);
    }

    /// <summary>Forgets the days before <paramref name="first"/>.</summary>
    public void DropBefore(DateOnly first)
    {
        foreach (var day in _days.Keys.Where(d => d < first).ToArray()) _days.Remove(day);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Mark(in EventHeader e, ReadOnlySpan<byte> bytes, int slot)
    {
        var date = LocalTime.DayOf(e.AtMs);
        if (!_days.TryGetValue(date, out var day)) _days[date] = day = new DevicesDay(date, _tracks.Length);
        var minute = (int)((e.AtMs - LocalTime.StartMs(date)) / MinuteMs);
        day.Heard.Mark(slot, minute);
        if (e.Seq > 0) (day.Sequences[slot] ??= new SequenceSet()).Add(e.Boot, e.Seq);
        if (e.Type == EventType.Telemetry) FoldMetrics(e, bytes, slot, day, minute);
        else if (e.Type == EventType.Occupancy && OccupancyBody.Read(bytes).Co2Ppm is var co2 && !double.IsNaN(co2)) Say(e, slot, "co2_ppm"u8, co2);
        day.Changes++;
    }

    private void FoldMetrics(in EventHeader e, ReadOnlySpan<byte> bytes, int slot, DevicesDay day, int minute)
    {
        var body = TelemetryBody.Read(bytes);
        while (body.Next(out var name, out var value))
        {
            if (value >= 0.5 && name.SequenceEqual("on"u8)) day.On.Mark(slot, minute);
            Say(e, slot, name, value);
        }
    }

    private void Say(in EventHeader e, int slot, ReadOnlySpan<byte> name, double value)
    {
        var metric = School.Devices[slot].Type.MetricIndex(name);
        if (metric >= 0) _metrics[slot * MaxMetrics + metric].Say(new Stamp(e.AtMs, e.Id), e.ReceivedMs, value);
    }
}
