using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Rooms;

namespace EduDx.Live.Alarms;

/// <summary>From what is known and a tick to what the rules say.</summary>
public sealed partial class RuleEvaluator
{
    private static readonly RoomRules Booked = new();

    // Below this number of devices there are no "most".
    private const int FewestForShared = 20;

    private readonly List<DeviceLoss> _losses = [];
    private readonly List<long> _skews = [];
    private long _sharedDelayMs;

    /// <summary>Devices that became offline at the last tick.</summary>
    public IReadOnlyList<DeviceLoss> Losses => _losses;

    /// <summary>What changed at a tick.</summary>
    /// <param name="nowMs">The tick, Unix milliseconds; not before the last receipt that was folded.</param>
    /// <param name="listening">Since when the server listens.</param>
    /// <param name="figures">Figures of the nodes; null when there are none (a trial), and rules of nodes say nothing.</param>
    public List<Finding> Tick(long nowMs, Listening listening, INodeFigures? figures)
    {
        var findings = new List<Finding>();
        _losses.Clear();
        var day = LocalTime.DayOf(nowMs);
        _sharedDelayMs = SharedDelay();
        foreach (var school in _schools.Values)
        {
            school.Turn(day, nowMs, Booked);
            for (var d = 0; d < school.School.Devices.Length; d++) Tick(_devices[school.First + d], school, nowMs, listening, findings);
        }
        if (figures is not null) TickNodes(nowMs, figures, findings);
        return findings;
    }

    /// <summary>State of a device at the last tick.</summary>
    public DeviceState StateOf(Subject subject) => _byKey.TryGetValue((subject.Kind, subject.Key), out var device) ? device.State : DeviceState.OffDuty;

    /// <summary>Devices on duty at the last tick, by school, for the share that an outage took.</summary>
    public int OnDuty(SchoolModel school)
    {
        var count = 0;
        if (!_schools.TryGetValue(school.Node.Key, out var watch)) return 0;
        for (var d = 0; d < school.Devices.Length; d++) count += _devices[watch.First + d].State == DeviceState.OffDuty ? 0 : 1;
        return count;
    }

    // A delay that most devices share is the transport's (a gateway that catches up, a server that was busy) and no clock's.
    private long SharedDelay()
    {
        _skews.Clear();
        foreach (var device in _devices)
        {
            if (device.State == DeviceState.Online && device.Track.SkewBucket != 0) _skews.Add(device.Track.SkewMs);
        }
        if (_skews.Count < FewestForShared) return 0;
        _skews.Sort();
        return Math.Max(0, _skews[_skews.Count / 2]);
    }

    private void Tick(DeviceWatch device, SchoolWatch school, long nowMs, Listening listening, List<Finding> findings)
    {
        var duty = school.Duty[device.Model.Campus * 2 + (device.Model.Type.Duty == DutyHours.Always ? 1 : 0)];
        var (state, since, _) = Liveness.Of(listening.ClockAt(device.Track.HeardMs), listening.ClockAt(device.Track.SaidOfflineMs), duty, listening, device.Model.Type.OfflineAfterMs, nowMs);
        if (state == DeviceState.Offline && device.State != DeviceState.Offline) _losses.Add(new DeviceLoss(device.School, device.Model, device.Subject, device.Name, since));
        if (state == DeviceState.Online && device.State != DeviceState.Online) device.BackMs = nowMs;
        (device.State, device.StateSinceMs) = (state, since);
        // The clock was set back behind it.
        device.BackMs = Math.Min(device.BackMs, nowMs);
        var dutyFrom = duty?.FromMs ?? 0;
        for (var r = 0; r < device.Rules.Length; r++)
        {
            var rule = device.Rules[r];
            ref var progress = ref device.States[r];
            if (school.IsSuspended)
            {
                if (progress.Silence(nowMs)) findings.Add(Found(rule, device, false, nowMs, 0, Truth.Unknown));
                continue;
            }
            var truth = Ask(rule.When, device, school, nowMs, dutyFrom, listening);
            if (!progress.Active && rule.When is MetricBeyond beyond) TellPast(rule, beyond, device, ref progress, nowMs, findings);
            if (progress.Step(rule, truth, nowMs) is { } raises) findings.Add(Found(rule, device, raises, raises ? progress.TrueSinceMs : nowMs, 0, truth));
        }
    }

    // An occurrence that began and ended before it was known here, because its events came late.
    private static void TellPast(AlarmRule rule, MetricBeyond beyond, DeviceWatch device, ref RuleState progress, long nowMs, List<Finding> findings)
    {
        if (RingOf(device, beyond.Metric) is not { } ring) return;
        var (_, from, to) = ring.Beyond(beyond);
        if (to == 0 || to <= progress.ToldThroughMs || to - from < rule.ForSeconds * 1000L) return;
        progress.ToldThroughMs = to;
        findings.Add(Found(rule, device, true, from, to, new Truth(false, from, double.NaN, beyond.Limit, beyond.Metric)));
    }

    private Truth Ask(Condition condition, DeviceWatch device, SchoolWatch school, long nowMs, long dutyFrom, Listening listening)
    {
        // Outside duty nothing is expected: what was open is over.
        if (device.State == DeviceState.OffDuty) return new Truth(false, nowMs);
        switch (condition)
        {
            case DeviceSilent:
                return device.State == DeviceState.Unknown ? Truth.Unknown : new Truth(device.State == DeviceState.Offline, device.StateSinceMs);
            case MetricSilent c:
                return Silent(c, device, dutyFrom, listening, nowMs);
            case ConnectsOften c:
                var connects = device.ConnectsWithin(c.Minutes, nowMs);
                return new Truth(connects >= c.AtLeast, nowMs, connects, c.AtLeast, "connects");
            case ClockOff c:
                if (device.Track.SkewBucket == 0 || device.State != DeviceState.Online) return Truth.Unknown;
                var off = device.Track.SkewMs - _sharedDelayMs;
                return new Truth(Math.Abs(off) >= c.Seconds * 1000L, 0, off / 1000.0, c.Seconds, "skew_s");
            case OutsidePlace:
                return device.Track.PlaceAt.AtMs == 0 ? Truth.Unknown : new Truth(device.Track.Outside, device.Track.PlaceAt.AtMs);
            case RoomNotReady c:
                return NotReady(c, device, school, nowMs);
            case MetricBeyond c:
                return Ring(device, c.Metric, nowMs) is { } beyond ? beyond.Beyond(c).Now : Truth.Unknown;
            case MetricStuck c:
                return Ring(device, c.Metric, nowMs) is { } stuck ? stuck.Stuck(c) : Truth.Unknown;
            case MetricRate c:
                return Ring(device, c.Metric, nowMs) is { } rate ? rate.Rate(c) : Truth.Unknown;
            case Not c:
                var inner = Ask(c.Of, device, school, nowMs, dutyFrom, listening);
                return inner with { Holds = !inner.Holds };
            case AllOf c:
                return Truth.All(AskEach(c.Of, device, school, nowMs, dutyFrom, listening));
            case AnyOf c:
                return Truth.Any(AskEach(c.Of, device, school, nowMs, dutyFrom, listening));
            default:
                return Truth.Unknown;
        }
    }

    // In a method of its own: the closure would be made for the conditions that have no parts, too.
    private Truth[] AskEach(Condition[] parts, DeviceWatch device, SchoolWatch school, long nowMs, long dutyFrom, Listening listening) =>
        Array.ConvertAll(parts, part => Ask(part, device, school, nowMs, dutyFrom, listening));

    // A value of long ago says nothing of now.
    private static MinuteRing? Ring(DeviceWatch device, string metric, long nowMs) =>
        RingOf(device, metric) is { Newest: > 0 } ring && nowMs / 60_000 - ring.Newest <= 10 ? ring : null;

    // Asked for each rule of each device in each tick: a loop makes no object.
    private static MinuteRing? RingOf(DeviceWatch device, string metric)
    {
        var metrics = device.Model.Type.Metrics;
        for (var m = 0; m < metrics.Length; m++)
        {
            if (metrics[m].Name == metric) return device.Rings[m];
        }
        return null;
    }

    private static Truth Silent(MetricSilent condition, DeviceWatch device, long dutyFrom, Listening listening, long nowMs)
    {
        if (device.State != DeviceState.Online) return Truth.Unknown;
        // The first word of a device that was away need not be of this metric: its silence proves something from the return on.
        var listeningMs = Math.Max(listening.UnbrokenMs, device.BackMs);
        var (answer, unknown) = (new Truth(false, nowMs), false);
        for (var m = 0; m < device.Metrics.Length; m++)
        {
            var limit = device.Model.Type.Metrics[m];
            if (condition.Metric is { } named && limit.Name != named) continue;
            var heard = listening.ClockAt(device.Metrics[m].HeardMs);
            var (silent, since) = Liveness.OfMetric(heard, dutyFrom, listeningMs, limit.SilentSeconds, nowMs);
            // After a restart a metric that was silent before it has not come back only because it may still come.
            unknown |= !silent && limit.SilentSeconds > 0 && heard < listeningMs;
            if (silent && (answer.Holds == false || since < answer.SinceMs)) answer = new Truth(true, since, double.NaN, limit.SilentSeconds, limit.Name);
        }
        return answer.Holds == false && unknown ? Truth.Unknown : answer;
    }

    private Truth NotReady(RoomNotReady condition, DeviceWatch device, SchoolWatch school, long nowMs)
    {
        if (device.Model.Room < 0 || school.View is not { } view) return Truth.Unknown;
        var room = school.School.Rooms[device.Model.Room];
        var ahead = false;
        foreach (var meeting in view.Meetings)
        {
            ahead |= meeting.Room == device.Model.Room && meeting.Outcome == MeetingOutcome.Upcoming && meeting.StartsMs - nowMs <= condition.MinutesBefore * 60_000L;
        }
        if (!ahead) return new Truth(false, nowMs);
        var (missing, unknown) = (0, false);
        foreach (var slot in room.Equipment)
        {
            var state = _devices[school.First + slot].State;
            if (state == DeviceState.Offline) missing++;
            unknown |= state == DeviceState.Unknown;
        }
        return missing > 0 ? new Truth(true, nowMs, missing, room.Equipment.Length, "missing_equipment") : unknown ? Truth.Unknown : new Truth(false, nowMs);
    }

    private void TickNodes(long nowMs, INodeFigures figures, List<Finding> findings)
    {
        foreach (var rule in _nodeRules)
        {
            foreach (var node in _city.Nodes)
            {
                if (node.Kind != LevelOf(rule.On)) continue;
                var progress = _nodeStates.GetValueOrDefault((rule.Id, node.Key));
                var suspended = _schools.TryGetValue(node.Key, out var school) && school.IsSuspended;
                var truth = suspended ? Truth.Unknown : Ask(rule.When, node, figures, progress.Active);
                if ((suspended ? progress.Silence(nowMs) ? false : null : progress.Step(rule, truth, nowMs)) is { } raises)
                {
                    findings.Add(new Finding(rule, new Subject(Subject.NodeKind, node.Key), node.Id, node.Name, node.Key, raises, raises ? progress.TrueSinceMs : nowMs, 0, truth));
                }
                _nodeStates[(rule.Id, node.Key)] = progress;
            }
        }
    }

    private static Truth Ask(Condition condition, Node node, INodeFigures figures, bool isActive)
    {
        switch (condition)
        {
            case FigureBeyond c:
                if (figures.Now(node, c.Figure) is not { } value) return Truth.Unknown;
                var limit = c.Limit;
                var distance = value;
                // Nothing is less than nothing: without reaching the distance by itself it cannot be that far above the usual.
                if (c.Usual && c.Above && value <= c.Clear) return new Truth(false, 0, value, limit, c.Figure);
                if (c.Usual)
                {
                    if (figures.Usual(node, c.Figure) is not { } usual) return Truth.Unknown;
                    distance = c.Above ? value - usual : usual - value;
                }
                var above = c.Above || c.Usual;
                var reached = above ? distance >= limit : distance <= limit;
                var back = above ? distance <= c.Clear : distance >= c.Clear;
                return new Truth(reached ? true : back || !isActive ? false : null, 0, value, limit, c.Figure);
            case Not c:
                var inner = Ask(c.Of, node, figures, isActive);
                return inner with { Holds = !inner.Holds };
            case AllOf c:
                return Truth.All(AskEach(c.Of, node, figures, isActive));
            case AnyOf c:
                return Truth.Any(AskEach(c.Of, node, figures, isActive));
            default:
                return Truth.Unknown;
        }
    }

    private static Truth[] AskEach(Condition[] parts, Node node, INodeFigures figures, bool isActive) =>
        Array.ConvertAll(parts, part => Ask(part, node, figures, isActive));

    private static NodeKind LevelOf(RuleSubject on) => on switch { RuleSubject.City => NodeKind.City, RuleSubject.Commune => NodeKind.Commune, _ => NodeKind.School };

    private static Finding Found(AlarmRule rule, DeviceWatch device, bool raises, long sinceMs, long endMs, in Truth truth) =>
        new(rule, device.Subject, device.Name, device.Model.Name, device.School.Node.Key, raises, sinceMs, endMs, truth);
}

/// <summary>A device that became offline.</summary>
/// <param name="School">Its school.</param>
/// <param name="Device">The device.</param>
/// <param name="Subject">The device as a subject.</param>
/// <param name="Name"><c>school/kind/source</c>.</param>
/// <param name="SinceMs">Since when, Unix milliseconds.</param>
public sealed record DeviceLoss(SchoolModel School, DeviceModel Device, Subject Subject, string Name, long SinceMs);
