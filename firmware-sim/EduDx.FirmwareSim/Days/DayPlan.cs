using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Days;

/// <summary>A day: who sends, what is wrong with whom, and which alarms that must raise.</summary>
/// <param name="City">The city.</param>
/// <param name="Schools">Schools that take part; the others stay silent.</param>
/// <param name="Seed">Seed.</param>
/// <param name="MidnightMs">Local midnight, Unix milliseconds.</param>
/// <param name="Actors">All devices that take part.</param>
/// <param name="Expected">The alarms that the faults must raise, each once.</param>
public sealed record DayPlan(SimCity City, IReadOnlyList<SimSchool> Schools, int Seed, long MidnightMs, DeviceActor[] Actors, List<ExpectedAlarm> Expected)
{
    /// <summary>Meeting rooms among them.</summary>
    public IEnumerable<RoomActor> Rooms => Actors.OfType<RoomActor>();

    /// <summary>What goes wrong with people and kitchens.</summary>
    public List<SchoolFault> SchoolFaults { get; } = [];

    /// <summary>Floods that close schools.</summary>
    public List<Flood> Floods { get; } = [];

    /// <summary>What people do, as planned; null when people are not sent.</summary>
    public MorningPlan? People { get; set; }

    /// <summary>What is entered by people, one script a school; empty when people are not sent.</summary>
    public List<ScriptActor> Scripts { get; } = [];

    /// <summary>All that send.</summary>
    public IEnumerable<IDayActor> All => [.. Actors, .. Scripts];

    /// <summary>True when a campus has a fault.</summary>
    public bool Has(string fault, SimCampus campus) => SchoolFaults.Exists(f => f.Name == fault && f.Campus == campus);
}

/// <summary>An alarm that a fault must raise.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Subject"><c>school/kind/source</c>, the node id of a school, or <c>outage</c>.</param>
/// <param name="FromMs">The fault begins, Unix milliseconds.</param>
/// <param name="ToMs">The fault ends.</param>
/// <param name="Fault">Name of the fault.</param>
/// <param name="Members">Members of an outage; empty otherwise.</param>
public sealed record ExpectedAlarm(string Rule, string Subject, long FromMs, long ToMs, string Fault, string[] Members);

/// <summary>Something wrong with the people or the kitchen of a campus for the day.</summary>
/// <param name="Name">Name of the fault, as <c>--fault</c> takes it.</param>
/// <param name="School">The school.</param>
/// <param name="Campus">The campus.</param>
/// <param name="Class">The class; null when it is about the whole campus.</param>
public sealed record SchoolFault(string Name, SimSchool School, SimCampus Campus, SimGroup? Class);

/// <summary>Schools that one action closes; their sources go silent a minute later.</summary>
/// <param name="Schools">The schools.</param>
/// <param name="Reason">Why, as it is told to the server; no two floods of a day have the same.</param>
/// <param name="ClosesMs">When it is told, Unix milliseconds.</param>
/// <param name="ReopensMs">When they are reopened; null when they stay closed.</param>
public sealed record Flood(SimSchool[] Schools, string Reason, long ClosesMs, long? ReopensMs);
