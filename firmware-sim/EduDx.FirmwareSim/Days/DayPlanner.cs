using EduDx.Contracts.Topics;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Days;

/// <summary>Plans a day from the city, the seed and the faults.</summary>
public static class DayPlanner
{
    private static readonly Dictionary<string, IDeviceKind> Kinds = new(StringComparer.Ordinal)
    {
        ["kiosk"] = new KioskKind(), ["room"] = new RoomKind(), ["air-sensor"] = new AirSensorKind(), ["fridge"] = new FridgeKind(),
        ["room-screen"] = new RoomEquipmentKind(), ["room-camera"] = new RoomEquipmentKind(), ["room-microphone"] = new RoomEquipmentKind(), ["room-line"] = new RoomEquipmentKind(),
    };

    private static readonly IDeviceKind Teaching = new TeachingDeviceKind();

    /// <summary>Plans.</summary>
    /// <param name="city">The city.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="from">First minute of the day in which anything is sent.</param>
    /// <param name="to">End, minutes after midnight.</param>
    /// <param name="scale">Share of the schools that take part, 0 to 1; the others stay silent.</param>
    /// <param name="kiosks">Whether the kiosks are sent for.</param>
    /// <param name="faults">Faults by name.</param>
    /// <param name="people">Whether people, kitchens and classes are sent for.</param>
    public static DayPlan Plan(SimCity city, int seed, int from, int to, double scale, KioskChoice kiosks, IReadOnlyList<FaultRequest> faults, bool people = false)
    {
        var midnight = new DateTimeOffset(city.Day.ToDateTime(TimeOnly.MinValue), MorningPlan.Offset).ToUnixTimeMilliseconds();
        SimSchool[] schools = [.. city.Schools.Take(Math.Max(1, (int)Math.Ceiling(city.Schools.Count * scale)))];
        var taking = schools.ToHashSet();
        var actors = new List<DeviceActor>();
        for (var i = 0; i < city.Devices.Length; i++)
        {
            var device = city.Devices[i];
            if (!taking.Contains(device.School) || kiosks == (device.Kind == SourceKind.Kiosk ? KioskChoice.None : KioskChoice.Alone)) continue;
            var (dutyFrom, dutyTo) = Duty(device, midnight);
            var kind = Kinds.GetValueOrDefault(device.Type.Id, Teaching);
            var actor = device.Kind == SourceKind.Room
                ? new RoomActor(device, i, seed, kind, midnight, dutyFrom, dutyTo, midnight + to * 60_000L)
                : new DeviceActor(device, i, seed, kind, midnight, dutyFrom, dutyTo);
            if (device.Type.Always) (actor.StartMs, actor.EndMs) = (midnight + from * 60_000L + actor.StartMs % 30_000, midnight + to * 60_000L);
            actors.Add(actor);
        }
        var plan = new DayPlan(city, schools, seed, midnight, [.. actors], []);
        new DayFaults(plan, from, to).Add(faults);
        if (people) AddPeople(plan);
        return plan;
    }

    private static void AddPeople(DayPlan plan)
    {
        var (lines, there) = PeoplePlanner.Plan(plan);
        foreach (var school in plan.Schools)
        {
            if (school is { IsKindergarten: true, Open: true }) CarePlanner.Add(plan, school, there, lines[school]);
            var script = new ScriptActor(school, lines[school]);
            if (plan.Floods.Find(f => f.Schools.Contains(school)) is { } flood) script.Silence = (flood.ClosesMs + 60_000, flood.ReopensMs ?? long.MaxValue);
            plan.Scripts.Add(script);
        }
    }

    private static (long FromMs, long ToMs) Duty(SimDevice device, long midnight)
    {
        if (device.Type.Always) return (midnight, midnight + 24 * 3_600_000L);
        if (!device.School.Open || device.Campus.Sessions.Count == 0) return (midnight, midnight);
        return (midnight + device.Campus.Sessions.Min(s => s.Opens) * 60_000L, midnight + device.Campus.Sessions.Max(s => s.Ends) * 60_000L);
    }
}

/// <summary>Which sources a day sends for: the kiosks are also those of a morning's scans.</summary>
public enum KioskChoice
{
    /// <summary>Kiosks beside everything else.</summary>
    Too,
    /// <summary>Everything else.</summary>
    None,
    /// <summary>The kiosks alone.</summary>
    Alone,
}

/// <summary>A fault as it was asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Argument">What stands behind the first colon; empty for the default.</param>
public sealed record FaultRequest(string Name, string Argument);
