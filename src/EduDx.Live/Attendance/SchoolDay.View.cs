using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.Live.Attendance;

/// <summary>From the folded state and a tick to figures: rules 2 to 7 of docs/attendance.md.</summary>
public sealed partial class SchoolDay
{
    private const int MaxConflicts = 200;

    /// <summary>The figures at <paramref name="nowMs"/>. Pure: the same state and tick give the same figures.</summary>
    /// <param name="nowMs">The tick, Unix milliseconds.</param>
    /// <param name="rules">The deployment's limits.</param>
    public SchoolView View(long nowMs, AttendanceRules rules)
    {
        var (open, reason) = CalendarRule.Decide(School.Calendar, Day);
        var closure = School.ClosureAt(Math.Min(nowMs, _startMs + LocalTime.DayMs - 1));
        if (closure is not null) (open, reason) = (false, closure.Reason);
        var now = (int)Math.Clamp((nowMs - _startMs) / MinuteMs, 0, MinutesADay);
        var counts = new StateCounts[School.Groups.Length * 2];
        var conflicts = new List<PersonConflict>();
        // Who is there by name, and not by number alone, is asked in kindergartens only.
        var present = School.IsKindergarten ? new ulong[(School.PersonKeys.Length + 63) / 64] : [];
        for (var g = 0; g < School.Groups.Length; g++)
        {
            var group = School.Groups[g];
            for (var s = 0; s < group.Sessions.Length; s++)
            {
                counts[g * 2 + s] = CountGroup(g, s, School.IsHeld(group.Sessions[s], Day), now, rules, conflicts, s == group.SlotAt(now) ? present : []);
            }
        }
        var reporting = new int[School.Campuses.Length];
        var silentSince = new int[School.Campuses.Length];
        for (var campus = 0; campus < reporting.Length; campus++)
        {
            (reporting[campus], silentSince[campus]) = Reporting(campus, open, now, rules);
        }
        return new SchoolView
        {
            School = School,
            Day = Day,
            AsOfMs = nowMs,
            Counts = counts,
            Arrivals = [.. _arrivals],
            KiosksReporting = reporting,
            Kiosks = [.. _campusKiosks.Select(k => k.Length)],
            SilentSince = silentSince,
            Open = open,
            DayReason = reason,
            LastEventMs = _lastEventMs,
            FirstHeardMs = _heard.First() is >= 0 and var minute ? _startMs + minute * MinuteMs : 0,
            Conflicts = [.. conflicts],
            Staff = StaffAt(now, rules),
            PresentNow = present,
        };
    }

    private StateCounts CountGroup(int g, int s, bool open, int now, AttendanceRules rules, List<PersonConflict> conflicts, ulong[] present)
    {
        var group = School.Groups[g];
        var session = group.Sessions[s];
        var counts = new StateCounts { Enrolled = group.Count, Scans = _scanCounts[g * 2 + s] };
        var silent = 0;
        for (var slot = group.First; slot < group.First + group.Count; slot++)
        {
            var key = slot * 2 + s;
            var (scan, roll, office) = Sources(key, session);
            var state = StateRules.Decide(scan, roll, office);
            if (StateRules.Conflict(scan, roll, office))
            {
                counts.Conflicts++;
                if (conflicts.Count < MaxConflicts) conflicts.Add(new(School.PersonKeys[slot], g, s, scan, roll, office, state));
            }
            if (present.Length > 0 && state is (PersonState.Present or PersonState.Late)) present[slot / 64] |= 1UL << (slot % 64);
            switch (state)
            {
                case PersonState.None: silent++; break;
                case PersonState.Present: counts.Present++; break;
                case PersonState.Late: counts.Late++; break;
                case PersonState.LeftEarly: counts.LeftEarly++; break;
                case PersonState.Absent: counts.Absent++; break;
                case PersonState.Excused: counts.Excused++; break;
            }
        }
        if (silent > 0) CountSilent(ref counts, silent, group.Campus, session, open, now, rules);
        return counts;
    }

    private (PersonState Scan, PersonState Roll, PersonState Office) Sources(int key, Session session) => (
        StateRules.FromScans(_scans[key], session),
        _rolls.Count == 0 ? PersonState.None : StateRules.From(_rolls.GetValueOrDefault(key).State),
        _office.Count == 0 ? PersonState.None : StateRules.From(_office.GetValueOrDefault(key).State));

    private StaffStatus[] StaffAt(int now, AttendanceRules rules)
    {
        var staff = new List<StaffStatus>();
        foreach (var group in School.Groups)
        {
            for (var s = 0; s < group.Sessions.Length && group.IsStaff; s++)
            {
                var silent = Silent(group.Campus, group.Sessions[s], School.IsHeld(group.Sessions[s], Day), now, rules);
                for (var slot = group.First; slot < group.First + group.Count; slot++)
                {
                    var (scan, roll, office) = Sources(slot * 2 + s, group.Sessions[s]);
                    ref var scans = ref _scans[slot * 2 + s];
                    staff.Add(new StaffStatus(slot, s, StateRules.Decide(scan, roll, office), silent, scans.FirstIn - 1, scans.Place));
                }
            }
        }
        return [.. staff];
    }

    // Rule 5: nobody said anything about these persons.
    private SilentState Silent(int campus, Session session, bool open, int now, AttendanceRules rules)
    {
        var kiosks = _campusKiosks[campus];
        if (!open) return SilentState.Off;
        if (!_heard.Covers(kiosks, session.Opens, Math.Min(now, session.Deadline), rules.SilentMinutes))
        {
            return kiosks.Length == 0 ? SilentState.UnknownNoKiosk : SilentState.UnknownKioskSilent;
        }
        return now < session.Deadline ? SilentState.Expected : SilentState.Absent;
    }

    private void CountSilent(ref StateCounts counts, int persons, int campus, Session session, bool open, int now, AttendanceRules rules)
    {
        switch (Silent(campus, session, open, now, rules))
        {
            case SilentState.Off: counts.Off = persons; break;
            case SilentState.UnknownKioskSilent: counts.UnknownKioskSilent = persons; break;
            case SilentState.UnknownNoKiosk: counts.UnknownNoKiosk = persons; break;
            case SilentState.Expected: counts.Expected = persons; break;
            default: counts.Absent += persons; break;
        }
    }

    // A kiosk reports when it was heard within the silence limit before now; once the last arrival window of the campus has
    // closed, before that window's end. Outside school hours nothing has to report.
    private (int Reporting, int SilentSince) Reporting(int campus, bool open, int now, AttendanceRules rules)
    {
        var kiosks = _campusKiosks[campus];
        var window = ArrivalWindow(campus, now);
        if (!open || window is not { } w) return (kiosks.Length, -1);
        var to = Math.Min(now, w.Deadline);
        if (to - w.Opens < rules.SilentMinutes) return (kiosks.Length, -1);
        var reporting = 0;
        foreach (var kiosk in kiosks)
        {
            if (_heard.Covers([kiosk], to - rules.SilentMinutes, to, rules.SilentMinutes)) reporting++;
        }
        if (reporting > 0 || kiosks.Length == 0) return (reporting, -1);
        var since = to;
        while (since > w.Opens && !kiosks.Any(k => _heard.IsSet(k, since - 1))) since--;
        return (0, since);
    }

    private (int Opens, int Deadline)? ArrivalWindow(int campus, int now)
    {
        (int Opens, int Deadline)? window = null;
        foreach (var group in School.Groups)
        {
            if (group.Campus != campus) continue;
            foreach (var session in group.Sessions)
            {
                if (session.Opens <= now && (window is null || session.Opens >= window.Value.Opens))
                {
                    window = (session.Opens, Math.Max(session.Deadline, window?.Opens == session.Opens ? window.Value.Deadline : 0));
                }
            }
        }
        return window;
    }
}
