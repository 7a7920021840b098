using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;

namespace EduDx.Live.Alarms;

/// <summary>One device as the rules watch it. One writer.</summary>
internal sealed class DeviceWatch(SchoolModel school, DeviceModel model, AlarmRule[] rules)
{
    public DeviceTrack Track;
    public ulong Connects;
    public long ConnectMinute;

    public SchoolModel School { get; } = school;
    public DeviceModel Model { get; } = model;
    public AlarmRule[] Rules { get; } = rules;
    public RuleState[] States { get; } = new RuleState[rules.Length];
    public MetricTrack[] Metrics { get; } = new MetricTrack[model.Type.Metrics.Length];
    public MinuteRing?[] Rings { get; } = new MinuteRing?[model.Type.Metrics.Length];
    public DeviceState State { get; set; }
    public long StateSinceMs { get; set; }

    /// <summary>The tick at which it was last found to be back, Unix milliseconds; 0 for never.</summary>
    public long BackMs { get; set; }

    public Subject Subject => new((byte)Model.Kind, Model.Key);

    public string Name => $"{School.Node.Id}/{Model.Kind.ToString().ToLowerInvariant()}/{Model.Source}";

    /// <summary>Takes over what the same device knew under an older model.</summary>
    public void TakeFrom(DeviceWatch older)
    {
        (Track, Connects, ConnectMinute, State, StateSinceMs, BackMs) = (older.Track, older.Connects, older.ConnectMinute, older.State, older.StateSinceMs, older.BackMs);
        for (var m = 0; m < Metrics.Length; m++)
        {
            var before = Array.FindIndex(older.Model.Type.Metrics, t => t.Name == Model.Type.Metrics[m].Name);
            if (before >= 0) (Metrics[m], Rings[m]) = (older.Metrics[before], older.Rings[before]);
        }
        for (var r = 0; r < Rules.Length; r++)
        {
            var before = Array.FindIndex(older.Rules, rule => rule.Id == Rules[r].Id);
            if (before >= 0) States[r] = older.States[before];
        }
    }

    /// <summary>Folds an event.</summary>
    /// <returns>False when a value was too old for the ring.</returns>
    public bool Fold(in EventHeader e, ReadOnlySpan<byte> bytes)
    {
        switch (e.Type)
        {
            case EventType.Status:
                var status = StatusBody.Read(bytes);
                Track.Say(e, status);
                if (status.Online) Connect(e.AtMs / 60_000);
                return true;
            case EventType.Scan:
                var scan = ScanBody.Read(bytes);
                if (scan.Mode != ScanMode.Kiosk) return true;
                Track.Place(e, scan.Verdict);
                Track.Hear(e);
                return true;
            case EventType.Meeting when MeetingBody.Read(bytes).State is MeetingState.Scheduled or MeetingState.Cancelled:
                return true;
            case EventType.Telemetry:
                Track.Hear(e);
                var inTime = true;
                var body = TelemetryBody.Read(bytes);
                while (body.Next(out var name, out var value)) inTime &= Take(e, name, value);
                return inTime;
            case EventType.Occupancy:
                Track.Hear(e);
                var co2 = OccupancyBody.Read(bytes).Co2Ppm;
                return double.IsNaN(co2) || Take(e, "co2_ppm"u8, co2);
            default:
                Track.Hear(e);
                return true;
        }
    }

    /// <summary>How many of the last minutes had a connect.</summary>
    public int ConnectsWithin(int minutes, long nowMs)
    {
        var age = nowMs / 60_000 - ConnectMinute;
        if (age >= minutes) return 0;
        var window = minutes - (int)Math.Max(0, age);
        return System.Numerics.BitOperations.PopCount(Connects & (window >= 64 ? ulong.MaxValue : (1UL << window) - 1));
    }

    private bool Take(in EventHeader e, ReadOnlySpan<byte> name, double value)
    {
        var m = Model.Type.MetricIndex(name);
        if (m < 0) return true;
        Metrics[m].Say(new Stamp(e.AtMs, e.Id), e.ReceivedMs, value);
        return Rings[m]?.Take(e.AtMs, value) ?? true;
    }

    // Bit i is the minute i before the newest: a set, so order and repeats change nothing.
    private void Connect(long minute)
    {
        if (minute > ConnectMinute)
        {
            var shift = minute - ConnectMinute;
            Connects = shift >= 64 ? 1 : (Connects << (int)shift) | 1;
            ConnectMinute = minute;
        }
        else if (ConnectMinute - minute < 64)
        {
            Connects |= 1UL << (int)(ConnectMinute - minute);
        }
    }
}
