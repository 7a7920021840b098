using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Days;

/// <summary>A day of devices and rooms: who sends, what is wrong with whom, and which alarms that must raise.</summary>
/// <param name="City">The city.</param>
/// <param name="Seed">Seed.</param>
/// <param name="MidnightMs">Local midnight, Unix milliseconds.</param>
/// <param name="Actors">All devices that take part.</param>
/// <param name="Expected">The alarms that the faults must raise, each once.</param>
public sealed record DayPlan(SimCity City, int Seed, long MidnightMs, DeviceActor[] Actors, List<ExpectedAlarm> Expected)
{
    /// <summary>Meeting rooms among them.</summary>
    public IEnumerable<RoomActor> Rooms => Actors.OfType<RoomActor>();
}

/// <summary>An alarm that a fault must raise.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Subject"><c>school/kind/source</c>; <c>outage</c> for an outage.</param>
/// <param name="FromMs">The fault begins, Unix milliseconds.</param>
/// <param name="ToMs">The fault ends.</param>
/// <param name="Fault">Name of the fault.</param>
/// <param name="Members">Members of an outage; empty otherwise.</param>
public sealed record ExpectedAlarm(string Rule, string Subject, long FromMs, long ToMs, string Fault, string[] Members);
