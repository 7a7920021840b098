using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Days;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>What is true of the people of a day at its end.</summary>
public sealed record PeopleRecord
{
    /// <summary>Attendance of the morning period.</summary>
    public GroupTruth[] Morning { get; init; } = [];
    /// <summary>Attendance of the afternoon period.</summary>
    public GroupTruth[] Afternoon { get; init; } = [];
    /// <summary>Scans of the whole day; the other figures are none.</summary>
    public GroupTruth[] WholeDay { get; init; } = [];
    /// <summary>Staff of the morning period.</summary>
    public StaffRecord[] StaffMorning { get; init; } = [];
    /// <summary>Staff of the afternoon period.</summary>
    public StaffRecord[] StaffAfternoon { get; init; } = [];
    /// <summary>Care of each class of a kindergarten.</summary>
    public CareClassRecord[] Care { get; init; } = [];
    /// <summary>Each kitchen.</summary>
    public KitchenRecord[] Kitchens { get; init; } = [];
    /// <summary>What the day is for each school.</summary>
    public SchoolDayRecord[] Schools { get; init; } = [];

    /// <summary>Computes it from what was sent.</summary>
    public static PeopleRecord Of(DayPlan plan, MorningPlan people)
    {
        var flooded = plan.Floods.Where(f => f.ReopensMs is null).SelectMany(f => f.Schools).ToHashSet();
        var reopened = plan.Floods.Where(f => f.ReopensMs is not null).SelectMany(f => f.Schools).ToHashSet();
        var (sent, heard) = (Sent(plan, people), Heard(plan));
        var (morning, afternoon) = (TruthKeeper.Compute(sent, Period.Morning, heard), TruthKeeper.Compute(sent, Period.Afternoon, heard));
        var (care, kitchens) = CareTruth.Of(plan, morning.Persons);
        return new PeopleRecord
        {
            Morning = [.. morning.Groups],
            Afternoon = [.. afternoon.Groups],
            WholeDay = WholeDayOf(plan.City, sent),
            StaffMorning = StaffTruth.Of(sent, Period.Morning, morning.Persons),
            StaffAfternoon = StaffTruth.Of(sent, Period.Afternoon, afternoon.Persons),
            Care = care,
            Kitchens = kitchens,
            Schools = [.. plan.City.Schools.Select(s => new SchoolDayRecord(
                s.Id, s.Commune, s.IsKindergarten, flooded.Contains(s) ? "flooded" : reopened.Contains(s) ? "reopening" : s.Open ? "open" : "off", s.Groups.Where(g => !g.Staff).Sum(g => g.PersonCount)))],
        };
    }

    private static MorningPlan Sent(DayPlan plan, MorningPlan people)
    {
        var events = new List<SimEvent>();
        foreach (var kiosk in plan.Actors)
        {
            foreach (var (at, person, entered) in kiosk.Truth.Scans)
            {
                events.Add(new SimEvent { Kind = entered ? EventKind.ScanIn : EventKind.ScanOut, Source = kiosk.Number, Person = person, By = -1, AtMs = at });
            }
        }
        foreach (var line in plan.Scripts.SelectMany(s => s.Sent).Where(l => l.Person >= 0)) events.Add(people.Events[line.Person]);
        return new MorningPlan { City = plan.City, Seed = plan.Seed, Events = [.. events], Deliveries = [] };
    }

    private static Dictionary<SimCampus, HeardMinutes> Heard(DayPlan plan)
    {
        var heard = new Dictionary<SimCampus, HeardMinutes>();
        foreach (var kiosk in plan.Actors.Where(a => a.Device.Kind == Contracts.Topics.SourceKind.Kiosk))
        {
            if (!heard.TryGetValue(kiosk.Device.Campus, out var minutes)) heard.Add(kiosk.Device.Campus, minutes = new HeardMinutes());
            minutes.Hear(kiosk.Truth.Heard);
        }
        return heard;
    }

    private static GroupTruth[] WholeDayOf(SimCity city, MorningPlan sent)
    {
        var scans = new int[city.Groups.Count];
        foreach (ref readonly var e in sent.Events.AsSpan())
        {
            if (e.IsScan && city.Persons[e.Person].Group is >= 0 and var group) scans[group]++;
        }
        return [.. city.Groups.Select((g, i) => GroupTruth.Of(g, new Contracts.Frames.AttendanceFigures { Scans = scans[i] }))];
    }
}

/// <summary>What the day is for one school.</summary>
/// <param name="School">Node id.</param>
/// <param name="Commune">Node id of its commune.</param>
/// <param name="IsKindergarten">True for a kindergarten.</param>
/// <param name="Status"><c>open</c>, <c>reopening</c> (open again, its checklist is not done), <c>flooded</c> or <c>off</c>.</param>
/// <param name="Pupils">Pupils on the roster.</param>
public sealed record SchoolDayRecord(string School, string Commune, bool IsKindergarten, string Status, int Pupils)
{
    /// <summary>True when school is held.</summary>
    public bool IsHeld => Status is "open" or "reopening";
}
