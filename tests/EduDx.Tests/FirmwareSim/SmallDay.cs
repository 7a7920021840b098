using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Days;
using EduDx.FirmwareSim.Ledger;

namespace EduDx.Tests.FirmwareSim;

/// <summary>A tenth of the reference city, and whole days of it.</summary>
public sealed class SmallDay : IDisposable
{
    private const long Minute = 60_000;

    /// <summary>A Tuesday: there was school on the day before.</summary>
    public static readonly DateOnly Tuesday = new(2026, 11, 24);

    public string Folder { get; } = WrittenCity.Write(7, 0.1);

    /// <summary>Plans a day; the city is read anew, because a flood changes it.</summary>
    public DayPlan Plan(string faults) =>
        DayPlanner.Plan(SimCityReader.Read(Folder, Tuesday), 7, 5 * 60 + 30, 18 * 60, 1, KioskChoice.Too, DayFaults.Parse(faults, people: true), people: true);

    /// <summary>Sends a whole day to nobody and answers what is true of its people; other devices than kiosks on request.</summary>
    public static PeopleRecord Send(DayPlan plan, List<Event> into, bool devices = false)
    {
        var from = plan.MidnightMs + 5 * 60 * Minute + 30 * Minute;
        foreach (var actor in plan.All.Where(a => devices || a is not DeviceActor { Device.Kind: not EduDx.Contracts.Topics.SourceKind.Kiosk }))
        {
            actor.StartNotBefore(from);
            actor.Emit(from, plan.MidnightMs + 18 * 60 * Minute, into);
        }
        return PeopleRecord.Of(plan, plan.People!);
    }

    public void Dispose() => Directory.Delete(Folder, true);
}
