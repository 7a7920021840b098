using System.Globalization;
using EduDx.Contracts.Topics;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Commands;

namespace EduDx.FirmwareSim.Days;

/// <summary>Gives devices their faults by seed, no device two, and writes down which alarms they must raise.</summary>
public sealed class DayFaults
{
    private const long Minute = 60_000;

    /// <summary>Names of the faults, with what they take.</summary>
    public const string Help =
        "commune-outage:HH:MM, kiosk-offline:PCT%, fridge-warm[:N], fridge-cold[:N], sensor-stuck[:N], metric-silent[:N], clock-skew[:N], flapping[:N], kiosk-carried-away[:N], battery-low[:N], storage-low[:N], room-not-ready[:N], room-stuffy[:N], " + SchoolFaults.Help + "; all for each of them";

    private static readonly string[] Names =
        ["commune-outage", .. SchoolFaults.Names, "kiosk-offline", "fridge-warm", "fridge-cold", "sensor-stuck", "metric-silent", "clock-skew", "flapping", "kiosk-carried-away", "battery-low", "storage-low", "room-not-ready", "room-stuffy"];

    private readonly DayPlan _plan;
    private readonly long _fromMs;
    private readonly long _toMs;
    private readonly HashSet<DeviceActor> _taken = [];
    private readonly HashSet<SimSchool> _schools = [];
    private readonly SchoolFaults _ofSchools;
    private SeededRandom _random;

    /// <summary>Faults of a plan whose events lie between two minutes of the day.</summary>
    public DayFaults(DayPlan plan, int from, int to)
    {
        _plan = plan;
        // Devices need half an hour of duty, or a quarter of a late start, to be known: what was never heard is unknown, and cannot be lost. Alarms need half an hour to be cleared.
        (_fromMs, _toMs) = (plan.MidnightMs + Math.Max(from + 15, 7 * 60 + 30) * Minute, plan.MidnightMs + Math.Min(to, 15 * 60) * Minute);
        _random = new SeededRandom(plan.Seed, 17UL << 56);
        _ofSchools = new SchoolFaults(plan, this);
    }

    /// <summary>Reads <c>name</c> or <c>name:argument</c>, separated by commas.</summary>
    /// <param name="text">The words.</param>
    /// <param name="people">Whether people are sent for; without them <c>all</c> means the faults of devices.</param>
    /// <exception cref="UsageException">A name is not known, or needs people.</exception>
    public static IReadOnlyList<FaultRequest> Parse(string? text, bool people = false)
    {
        var requests = new List<FaultRequest>();
        foreach (var word in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = word.IndexOf(':', StringComparison.Ordinal);
            var (name, argument) = colon < 0 ? (word, "") : (word[..colon], word[(colon + 1)..]);
            if (name == "all") requests.AddRange(Names.Where(n => people || !SchoolFaults.Names.Contains(n)).Select(n => new FaultRequest(n, "")));
            else if (!people && SchoolFaults.Names.Contains(name)) throw new UsageException($"day: the fault {name} needs --people");
            else if (Names.Contains(name)) requests.Add(new FaultRequest(name, argument));
            else throw new UsageException($"day: there is no fault '{name}'; the faults are {Help}");
        }
        // The outage takes its commune first: nothing else may happen there.
        return [.. requests.OrderBy(r => Array.IndexOf(Names, r.Name))];
    }

    /// <summary>Gives the faults.</summary>
    public void Add(IReadOnlyList<FaultRequest> requests)
    {
        foreach (var request in requests) Add(request);
    }

    /// <summary>True when something takes the whole school already.</summary>
    public bool IsTaken(SimSchool school) => _schools.Contains(school);

    /// <summary>Takes a school: no other fault happens in it. Answers its devices.</summary>
    public DeviceActor[] Take(SimSchool school)
    {
        _schools.Add(school);
        DeviceActor[] actors = [.. _plan.Actors.Where(a => a.Device.School == school)];
        _taken.UnionWith(actors);
        return actors;
    }

    /// <summary>Keeps the kiosks of a school whole: what is expected of its people depends on them.</summary>
    public void TakeKiosks(SimSchool school) => _taken.UnionWith(_plan.Actors.Where(a => a.Device.School == school && a.Device.Kind == SourceKind.Kiosk));

    private void Add(FaultRequest request)
    {
        switch (request.Name)
        {
            case "commune-outage": Outage(request); break;
            case "kiosk-offline": Kiosks(request); break;
            case "fridge-warm": Each(request, "fridge", 2, 50, (a, from, to) => new ValueFault(request.Name, from, to, "temp_c", 12, 8 * Minute, 0)); break;
            case "fridge-cold": Each(request, "fridge", 1, 50, (a, from, to) => new ValueFault(request.Name, from, to, "temp_c", 0.5, 8 * Minute, 0)); break;
            case "sensor-stuck": Each(request, "air-sensor", 1, 100, (a, from, to) => new ValueFault(request.Name, from, to, "temp_c", 25.55, 0, 0)); break;
            case "metric-silent": Each(request, "air-sensor", 1, 40, (a, from, to) => new MutedFault(request.Name, from, to, "humidity_pct")); break;
            case "flapping": Each(request, "projector", 1, 15, (a, from, to) => new FlappingFault(request.Name, from, to)); break;
            case "battery-low": Each(request, "kiosk", 1, 40, (a, from, to) => new ValueFault(request.Name, from, to, "battery_pct", 9, 5 * Minute, 0)); break;
            case "storage-low": Each(request, "computer", 1, 40, (a, from, to) => new ValueFault(request.Name, from, to, "storage_pct", 96, 5 * Minute, 0)); break;
            case "clock-skew": ClockSkew(request); break;
            case "kiosk-carried-away": CarriedAway(request); break;
            case "room-not-ready": NotReady(request); break;
            case "room-stuffy": Stuffy(request); break;
            default: _ofSchools.Add(request); break;
        }
    }

    private void Outage(FaultRequest request)
    {
        var at = TimeOnly.TryParseExact(request.Argument.Length == 0 ? "09:12" : request.Argument, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? _plan.MidnightMs + (long)time.ToTimeSpan().TotalMilliseconds
            : throw new UsageException($"day: commune-outage:{request.Argument} is not a time; write commune-outage:09:12");
        var communes = _plan.Actors.Where(a => a.StartMs < at - 5 * Minute && a.EndMs > at + 30 * Minute).GroupBy(a => a.Device.School.Commune, StringComparer.Ordinal)
            .Where(g => g.Select(a => a.Device.School).Distinct().Count() >= 3).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        if (communes.Length == 0) throw new UsageException("day: commune-outage needs a commune with three schools that are on duty then");
        var members = communes[_random.Next(communes.Length)].ToArray();
        foreach (var actor in members) Give(actor, new SilentFault(request.Name, at, at + 20 * Minute));
        // Everything of the commune is taken: what else went wrong there would be hidden by the outage.
        foreach (var school in _plan.Schools.Where(s => s.Commune == members[0].Device.School.Commune)) Take(school);
        _plan.Expected.Add(new ExpectedAlarm("outage", "outage", at, at + 20 * Minute, request.Name, [.. members.Select(m => m.Device.Id)]));
    }

    private void Kiosks(FaultRequest request)
    {
        var text = request.Argument.Length == 0 ? "5%" : request.Argument;
        if (!double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) || percent is < 0 or > 100) throw new UsageException($"day: kiosk-offline:{text} is not a percentage; write kiosk-offline:5%");
        var kiosks = Free("kiosk");
        foreach (var actor in Draw(kiosks, (int)Math.Ceiling(kiosks.Length * percent / 100)))
        {
            var from = At(25);
            Give(actor, new SilentFault(request.Name, from, from + 20 * Minute));
            Expect("device-offline", actor, from, from + 20 * Minute, request.Name);
        }
    }

    private void Each(FaultRequest request, string type, int usual, int minutes, Func<DeviceActor, long, long, DeviceFault> make)
    {
        foreach (var actor in Draw(Free(type), Number(request, usual)))
        {
            var from = At(minutes + 20);
            var to = from + minutes * Minute;
            Give(actor, make(actor, from, to));
            Expect(request.Name, actor, from, to, request.Name);
        }
    }

    private void ClockSkew(FaultRequest request)
    {
        foreach (var actor in Draw(Free("smart-tv"), Number(request, 1)))
        {
            Give(actor, new ClockFault(request.Name, actor.StartMs, actor.EndMs, 10 * Minute));
            Expect(request.Name, actor, actor.StartMs, actor.EndMs, request.Name);
        }
    }

    private void CarriedAway(FaultRequest request)
    {
        foreach (var actor in Draw(Free("kiosk"), Number(request, 1)))
        {
            var person = Array.FindIndex(_plan.City.Persons, p => p.Group >= 0 && p.Card.Length > 0 && _plan.City.Groups[p.Group].Campus.School == actor.Device.School);
            var from = At(40);
            // About three kilometres to the north.
            Give(actor, new CarriedFault(request.Name, from, from + 30 * Minute, person, _plan.City.Persons[person].Card, actor.Device.Campus.Latitude + 0.027, actor.Device.Campus.Longitude));
            Expect(request.Name, actor, from, from + 30 * Minute, request.Name);
        }
    }

    private void NotReady(FaultRequest request)
    {
        var rooms = Free("room").OfType<RoomActor>().Where(r => r.Meetings.Any(m => m.Outcome != "cancelled" && m.StartsMs > _fromMs + 60 * Minute && m.StartsMs < _toMs)).ToArray();
        foreach (var room in Draw(rooms, Number(request, 1)).Cast<RoomActor>())
        {
            var meeting = room.Meetings.First(m => m.Outcome != "cancelled" && m.StartsMs > _fromMs + 60 * Minute && m.StartsMs < _toMs);
            var screen = _plan.Actors.First(a => a.Device.School == room.Device.School && a.Device.Room == room.Device.Name && a.Device.Type.Id == "room-screen");
            var (from, to) = (meeting.StartsMs - 50 * Minute, meeting.StartsMs + 10 * Minute);
            Give(screen, new SilentFault(request.Name, from, to));
            _taken.Add(room);
            Expect("device-offline", screen, from, to, request.Name);
            Expect(request.Name, room, from, to, request.Name);
        }
    }

    private void Stuffy(FaultRequest request)
    {
        foreach (var room in Draw(Free("room"), Number(request, 1)).Cast<RoomActor>())
        {
            var from = At(60);
            room.Stuffy = (from, from + 30 * Minute);
            _taken.Add(room);
            Expect(request.Name, room, from, from + 30 * Minute, request.Name);
        }
    }

    // Devices of a type that are on duty from the first to the last instant of a fault.
    private DeviceActor[] Free(string type) =>
        [.. _plan.Actors.Where(a => a.Device.Type.Id == type && !_taken.Contains(a) && a.StartMs < _fromMs - 10 * Minute && a.EndMs > _toMs + 10 * Minute)];

    private DeviceActor[] Draw(DeviceActor[] from, int count)
    {
        // A copy of the base type: an array of rooms is no array of devices to a span.
        DeviceActor[] order = [.. from];
        _random.Shuffle<DeviceActor>(order);
        return order[..Math.Min(count, order.Length)];
    }

    private long At(int minutesLeft) => _fromMs + _random.Next((int)Math.Max(1, (_toMs - _fromMs) / 1000 - minutesLeft * 60)) * 1000L;

    private void Give(DeviceActor actor, DeviceFault fault)
    {
        _taken.Add(actor);
        actor.Faults.Add(fault);
    }

    private void Expect(string rule, DeviceActor actor, long from, long to, string fault) => _plan.Expected.Add(new ExpectedAlarm(rule, actor.Device.Id, from, to, fault, []));

    private static int Number(FaultRequest request, int usual) => request.Argument.Length == 0 ? usual
        : int.TryParse(request.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= 1000 ? n
        : throw new UsageException($"day: {request.Name}:{request.Argument} is not a number of devices up to 1000");
}
