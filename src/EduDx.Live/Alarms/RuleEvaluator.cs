using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;
using EduDx.Live.Rooms;

namespace EduDx.Live.Alarms;

/// <summary>
/// What the rules know, and what they say at a tick. A fold beside the others: a pure function of events and ticks. Events within the
/// last hour of a device's own time may come in any order and repeated; older values are counted and not looked at.
/// </summary>
public sealed partial class RuleEvaluator
{
    private readonly Dictionary<(byte Kind, int Key), DeviceWatch> _byKey = [];
    private readonly Dictionary<int, SchoolWatch> _schools = [];
    private readonly Dictionary<(string Rule, int Node), RuleState> _nodeStates = [];
    private DeviceWatch[] _devices = [];
    private AlarmRule[] _nodeRules = [];
    private CityModel _city;
    private RuleSet _rules;

    /// <summary>Nothing heard yet.</summary>
    public RuleEvaluator(CityModel city, RuleSet rules)
    {
        (_city, _rules) = (city, rules);
        Index();
    }

    /// <summary>Values that came more than an hour late, so that no rule looked at them.</summary>
    public long LateValues { get; private set; }

    /// <summary>The rules in force.</summary>
    public RuleSet Rules => _rules;

    /// <summary>Goes on with a newer model or other rules; what is known of a device stays.</summary>
    public void Take(CityModel city, RuleSet rules)
    {
        (_city, _rules) = (city, rules);
        Index();
    }

    /// <summary>Says when devices were last heard before the events that are folded: a device that is silent for longer was there once.</summary>
    public void Seed(DevicesView view)
    {
        for (var d = 0; d < view.Devices.Length; d++)
        {
            var model = view.School.Devices[d];
            if (_byKey.TryGetValue(((byte)model.Kind, model.Key), out var watch)) watch.Track.HeardMs = Math.Max(watch.Track.HeardMs, view.Devices[d].HeardMs);
        }
    }

    /// <summary>Says what was told before a restart: what is open is not raised again, and what was over then is not told as news.</summary>
    /// <param name="alarms">Alarms in the order they were raised.</param>
    public void Restore(IEnumerable<Alarm> alarms)
    {
        foreach (var alarm in alarms)
        {
            var state = new RuleState { Active = alarm.IsOpen, ToldThroughMs = Math.Max(alarm.RaisedMs, alarm.ClearedMs) };
            if (alarm.Subject.Kind == Subject.NodeKind) _nodeStates[(alarm.Head.Rule, alarm.Subject.Key)] = state;
            else if (_byKey.TryGetValue((alarm.Subject.Kind, alarm.Subject.Key), out var device) && Array.FindIndex(device.Rules, r => r.Id == alarm.Head.Rule) is >= 0 and var at) device.States[at] = state;
        }
    }

    /// <summary>The device of <c>school/kind/source</c>; null when the register has none.</summary>
    public Subject? SubjectOf(string name) => Array.Find(_devices, d => d.Name == name)?.Subject;

    /// <summary>Folds a canonical event.</summary>
    public void Fold(ReadOnlySpan<byte> bytes)
    {
        var header = EventHeader.Read(bytes);
        if (header.Type is EventType.Roll or EventType.Override || !_byKey.TryGetValue((header.SourceKind, header.Source), out var device)) return;
        if (!device.Fold(header, bytes)) LateValues++;
        if (header.Type is EventType.Meeting or EventType.Occupancy && device.Model.Room >= 0) _schools[header.School].Rooms.Fold(header, bytes, device.Model.Room);
    }

    private void Index()
    {
        var older = new Dictionary<(byte, int), DeviceWatch>(_byKey);
        var rooms = _schools.ToDictionary(s => s.Key, s => s.Value.Rooms);
        _byKey.Clear();
        _schools.Clear();
        var enabled = _rules.Rules.Where(r => r.Enabled).ToArray();
        _nodeRules = [.. enabled.Where(r => r.On != RuleSubject.Device)];
        var byType = _city.DeviceTypes.ToDictionary(t => t, t => enabled.Where(r => r.SpeaksOf(t.Id)).ToArray());
        var devices = new List<DeviceWatch>();
        foreach (var school in _city.Schools)
        {
            var fold = !rooms.TryGetValue(school.Node.Key, out var known) ? new SchoolRooms(school) : ReferenceEquals(known.School, school) ? known : known.On(school);
            var first = devices.Count;
            foreach (var model in school.Devices)
            {
                var watch = new DeviceWatch(school, model, byType[model.Type]);
                if (older.TryGetValue(((byte)model.Kind, model.Key), out var before)) watch.TakeFrom(before);
                for (var m = 0; m < watch.Rings.Length; m++)
                {
                    if (Array.Exists(watch.Rules, r => Asks(r.When, model.Type.Metrics[m].Name))) watch.Rings[m] ??= new MinuteRing();
                }
                _byKey[((byte)model.Kind, model.Key)] = watch;
                devices.Add(watch);
            }
            _schools[school.Node.Key] = new SchoolWatch(school, fold, first);
        }
        _devices = [.. devices];
    }

    private static bool Asks(Condition condition, string metric) => condition switch
    {
        MetricBeyond c => c.Metric == metric,
        MetricRate c => c.Metric == metric,
        MetricStuck c => c.Metric == metric,
        AllOf c => Array.Exists(c.Of, part => Asks(part, metric)),
        AnyOf c => Array.Exists(c.Of, part => Asks(part, metric)),
        Not c => Asks(c.Of, metric),
        _ => false,
    };

    /// <summary>What a school has beside its devices; duty windows are those of <see cref="Day"/>.</summary>
    private sealed class SchoolWatch(SchoolModel school, SchoolRooms rooms, int first)
    {
        public SchoolModel School { get; } = school;
        public SchoolRooms Rooms { get; } = rooms;
        public int First { get; } = first;
        public DateOnly Day { get; private set; }
        public (long FromMs, long ToMs)?[] Duty { get; private set; } = [];
        public RoomsView? View { get; private set; }
        /// <summary>True while an action has closed the school: nothing of it is raised, and what is open is over at once.</summary>
        public bool IsSuspended { get; private set; }
        private long _seen = -1;

        public void Turn(DateOnly day, long nowMs, RoomRules rules)
        {
            var isClosed = School.ClosureAt(nowMs) is not null;
            // With a backlog the tick is behind the clock: a closure that is in the model already begins when the tick comes to it.
            if (day != Day || isClosed != IsSuspended || Duty.Length == 0)
            {
                (Day, IsSuspended) = (day, isClosed);
                Duty = new (long, long)?[School.Campuses.Length * 2];
                for (var c = 0; c < School.Campuses.Length; c++)
                {
                    // What a closure leaves stays the same until one begins or ends.
                    Duty[c * 2] = DutyWindow.LeftOf(DutyWindow.Of(School, c, DutyHours.School, day), School, DutyHours.School, day, nowMs);
                    Duty[c * 2 + 1] = DutyWindow.LeftOf(DutyWindow.Of(School, c, DutyHours.Always, day), School, DutyHours.Always, day, nowMs);
                }
                _seen = -1;
            }
            if (School.Rooms.Length == 0 || (_seen == Rooms.Changes && View is { } view && nowMs < view.ChangesMs)) return;
            _seen = Rooms.Changes;
            View = Rooms.View(day, nowMs, rules);
        }
    }
}
