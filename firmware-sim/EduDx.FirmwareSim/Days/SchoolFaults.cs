using EduDx.Contracts.Topics;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Commands;

namespace EduDx.FirmwareSim.Days;

/// <summary>
/// Gives schools the faults that are not a device's: kitchens, naps, teachers, rolls and water. A school has one of them where there are enough schools, and never
/// two that raise the same alarm. Care faults write their alarm down where the care is planned, because only there it is known when it begins.
/// </summary>
public sealed class SchoolFaults
{
    /// <summary>Names of the faults, with what they take.</summary>
    public const string Help =
        "flood[:N-schools], missed-roll, under-cooked-count, missed-check, failed-check, sample-discarded-early, sample-missing, late-meal, allergy-dish, nap-copy-paste, missed-nap-check, teacher-missing (these need --people)";

    private const long Minute = 60_000;
    private const int LeastChildren = 40;
    private const int SilentAfterMs = 60_000;

    private readonly DayPlan _plan;
    private readonly DayFaults _devices;
    private readonly Queue<SimCampus> _kindergartens;
    private SeededRandom _random;

    /// <summary>Faults of a plan; <paramref name="devices"/> knows what is taken already.</summary>
    public SchoolFaults(DayPlan plan, DayFaults devices)
    {
        (_plan, _devices) = (plan, devices);
        _random = new SeededRandom(plan.Seed, 23UL << 56);
        _kindergartens = new Queue<SimCampus>();
    }

    /// <summary>Names in the order in which they are given: water first, because it takes whole schools.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "flood", "missed-roll", "teacher-missing", "under-cooked-count", "missed-check", "failed-check", "sample-discarded-early", "sample-missing", "late-meal", "allergy-dish", "nap-copy-paste", "missed-nap-check",
    ];

    /// <summary>Gives one.</summary>
    public void Add(FaultRequest request)
    {
        switch (request.Name)
        {
            case "flood": AddFlood(request); break;
            case "missed-roll": AddMissedRoll(request.Name); break;
            case "teacher-missing": AddTeacher(request.Name); break;
            default: AddCare(request.Name); break;
        }
    }

    private void AddFlood(FaultRequest request)
    {
        var text = request.Argument.Length == 0 ? "40-schools" : request.Argument;
        var number = text.EndsWith("-schools", StringComparison.Ordinal) ? text[..^"-schools".Length] : text;
        if (!int.TryParse(number, out var count) || count is < 1 or > 500) throw new UsageException($"day: flood:{text} is not a number of schools; write flood:40-schools");
        // A quarter of the city at most: something must be left to compare with.
        count = Math.Min(count, Math.Max(1, _plan.Schools.Count / 4));
        var communes = Free().GroupBy(s => s.Commune, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        _random.Shuffle<IGrouping<string, SimSchool>>(communes);
        var schools = communes.SelectMany(c => c).Take(count).ToArray();
        Close(new Flood(schools, $"Ngập lụt, {_plan.City.Day:yyyy-MM-dd}", _plan.MidnightMs + (9 * 60 + 20) * Minute, null));
        // One more is spared and reopened on the same day; its pupils were there already, so that nobody is missed afterwards.
        var spared = communes.SelectMany(c => c).Skip(count).Where(s => !s.IsKindergarten && s.Groups.TrueForAll(g => g.Periods == "day")).Take(1).ToArray();
        if (spared.Length > 0) Close(new Flood(spared, $"Phòng ngập, {_plan.City.Day:yyyy-MM-dd}", _plan.MidnightMs + (9 * 60 + 25) * Minute, _plan.MidnightMs + (15 * 60 + 10) * Minute));
    }

    private void Close(Flood flood)
    {
        _plan.Floods.Add(flood);
        // What is heard again before the reopening is not lost at the reopening.
        var (from, to) = (flood.ClosesMs + SilentAfterMs, flood.ReopensMs - 3 * Minute ?? long.MaxValue);
        foreach (var school in flood.Schools)
        {
            foreach (var actor in _devices.Take(school))
            {
                actor.Faults.Add(new SilentFault("flood", from, to));
                if (actor is RoomActor room) room.MeetUntil(flood.ClosesMs);
            }
        }
    }

    private void AddMissedRoll(string name)
    {
        var campus = Draw(Free().Where(s => !s.IsKindergarten).SelectMany(s => s.Campuses).Where(c => c.Kiosks.Count > 0 && ClassesOf(c).Any(g => g.In(Period.Morning) is not null)), name);
        foreach (var kiosk in _devices.Take(campus.School).Where(a => a.Device.Kind == SourceKind.Kiosk && a.Device.Campus == campus)) kiosk.Faults.Add(new SilentFault(name, 0, long.MaxValue));
        _plan.SchoolFaults.Add(new SchoolFault(name, campus.School, campus, null));
    }

    private void AddTeacher(string name)
    {
        var schools = Free().Where(s => !s.IsKindergarten && s.Groups.TrueForAll(g => g.Periods == "day"));
        var group = Draw(schools.SelectMany(s => s.Groups).Where(g => !g.Staff && g.Teachers.Count > 0 && g.PersonCount >= 10 && g.Campus.Kiosks.Count > 0 && g.Teachers.TrueForAll(t => _plan.City.Groups[_plan.City.Persons[t].Group].Campus == g.Campus)), name);
        _devices.Take(group.Campus.School);
        _plan.SchoolFaults.Add(new SchoolFault(name, group.Campus.School, group.Campus, group));
        _plan.Expected.Add(new ExpectedAlarm("class-without-teacher", group.Campus.School.Id, _plan.MidnightMs + group.Session.Starts * Minute, _plan.MidnightMs + group.Session.Ends * Minute, name, []));
    }

    private void AddCare(string name)
    {
        if (_kindergartens.Count == 0)
        {
            // Anew when there are more faults than kindergartens: a kitchen can have several.
            var campuses = Kindergartens().ToArray();
            _random.Shuffle<SimCampus>(campuses);
            foreach (var each in campuses) _kindergartens.Enqueue(each);
        }
        if (_kindergartens.Count == 0) throw new UsageException($"day: {name} needs an open kindergarten with a kiosk and {LeastChildren} children that has no other fault");
        var campus = _kindergartens.Dequeue();
        if (name == "allergy-dish") campus = Draw(Kindergartens().Where(c => ClassesOf(c).SelectMany(Persons).Count(_plan.City.Allergies.ContainsKey) >= 2), name);
        var classes = ClassesOf(campus).Where(g => g.PersonCount >= 10).ToArray();
        // Two faults of naps never meet in one class.
        var group = name == "nap-copy-paste" ? classes[0] : name == "missed-nap-check" ? classes[^1] : null;
        _devices.TakeKiosks(campus.School);
        _plan.SchoolFaults.Add(new SchoolFault(name, campus.School, campus, group));
    }

    private IEnumerable<SimCampus> Kindergartens() =>
        from school in _plan.Schools
        where school.IsKindergarten && school.Open && !_devices.IsTaken(school)
        let campus = school.Campuses[0]
        where campus.Kiosks.Count > 0 && ClassesOf(campus).Count(g => g.PersonCount >= 10) >= 2 && ClassesOf(campus).Sum(g => g.PersonCount) >= LeastChildren
        select campus;

    private IEnumerable<SimSchool> Free() => _plan.Schools.Where(s => s.Open && !_devices.IsTaken(s));

    private T Draw<T>(IEnumerable<T> from, string name)
    {
        var all = from.ToArray();
        return all.Length > 0 ? all[_random.Next(all.Length)] : throw new UsageException($"day: {name} finds no school that it can happen to");
    }

    private static IEnumerable<SimGroup> ClassesOf(SimCampus campus) => campus.School.Groups.Where(g => !g.Staff && g.Campus == campus);

    private static IEnumerable<int> Persons(SimGroup group) => Enumerable.Range(group.FirstPerson, group.PersonCount);
}
