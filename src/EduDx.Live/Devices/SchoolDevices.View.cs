using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.Live.Devices;

/// <summary>From the folded state and a tick to figures.</summary>
public sealed partial class SchoolDevices
{
    /// <summary>The devices on <paramref name="day"/> at <paramref name="nowMs"/>. Pure: the same state and tick give the same figures.</summary>
    /// <param name="day">A local day; states are those of now only when it is the day of the tick.</param>
    /// <param name="nowMs">The tick, Unix milliseconds.</param>
    /// <param name="listening">Since when the server listens.</param>
    public DevicesView View(DateOnly day, long nowMs, Listening listening)
    {
        var known = _days.GetValueOrDefault(day);
        var devices = new DeviceStatus[_tracks.Length];
        var start = LocalTime.StartMs(day);
        var changes = start + LocalTime.DayMs;
        var now = (int)Math.Clamp((nowMs - start) / MinuteMs, 0, 24 * 60);
        var windows = new (long FromMs, long ToMs)?[School.Campuses.Length * 2];
        for (var campus = 0; campus < School.Campuses.Length; campus++)
        {
            windows[campus * 2] = DutyWindow.Of(School, campus, DutyHours.School, day);
            windows[campus * 2 + 1] = DutyWindow.Of(School, campus, DutyHours.Always, day);
        }
        for (var slot = 0; slot < devices.Length; slot++)
        {
            var model = School.Devices[slot];
            var window = windows[model.Campus * 2 + (model.Type.Duty == DutyHours.Always ? 1 : 0)];
            devices[slot] = Status(slot, model, window, known, start, now, nowMs, listening, ref changes);
        }
        return new DevicesView { School = School, Day = day, AsOfMs = nowMs, Devices = devices, ChangesMs = changes };
    }

    private DeviceStatus Status(
        int slot, DeviceModel model, (long FromMs, long ToMs)? window, DevicesDay? day, long start, int now, long nowMs, Listening listening, ref long changes)
    {
        ref var track = ref _tracks[slot];
        var left = DutyWindow.LeftOf(window, School, model.Type.Duty, LocalTime.DayOf(start), nowMs);
        var (state, since, next) = Liveness.Of(listening.ClockAt(track.HeardMs), listening.ClockAt(track.SaidOfflineMs), left, listening, model.Type.OfflineAfterMs, nowMs);
        changes = Math.Min(changes, next);
        byte silent = 0;
        if (state == DeviceState.Online)
        {
            (silent, var silentSince, var silentNext) = SilentMetrics(slot, model.Type, left!.Value.FromMs, listening, nowMs);
            changes = Math.Min(changes, silentNext);
            if (track.Outside) (state, since) = (DeviceState.Quarantined, track.PlaceAt.AtMs);
            else if (silent != 0) (state, since) = (DeviceState.Degraded, silentSince);
        }
        var (from, to) = window is { } w ? (Math.Min(now, Minute(w.FromMs, start)), Math.Min(now, Minute(w.ToMs, start))) : (0, 0);
        var (closedFrom, closedTo) = DutyWindow.Takes(School, model.Type.Duty, LocalTime.DayOf(start), out var closed) ? (Math.Clamp(closed.From, from, to), Math.Clamp(closed.To, from, to)) : (from, from);
        var sequence = day?.Sequences[slot];
        return new DeviceStatus
        {
            State = state,
            SinceMs = since,
            HeardMs = listening.ClockAt(track.HeardMs),
            SkewMs = track.SkewBucket == 0 ? null : track.SkewMs,
            Missed = (int)Math.Min(sequence?.Missed ?? 0, int.MaxValue),
            Restarts = Math.Max(0, (sequence?.Boots ?? 0) - 1),
            OnMinutes = day?.On.Count(slot, 0, 24 * 60) ?? 0,
            LessonMinutes = day?.On.CountBoth(slot, day.Lessons ??= Lessons(day.Date), model.Group >= 0 ? model.Group : School.Groups.Length + model.Campus) ?? 0,
            HeardMinutes = day is null ? 0 : day.Heard.Count(slot, from, closedFrom) + day.Heard.Count(slot, closedTo, to),
            DutyMinutes = to - from - (closedTo - closedFrom),
            SilentMetrics = silent,
            Values = Values(slot, model.Type),
            Firmware = track.Firmware,
        };
    }

    private (byte Silent, long SinceMs, long ChangesMs) SilentMetrics(int slot, DeviceType type, long dutyFromMs, Listening listening, long nowMs)
    {
        byte silent = 0;
        var (first, next) = (long.MaxValue, long.MaxValue);
        for (var m = 0; m < type.Metrics.Length; m++)
        {
            var (isSilent, since) = Liveness.OfMetric(listening.ClockAt(_metrics[slot * MaxMetrics + m].HeardMs), dutyFromMs, listening.UnbrokenMs, type.Metrics[m].SilentSeconds, nowMs);
            if (!isSilent)
            {
                next = Math.Min(next, since);
                continue;
            }
            silent |= (byte)(1 << m);
            first = Math.Min(first, since);
        }
        return (silent, first, next);
    }

    // Minutes in a session of the device's class, or of any class of its campus: a class's own position, campuses behind the classes.
    private MinuteBits Lessons(DateOnly day)
    {
        var lessons = new MinuteBits(School.Groups.Length + School.Campuses.Length);
        if (!CalendarRule.Decide(School.Calendar, day).Open) return lessons;
        var closed = School.ClosedMinutes(day) ?? (24 * 60, 24 * 60);
        for (var g = 0; g < School.Groups.Length; g++)
        {
            var group = School.Groups[g];
            foreach (var session in group.IsStaff ? [] : group.Sessions)
            {
                foreach (var (from, to) in ((int, int)[])[(session.Starts, Math.Min(session.Ends, closed.From)), (Math.Max(session.Starts, closed.To), session.Ends)])
                {
                    if (from >= to) continue;
                    lessons.MarkRange(g, from, to);
                    lessons.MarkRange(School.Groups.Length + group.Campus, from, to);
                }
            }
        }
        return lessons;
    }

    private double[] Values(int slot, DeviceType type)
    {
        var values = new double[type.Metrics.Length];
        for (var m = 0; m < values.Length; m++)
        {
            ref var metric = ref _metrics[slot * MaxMetrics + m];
            values[m] = metric.HeardMs == 0 ? double.NaN : metric.Value;
        }
        return values;
    }

    private static int Minute(long ms, long start) => (int)((ms - start) / MinuteMs);
}
