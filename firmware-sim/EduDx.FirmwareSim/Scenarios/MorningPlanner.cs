using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Faults;

namespace EduDx.FirmwareSim.Scenarios;

/// <summary>Plans a morning of a city: the same city, seed, day and scenario give the same events and sendings.</summary>
public static class MorningPlanner
{
    /// <summary>Plans.</summary>
    /// <param name="city">The city on the day.</param>
    /// <param name="scenario">How the morning goes.</param>
    /// <param name="seed">Everything random depends on it.</param>
    /// <param name="heartbeatSeconds">Seconds between two heartbeats of a kiosk.</param>
    /// <param name="schoolShare">Share of the schools that take part, 0 to 1; the others stay silent.</param>
    public static MorningPlan Plan(SimCity city, Scenario scenario, int seed, int heartbeatSeconds = 60, double schoolShare = 1)
    {
        var schools = city.Schools.Where((_, i) => (int)((i + 1) * schoolShare) > (int)(i * schoolShare)).ToArray();
        var faults = new CampusFaults(schools, scenario, seed, city.Day.DayNumber);
        var events = new List<SimEvent>(city.Persons.Length * 2);
        foreach (var school in schools)
        {
            new SchoolMorning(school, scenario, faults, seed, city.Day.DayNumber, events).AddEvents(heartbeatSeconds * 1_000);
        }
        AddMalformed(events, scenario, seed, city.Day.DayNumber);
        var all = events.ToArray();
        Number(all, city.Sources.Length);
        return new MorningPlan
        {
            City = city, Seed = seed, Events = all, Deliveries = DeliveryPlanner.Plan(all, faults, scenario, seed, city.Day.DayNumber),
        };
    }

    private static void AddMalformed(List<SimEvent> events, Scenario scenario, int seed, int dayNumber)
    {
        var random = new SeededRandom(seed, (7UL << 32) + (ulong)dayNumber);
        var good = events.Count;
        for (var i = 0; i < good && scenario.Malformed > 0; i++)
        {
            if (events[i].IsScan && random.Chance(scenario.Malformed)) events.Add(events[i] with { Kind = EventKind.Malformed });
        }
    }

    /// <summary>Numbers the events of each source by time, as a device would.</summary>
    private static void Number(SimEvent[] events, int sources)
    {
        Array.Sort(events, (a, b) => a.AtMs != b.AtMs ? a.AtMs.CompareTo(b.AtMs)
            : a.Source != b.Source ? a.Source.CompareTo(b.Source)
            : a.Person != b.Person ? a.Person.CompareTo(b.Person)
            : ((int)a.Kind * 8 + (int)a.Said).CompareTo((int)b.Kind * 8 + (int)b.Said));
        var next = new uint[sources];
        for (var i = 0; i < events.Length; i++) events[i].Seq = ++next[events[i].Source];
    }
}
