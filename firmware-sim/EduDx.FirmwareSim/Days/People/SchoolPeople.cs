using System.Text;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Days;

/// <summary>
/// Makes what the people of one school do in a whole day: arrivals, ways out, rolls and corrections. Each school draws from its own random stream. Who teaches a
/// class comes, and in good time: a class without its teacher is a fault (<c>teacher-missing</c>).
/// </summary>
public sealed class SchoolPeople
{
    private const int Minute = 60_000;

    private readonly SimSchool _school;
    private readonly Scenario _scenario;
    private readonly IReadOnlyList<SchoolFault> _faults;
    private readonly List<SimEvent> _events;
    private readonly bool[] _there;
    private readonly HashSet<int> _teachers;
    private readonly HashSet<int> _missing;
    private SeededRandom _random;

    /// <summary>Prepares a school.</summary>
    /// <param name="school">The school.</param>
    /// <param name="scenario">How often people come, are late and so on.</param>
    /// <param name="plan">The day.</param>
    /// <param name="events">Where the events go.</param>
    /// <param name="there">By index of the person: set for those who are there from their arrival to the end.</param>
    public SchoolPeople(SimSchool school, Scenario scenario, DayPlan plan, List<SimEvent> events, bool[] there)
    {
        (_school, _scenario, _events, _there) = (school, scenario, events, there);
        _faults = [.. plan.SchoolFaults.Where(f => f.School == school)];
        _teachers = [.. school.Groups.SelectMany(g => g.Teachers)];
        _missing = [.. _faults.Where(f => f.Name == "teacher-missing").SelectMany(f => f.Class!.Teachers)];
        var stream = 0x84222325CBF29CE4UL ^ (ulong)plan.City.Day.DayNumber;
        foreach (var b in Encoding.ASCII.GetBytes(school.Id)) stream = (stream ^ b) * 0x100000001B3UL;
        _random = new SeededRandom(plan.Seed, stream);
    }

    /// <summary>Adds the school's events.</summary>
    public void AddEvents()
    {
        foreach (var group in _school.Groups.Where(_ => _school.Open))
        {
            var came = new bool[group.PersonCount];
            AddSession(group, group.Session, false, came);
            if (group.Second is { } second) AddSession(group, second, true, came);
        }
    }

    private void AddSession(SimGroup group, SessionTimes session, bool again, bool[] came)
    {
        // Nothing of such a campus is heard all day, neither its kiosks nor its classes.
        var silent = _faults.Any(f => f.Name == "missed-roll" && f.Campus == group.Campus);
        var roll = !group.Staff && group.Teacher >= 0 && _random.Chance(group.Campus.Kiosks.Count == 0 ? _scenario.RollClassesWithoutKiosk : _scenario.RollClasses);
        var rollAt = (session.Starts + _random.Between(6, 14)) * Minute + _random.Next(Minute);
        var present = group.Staff ? 1 - DayHabits.StaffAway : _scenario.PupilsPresent + _random.NextNormal() * 0.01;
        int[] buses = [BusAt(session), BusAt(session), BusAt(session)];
        var count = _events.Count;
        for (var i = 0; i < group.PersonCount; i++)
        {
            var person = group.FirstPerson + i;
            var comes = _random.Chance(again ? came[i] ? DayHabits.ComesAgain : DayHabits.ComesOnlyThen : present);
            if (_teachers.Contains(person)) comes = !_missing.Contains(person);
            came[i] = comes;
            var state = comes ? AddArrival(group, session, person, buses) : _random.Chance(_scenario.Excused) ? SaidState.Excused : SaidState.Absent;
            if (!group.Staff) AddWords(group, session, person, state, roll ? rollAt + i * 1_500 : null);
        }
        if (silent) _events.RemoveRange(count, _events.Count - count);
    }

    private void AddWords(SimGroup group, SessionTimes session, int person, SaidState state, int? rollAt)
    {
        if (rollAt is { } at)
        {
            var there = state is SaidState.Present or SaidState.Late;
            var said = there && _random.Chance(_scenario.RollConflicts) ? SaidState.Absent : state;
            Say(EventKind.Roll, group.Source, person, group.Teacher, said, at);
            // Half of the errors are noticed and corrected: the last word counts.
            if (said != state && _random.Chance(0.5)) Say(EventKind.Roll, group.Source, person, group.Teacher, state, at + _random.Between(60, 240) * 1_000);
        }
        else if (state == SaidState.Excused && group.Teacher >= 0 && _random.Chance(_scenario.ExcusedTold))
        {
            Say(EventKind.Roll, group.Source, person, group.Teacher, SaidState.Excused, (session.Starts + _random.Between(1, 15)) * Minute + _random.Next(Minute));
        }
        if (_school.Head >= 0 && _random.Chance(_scenario.Overrides))
        {
            Say(EventKind.Override, _school.Office, person, _school.Head, (SaidState)_random.Between(1, 4), (session.Starts + _random.Between(16, 30)) * Minute + _random.Next(Minute));
        }
    }

    private int BusAt(SessionTimes session) => (session.Starts - _random.Between(6, 28)) * Minute;

    /// <summary>A person comes; answers what a teacher who looks up sees.</summary>
    private SaidState AddArrival(SimGroup group, SessionTimes session, int person, int[] buses)
    {
        var teacher = _teachers.Contains(person);
        var (bell, lateFrom) = (session.Starts * Minute, (session.Starts + session.LateAfter) * Minute);
        int at;
        if (teacher) at = bell - _random.Between(12 * Minute, 40 * Minute);
        else if (_random.Chance(group.Staff ? DayHabits.StaffLate : _scenario.Late)) at = lateFrom + (int)Math.Min(-Math.Log(1 - _random.NextDouble()) * 5 * Minute, 25 * Minute);
        else if (!group.Staff && _random.Chance(_scenario.Bus)) at = buses[_random.Next(buses.Length)] + _random.Next(90_000);
        // Most come in the last quarter of an hour; a long tail comes early. 55 s after the bell is still on time.
        else at = bell + 55_000 - (int)(Math.Exp(_random.NextNormal() * 0.55 + 2.55) * Minute);
        // A kiosk is on since a little before the gates open.
        at = Math.Max(at, session.Opens * Minute + _random.Next(2 * Minute));
        var leavesEarly = !teacher && _random.Chance(group.Staff ? DayHabits.StaffLeftEarly : _scenario.LeftEarly);
        _there[person] = !leavesEarly;
        if (group.Campus.Kiosks.Count > 0 && (teacher || !_random.Chance(_scenario.CardForgotten))) AddScans(group, session, person, at, leavesEarly);
        return at >= lateFrom ? SaidState.Late : SaidState.Present;
    }

    private void AddScans(SimGroup group, SessionTimes session, int person, int at, bool leavesEarly)
    {
        var place = group.Staff ? StaffPlace() : PhoneSays.Near;
        var phone = _random.Chance(group.Staff ? DayHabits.StaffPhone : _scenario.Phone);
        Scan(phone ? EventKind.PhoneIn : EventKind.ScanIn, group.Campus, person, at, phone ? place : default);
        if (_random.Chance(_scenario.Twice)) Scan(EventKind.ScanIn, group.Campus, person, at + _random.Between(2_000, 40_000));
        if (leavesEarly)
        {
            var leaves = Math.Max(at + 5 * Minute, _random.Between(session.Starts + 45, session.Ends - 30) * Minute + _random.Next(Minute));
            Scan(EventKind.ScanOut, group.Campus, person, leaves);
            // One in four only fetched something.
            if (!_random.Chance(0.25)) return;
            Scan(EventKind.ScanIn, group.Campus, person, leaves + _random.Between(20, 110) * 1_000);
        }
        else if (_random.Chance(group.Staff ? DayHabits.StaffScanOut : DayHabits.PupilsScanOut))
        {
            Scan(EventKind.ScanOut, group.Campus, person, session.Ends * Minute + (int)Math.Min(-Math.Log(1 - _random.NextDouble()) * 6 * Minute, 25 * Minute));
        }
    }

    private PhoneSays StaffPlace()
    {
        var draw = _random.NextDouble();
        if (draw < DayHabits.PhoneOutside) return PhoneSays.Outside;
        draw -= DayHabits.PhoneOutside;
        if (draw < DayHabits.PhoneUncertain) return PhoneSays.Uncertain;
        return draw - DayHabits.PhoneUncertain < DayHabits.PhoneNothing ? PhoneSays.Nothing : PhoneSays.Inside;
    }

    private void Scan(EventKind kind, SimCampus campus, int person, int at, PhoneSays place = default) =>
        _events.Add(new SimEvent { Kind = kind, Source = campus.Kiosks[_random.Next(campus.Kiosks.Count)], Person = person, By = -1, AtMs = at, Place = place });

    private void Say(EventKind kind, int source, int person, int by, SaidState said, int at) =>
        _events.Add(new SimEvent { Kind = kind, Source = source, Person = person, By = by, Said = said, AtMs = at });
}
