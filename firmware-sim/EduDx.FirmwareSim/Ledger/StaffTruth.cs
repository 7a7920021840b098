using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>What is true of the staff and the teachers of one campus in one period.</summary>
public sealed record StaffRecord
{
    /// <summary>Node id of the campus.</summary>
    public string Campus { get; init; } = "";
    /// <summary>Node id of its school.</summary>
    public string School { get; init; } = "";
    /// <summary>Node id of its commune.</summary>
    public string Commune { get; init; } = "";
    /// <summary>Arrivals inside the fence, or at a kiosk.</summary>
    public int Inside { get; set; }
    /// <summary>Arrivals outside it.</summary>
    public int Outside { get; set; }
    /// <summary>Arrivals of which the phone was not sure.</summary>
    public int Uncertain { get; set; }
    /// <summary>Arrivals by phone that did not say where.</summary>
    public int NoPlace { get; set; }
    /// <summary>Classes with a teacher on the register.</summary>
    public int Classes { get; set; }
    /// <summary>Of them, classes with pupils and no teacher.</summary>
    public int WithoutTeacher { get; set; }
    /// <summary>Of them, classes of whose teachers nobody can say.</summary>
    public int TeacherUnknown { get; set; }
}

/// <summary>Computes the staff figures of a period from what was sent.</summary>
public static class StaffTruth
{
    /// <summary>The truth of every campus that has staff or classes in the period.</summary>
    public static StaffRecord[] Of(MorningPlan sent, Period period, TrueState?[] states)
    {
        var (city, records, first) = (sent.City, new Dictionary<SimCampus, StaffRecord>(), new Dictionary<int, SimEvent>());
        foreach (ref readonly var e in sent.Events.AsSpan())
        {
            if (e.Kind is not (EventKind.ScanIn or EventKind.PhoneIn) || city.Persons[e.Person].Group < 0) continue;
            var group = city.Groups[city.Persons[e.Person].Group];
            if (!group.Staff || group.In(period) is null || !group.IsIn(period, e.AtMs)) continue;
            if (!first.TryGetValue(e.Person, out var earlier) || e.AtMs < earlier.AtMs) first[e.Person] = e;
        }
        foreach (var group in city.Groups.Where(g => g.In(period) is not null))
        {
            if (!records.TryGetValue(group.Campus, out var record))
            {
                record = records[group.Campus] = new StaffRecord { Campus = group.Campus.Id, School = group.Campus.School.Id, Commune = group.Campus.School.Commune };
            }
            if (group.Staff) AddArrivals(record, group, first);
            else if (group.Teachers.Count > 0) AddClass(record, group, states);
        }
        return [.. records.Values];
    }

    private static void AddArrivals(StaffRecord record, SimGroup group, Dictionary<int, SimEvent> first)
    {
        for (var person = group.FirstPerson; person < group.FirstPerson + group.PersonCount; person++)
        {
            if (!first.TryGetValue(person, out var e)) continue;
            switch (e.Kind == EventKind.ScanIn ? PhoneSays.Inside : e.Place)
            {
                case PhoneSays.Outside: record.Outside++; break;
                case PhoneSays.Uncertain: record.Uncertain++; break;
                case PhoneSays.Nothing: record.NoPlace++; break;
                default: record.Inside++; break;
            }
        }
    }

    private static void AddClass(StaffRecord record, SimGroup group, TrueState?[] states)
    {
        record.Classes++;
        if (!group.Campus.School.Open || group.Campus.School.Closed is { To: 24 * 60 } || group.Teachers.Exists(t => IsThere(states[t]))) return;
        if (group.Teachers.Exists(t => states[t] is null or TrueState.Unknown)) record.TeacherUnknown++;
        else if (Enumerable.Range(group.FirstPerson, group.PersonCount).Any(p => IsThere(states[p]))) record.WithoutTeacher++;
    }

    private static bool IsThere(TrueState? state) => state is TrueState.Present or TrueState.Late;
}
