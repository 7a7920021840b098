using System.Collections;
using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Days;

/// <summary>What is true of one device on the day, counted from what it sent; the server's figures are held against it.</summary>
public sealed class DeviceTruth(DeviceActor actor)
{
    private const int Minutes = 24 * 60;
    private readonly BitArray _heard = new(Minutes);
    private readonly List<(int AtMs, int Person, bool Entered)> _scans = [];
    private readonly BitArray _on = new(Minutes);
    private readonly Dictionary<uint, (ulong First, ulong Last, long Count)> _boots = [];

    /// <summary>Newest value of each metric.</summary>
    public SortedDictionary<string, double> Metrics { get; } = new(StringComparer.Ordinal);

    /// <summary>Cards that it read and sent: milliseconds after midnight, index of the person, and whether they went in.</summary>
    public IReadOnlyList<(int AtMs, int Person, bool Entered)> Scans => _scans;

    /// <summary>Minutes of the day in which it was heard.</summary>
    public BitArray Heard => _heard;

    /// <summary>Events sent.</summary>
    public int Events { get; private set; }

    /// <summary>Boots beyond the first.</summary>
    public int Restarts => Math.Max(0, _boots.Count - 1);

    /// <summary>Counters that were never sent, between the first and the last of each boot.</summary>
    public long Missed => _boots.Values.Sum(b => (long)(b.Last - b.First) + 1 - b.Count);

    /// <summary>Minutes on.</summary>
    public int OnMinutes => Count(_on, 0, Minutes);

    /// <summary>Minutes of duty in which it was heard.</summary>
    public int HeardMinutes => actor.Device.Type.Always || actor.Device.School.Open ? Count(Opened(_heard), Minute(actor.DutyFromMs), Minute(actor.DutyToMs)) : 0;

    /// <summary>Minutes on within a session of its class, or of its campus when it stands in none.</summary>
    public int LessonMinutes(IReadOnlyDictionary<string, SessionTimes[]> classes)
    {
        if (!actor.Device.School.Open) return 0;
        IEnumerable<SessionTimes> sessions = actor.Device.Class is { } id ? classes.GetValueOrDefault(id, []) : actor.Device.Campus.Sessions;
        var lesson = new BitArray(Minutes);
        foreach (var session in sessions)
        {
            for (var minute = session.Starts; minute < session.Ends; minute++) lesson[minute] = true;
        }
        return Count(Opened(lesson.And(_on)), 0, Minutes);
    }

    /// <summary>Writes down that it read a card.</summary>
    public void Read(int person, long atMs, bool entered) => _scans.Add(((int)(atMs - actor.MidnightMs), person, entered));

    /// <summary>Writes an event down.</summary>
    public void Note(Event e)
    {
        Events++;
        // A source that says that it goes away says nothing about the minute, and its counter is not looked at.
        if (e.BodyCase == Event.BodyOneofCase.Status && e.Status.State == Status.Types.State.Offline) return;
        if (e.BodyCase == Event.BodyOneofCase.Meeting && e.Meeting.State is Meeting.Types.State.Scheduled or Meeting.Types.State.Cancelled) return;
        _boots[e.Boot] = _boots.TryGetValue(e.Boot, out var b) ? (Math.Min(b.First, e.Seq), Math.Max(b.Last, e.Seq), b.Count + 1) : (e.Seq, e.Seq, 1);
        var minute = Minute(e.AtMs);
        if (minute is >= 0 and < Minutes) _heard[minute] = true;
        if (e.BodyCase == Event.BodyOneofCase.Occupancy && e.Occupancy.HasCo2Ppm) Metrics["co2_ppm"] = e.Occupancy.Co2Ppm;
        if (e.BodyCase != Event.BodyOneofCase.Telemetry) return;
        foreach (var (name, value) in e.Telemetry.Metrics)
        {
            if (actor.Device.Type.Metrics.Contains(name)) Metrics[name] = value;
            if (name == "on" && value >= 0.5 && minute is >= 0 and < Minutes) _on[minute] = true;
        }
    }

    // Without the minutes in which the school was closed by an action.
    private BitArray Opened(BitArray minutes)
    {
        if (actor.Device.School.Closed is not { } closed) return minutes;
        var left = new BitArray(minutes);
        for (var minute = closed.From; minute < Math.Min(closed.To, Minutes); minute++) left[minute] = false;
        return left;
    }

    private int Minute(long ms) => (int)Math.Floor((ms - actor.MidnightMs) / 60_000.0);

    private static int Count(BitArray bits, int from, int to)
    {
        var count = 0;
        for (var i = Math.Max(0, from); i < Math.Min(to, Minutes); i++) count += bits[i] ? 1 : 0;
        return count;
    }
}
