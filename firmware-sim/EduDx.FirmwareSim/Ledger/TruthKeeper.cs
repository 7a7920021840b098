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
    public static IReadOnlyList<GroupTruth> Compute(MorningPlan plan)
    {
        var city = plan.City;
        var persons = new PersonTruth[city.Persons.Length];
        var heard = new Dictionary<SimCampus, HeardMinutes>();
        var scans = new int[city.Groups.Count];
        foreach (ref readonly var e in plan.Events.AsSpan())
        {
            if (e.Kind is EventKind.ScanIn or EventKind.ScanOut or EventKind.Online or EventKind.Telemetry) Hear(heard, city.Sources[e.Source].Campus!, e.AtMs);
            if (e.Person < 0 || e.Kind == EventKind.Malformed) continue;
            var index = city.Persons[e.Person].Group;
            if (index < 0 || e.AtMs >= city.Groups[index].SecondOpens * 60_000) continue;
            if (e.IsScan) scans[index]++;
            Take(ref persons[e.Person], e, plan);
        }
        var truths = new List<GroupTruth>(city.Groups.Count);
        for (var i = 0; i < city.Groups.Count; i++)
        {
            var group = city.Groups[i];
            var figures = Count(group, persons.AsSpan(group.FirstPerson, group.PersonCount), heard.GetValueOrDefault(group.Campus));
            figures.Scans = scans[i];
            truths.Add(GroupTruth.Of(group, figures));
        }
        return truths;
    }

    private static void Hear(Dictionary<SimCampus, HeardMinutes> heard, SimCampus campus, int atMs)
    {
        if (!heard.TryGetValue(campus, out var minutes)) heard.Add(campus, minutes = new HeardMinutes());
        minutes.Hear(atMs);
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

    private static AttendanceFigures Count(SimGroup group, ReadOnlySpan<PersonTruth> persons, HeardMinutes? heard)
    {
        var figures = new AttendanceFigures { Enrolled = persons.Length };
        var covered = group.Campus.Kiosks.Count > 0 && heard is not null && heard.Covers(group.Session);
        foreach (ref readonly var person in persons)
        {
            if (person.Conflict(group.Session)) figures.Conflicts++;
            switch (person.State(group.Session))
            {
                case TrueState.Present: figures.Present++; break;
                case TrueState.Late: figures.Late++; break;
                case TrueState.LeftEarly: figures.LeftEarly++; break;
                case TrueState.Absent: figures.Absent++; break;
                case TrueState.Excused: figures.Excused++; break;
                case null when !group.Campus.School.Open: figures.Off++; break;
                case null when covered: figures.Absent++; break;
                default: figures.Unknown++; break;
            }
        }
        return figures;
    }
}
