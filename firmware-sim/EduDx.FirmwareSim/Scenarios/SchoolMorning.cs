using System.Text;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Faults;

namespace EduDx.FirmwareSim.Scenarios;

/// <summary>
/// Makes the events of one school: heartbeats, scans, rolls and corrections. Each school draws from its own random stream, so
/// that a smaller share of the city has the same mornings in its schools.
/// </summary>
public sealed class SchoolMorning
{
    private const int Minute = 60_000;
    private const int WindowEnd = 8 * 60 * Minute;

    private readonly SimSchool _school;
    private readonly Scenario _scenario;
    private readonly CampusFaults _faults;
    private readonly List<SimEvent> _events;
    private SeededRandom _random;

    /// <summary>Prepares a school.</summary>
    public SchoolMorning(SimSchool school, Scenario scenario, CampusFaults faults, int seed, int dayNumber, List<SimEvent> events)
    {
        _school = school;
        _scenario = scenario;
        _faults = faults;
        _events = events;
        var stream = 0xCBF29CE484222325UL ^ (ulong)dayNumber;
        foreach (var b in Encoding.ASCII.GetBytes(school.Id)) stream = (stream ^ b) * 0x100000001B3UL;
        _random = new SeededRandom(seed, stream);
    }

    /// <summary>Adds the school's events.</summary>
    public void AddEvents(int heartbeatMs)
    {
        foreach (var campus in _school.Campuses) AddHeartbeats(campus, heartbeatMs);
        if (!_school.Open) return;
        foreach (var group in _school.Groups.Where(g => g.In(Period.Morning) is not null)) AddGroup(group);
    }

    private void AddHeartbeats(SimCampus campus, int heartbeatMs)
    {
        // From before the gates open until the morning is over: a live kiosk leaves no silent minute.
        var from = WindowEnd;
        foreach (var group in _school.Groups.Where(g => g.Campus == campus)) from = Math.Min(from, (group.Session.Opens - 5) * Minute);
        var to = Math.Min(WindowEnd, _faults.DeadFrom(campus));
        foreach (var kiosk in campus.Kiosks)
        {
            var at = from + _random.Next(Math.Min(heartbeatMs, Minute));
            if (at < to) Add(EventKind.Online, kiosk, at);
            for (at += 2_000; at < to; at += heartbeatMs) Add(EventKind.Telemetry, kiosk, at);
        }
    }

    private void AddGroup(SimGroup group)
    {
        var dead = group.Campus.Kiosks.Count == 0 || _faults.DeadFrom(group.Campus) < group.Session.Starts * Minute;
        var roll = !group.Staff && group.Teacher >= 0 && _random.Chance(dead ? _scenario.RollClassesWithoutKiosk : _scenario.RollClasses);
        var rollAt = (group.Session.Starts + _random.Between(6, 14)) * Minute + _random.Next(Minute);
        // Attendance differs from class to class: the same illness goes round in one.
        var present = (group.Staff ? _scenario.StaffPresent : _scenario.PupilsPresent) + _random.NextNormal() * 0.01;
        int[] buses = [BusAt(group), BusAt(group), BusAt(group)];
        for (var i = 0; i < group.PersonCount; i++)
        {
            var person = group.FirstPerson + i;
            var state = SaidState.Present;
            if (_random.Chance(present)) state = AddArrival(group, person, buses);
            else if (_random.Chance(_scenario.Excused)) state = SaidState.Excused;
            else state = SaidState.Absent;
            if (roll) AddRoll(group, person, state, rollAt + i * 1_500);
            else if (state == SaidState.Excused && group.Teacher >= 0 && !group.Staff && _random.Chance(_scenario.ExcusedTold))
            {
                Say(EventKind.Roll, group.Source, person, group.Teacher, SaidState.Excused, (group.Session.Starts + _random.Between(-10, 15)) * Minute + _random.Next(Minute));
            }
            if (_school.Head >= 0 && _random.Chance(_scenario.Overrides))
            {
                var at = Math.Min((group.Session.Starts + _random.Between(16, 30)) * Minute + _random.Next(Minute), WindowEnd);
                Say(EventKind.Override, _school.Office, person, _school.Head, (SaidState)_random.Between(1, 4), at);
            }
        }
    }

    private int BusAt(SimGroup group) => (group.Session.Starts - _random.Between(6, 28)) * Minute;

    /// <summary>A person comes; answers what a teacher who looks up sees.</summary>
    private SaidState AddArrival(SimGroup group, int person, int[] buses)
    {
        var bell = group.Session.Starts * Minute;
        var lateFrom = bell + group.Session.LateAfter * Minute;
        int at;
        if (_random.Chance(_scenario.Late)) at = lateFrom + (int)Math.Min(-Math.Log(1 - _random.NextDouble()) * 5 * Minute, 25 * Minute);
        else if (!group.Staff && _random.Chance(_scenario.Bus)) at = buses[_random.Next(buses.Length)] + _random.Next(90_000);
        // Most come in the last quarter of an hour; a long tail comes early. 55 s after the bell is still on time.
        else at = bell + 55_000 - (int)(Math.Exp(_random.NextNormal() * 0.55 + 2.55) * Minute);
        at = Math.Clamp(at, (group.Session.Opens - 3) * Minute, WindowEnd - 5 * Minute);
        AddScans(group, person, at);
        return at >= lateFrom ? SaidState.Late : SaidState.Present;
    }

    private void AddScans(SimGroup group, int person, int at)
    {
        if (group.Campus.Kiosks.Count == 0 || _random.Chance(_scenario.CardForgotten)) return;
        // A teacher sometimes enters by another campus of the school.
        var campus = group.Staff && _random.Chance(0.02) ? _school.Campuses[_random.Next(_school.Campuses.Count)] : group.Campus;
        if (campus.Kiosks.Count == 0) campus = group.Campus;
        Scan(_random.Chance(_scenario.Phone) ? EventKind.PhoneIn : EventKind.ScanIn, campus, person, at);
        if (_random.Chance(_scenario.Twice)) Scan(EventKind.ScanIn, campus, person, at + _random.Between(2_000, 40_000));
        if (!_random.Chance(_scenario.LeftEarly)) return;
        var leaves = Math.Min(at + _random.Between(5, 30) * Minute, WindowEnd - 2 * Minute);
        if (leaves <= at) return;
        Scan(EventKind.ScanOut, campus, person, leaves);
        // One in four only fetched something.
        if (_random.Chance(0.25)) Scan(EventKind.ScanIn, campus, person, leaves + _random.Between(20, 110) * 1_000);
    }

    private void Scan(EventKind kind, SimCampus campus, int person, int at)
    {
        var kiosk = campus.Kiosks[_random.Next(campus.Kiosks.Count)];
        if (at < _faults.DeadFrom(campus)) Add(kind, kiosk, at, person);
    }

    private void AddRoll(SimGroup group, int person, SaidState state, int at)
    {
        var there = state is SaidState.Present or SaidState.Late;
        var said = there && _random.Chance(_scenario.RollConflicts) ? SaidState.Absent : state;
        Say(EventKind.Roll, group.Source, person, group.Teacher, said, at);
        // Half of the errors are noticed and corrected: the last word counts.
        if (said != state && _random.Chance(0.5)) Say(EventKind.Roll, group.Source, person, group.Teacher, state, Math.Min(at + _random.Between(60, 240) * 1_000, WindowEnd));
    }

    private void Say(EventKind kind, int source, int person, int by, SaidState said, int at) =>
        _events.Add(new SimEvent { Kind = kind, Source = source, Person = person, By = by, Said = said, AtMs = at });

    private void Add(EventKind kind, int source, int at, int person = -1) =>
        _events.Add(new SimEvent { Kind = kind, Source = source, Person = person, By = -1, AtMs = at });
}
