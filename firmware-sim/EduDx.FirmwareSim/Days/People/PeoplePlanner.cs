using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Days;

/// <summary>Plans the people of a day: cards go to the kiosks that read them, everything else into a script of the school.</summary>
public static class PeoplePlanner
{
    private const long KioskAfterLastMs = 90_000;

    /// <summary>Plans; answers the lines of each school's script and who is there all day, by index of the person.</summary>
    public static (Dictionary<SimSchool, List<ScriptLine>> Lines, bool[] There) Plan(DayPlan plan)
    {
        var (scenario, events, there) = (Scenario.Load(null), new List<SimEvent>(), new bool[plan.City.Persons.Length]);
        var lines = new Dictionary<SimSchool, List<ScriptLine>>();
        var bounds = new List<int>();
        foreach (var school in plan.Schools)
        {
            new SchoolPeople(school, scenario, plan, events, there).AddEvents();
            bounds.Add(events.Count);
        }
        plan.People = new MorningPlan { City = plan.City, Seed = plan.Seed, Events = [.. events], Deliveries = [] };
        var kiosks = plan.Actors.Where(a => a.Device.Kind == Contracts.Topics.SourceKind.Kiosk).ToDictionary(a => a.Number);
        foreach (var kiosk in kiosks.Values) StartForStaff(plan, kiosk);
        for (var (i, s) = (0, 0); s < bounds.Count; s++)
        {
            var script = lines[plan.Schools[s]] = [];
            for (; i < bounds[s]; i++)
            {
                ref readonly var e = ref plan.People.Events[i];
                var at = plan.MidnightMs + e.AtMs;
                if (e.Kind is EventKind.ScanIn or EventKind.ScanOut) Deal(plan, kiosks, e, at);
                else script.Add(new ScriptLine(at, ProtoEvents.Make(plan.People, e), i));
            }
        }
        foreach (var kiosk in kiosks.Values.Where(k => k.Scans.Count > 0)) kiosk.Scans.Sort((a, b) => a.AtMs != b.AtMs ? a.AtMs.CompareTo(b.AtMs) : a.Person.CompareTo(b.Person));
        return (lines, there);
    }

    // Staff come before the pupils: a kiosk that is on for the pupils alone would leave their arrivals unheard.
    private static void StartForStaff(DayPlan plan, DeviceActor kiosk)
    {
        foreach (var group in kiosk.Device.School.Groups.Where(g => g.Campus == kiosk.Device.Campus && kiosk.Device.School.Open))
        {
            kiosk.StartMs = Math.Min(kiosk.StartMs, plan.MidnightMs + group.Session.Opens * 60_000L - 60_000 - kiosk.StartMs % 120_000);
        }
    }

    // At a gate where one kiosk is dark people go to the next.
    private static void Deal(DayPlan plan, Dictionary<int, DeviceActor> kiosks, in SimEvent e, long at)
    {
        var campus = plan.City.Sources[e.Source].Campus!;
        var first = campus.Kiosks.IndexOf(e.Source);
        for (var i = 0; i < campus.Kiosks.Count; i++)
        {
            var kiosk = kiosks[campus.Kiosks[(first + i) % campus.Kiosks.Count]];
            // It stays on until the last have gone.
            kiosk.EndMs = Math.Max(kiosk.EndMs, at + KioskAfterLastMs);
            if (!kiosk.Sends(at)) continue;
            kiosk.Scans.Add(new CardScan(at, e.Person, plan.City.Persons[e.Person].Card, e.Kind == EventKind.ScanIn));
            return;
        }
    }
}
