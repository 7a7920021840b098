using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>
/// Computes what the walls must show when everything has arrived, by docs/attendance.md and from the events that were sent.
/// Written apart from the server's folds on purpose: two errors seldom agree.
/// </summary>
public static class TruthKeeper
{
    /// <summary>The truth of every group with a session in the morning period.</summary>
    public static IReadOnlyList<GroupTruth> Compute(MorningPlan plan) => Compute(plan, Period.Morning, Heard(plan)).Groups;

    /// <summary>The truth of one period.</summary>
    /// <param name="plan">What was sent.</param>
    /// <param name="period">The period.</param>
    /// <param name="heard">When the kiosks of each campus were heard; a campus that is missing was never.</param>
    public static PeriodTruth Compute(MorningPlan plan, Period period, IReadOnlyDictionary<SimCampus, HeardMinutes> heard)
    {
        var city = plan.City;
        var persons = new PersonTruth[city.Persons.Length];
        var scans = new int[city.Groups.Count];
        foreach (ref readonly var e in plan.Events.AsSpan())
        {
            if (e.Person < 0 || e.Kind == EventKind.Malformed) continue;
            var index = city.Persons[e.Person].Group;
            if (index < 0 || city.Groups[index].In(period) is null || !city.Groups[index].IsIn(period, e.AtMs)) continue;
            if (e.IsScan) scans[index]++;
            Take(ref persons[e.Person], e, plan);
        }
        var (truths, states) = (new List<GroupTruth>(city.Groups.Count), new TrueState?[city.Persons.Length]);
        for (var i = 0; i < city.Groups.Count; i++)
        {
            var group = city.Groups[i];
            if (group.In(period) is not { } session) continue;
            var figures = Count(group, session, persons, heard.GetValueOrDefault(group.Campus), states);
            figures.Scans = scans[i];
            truths.Add(GroupTruth.Of(group, figures));
        }
        return new PeriodTruth(truths, states);
    }

    private static Dictionary<SimCampus, HeardMinutes> Heard(MorningPlan plan)
    {
        var heard = new Dictionary<SimCampus, HeardMinutes>();
        foreach (ref readonly var e in plan.Events.AsSpan())
        {
            if (e.Kind is not (EventKind.ScanIn or EventKind.ScanOut or EventKind.Online or EventKind.Telemetry)) continue;
            var campus = plan.City.Sources[e.Source].Campus!;
            if (!heard.TryGetValue(campus, out var minutes)) heard.Add(campus, minutes = new HeardMinutes());
            minutes.Hear(e.AtMs);
        }
        return heard;
    }

    private static void Take(ref PersonTruth person, in SimEvent e, MorningPlan plan)
    {
        switch (e.Kind)
        {
            case EventKind.ScanIn or EventKind.PhoneIn:
                person.In(e.AtMs);
                break;
            case EventKind.ScanOut:
                person.Out(e.AtMs);
                break;
            case EventKind.Roll:
                person.Roll(e.AtMs, EventIds.Of(plan, e), e.Said);
                break;
            case EventKind.Override:
                person.Office(e.AtMs, EventIds.Of(plan, e), e.Said);
                break;
        }
    }

    private static AttendanceFigures Count(SimGroup group, SessionTimes session, PersonTruth[] persons, HeardMinutes? heard, TrueState?[] states)
    {
        var figures = new AttendanceFigures { Enrolled = group.PersonCount };
        var covered = group.Campus.Kiosks.Count > 0 && heard is not null && heard.Covers(session);
        for (var i = group.FirstPerson; i < group.FirstPerson + group.PersonCount; i++)
        {
            ref readonly var person = ref persons[i];
            if (person.Conflict(session)) figures.Conflicts++;
            var state = person.State(session) ?? (!group.Campus.School.IsHeld(session) ? TrueState.Off : covered ? TrueState.Absent : TrueState.Unknown);
            states[i] = state;
            switch (state)
            {
                case TrueState.Present: figures.Present++; break;
                case TrueState.Late: figures.Late++; break;
                case TrueState.LeftEarly: figures.LeftEarly++; break;
                case TrueState.Absent: figures.Absent++; break;
                case TrueState.Excused: figures.Excused++; break;
                case TrueState.Off: figures.Off++; break;
                default: figures.Unknown++; break;
            }
        }
        return figures;
    }
}
