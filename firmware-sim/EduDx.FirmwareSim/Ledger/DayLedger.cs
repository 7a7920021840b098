using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using EduDx.FirmwareSim.Commands;
using EduDx.FirmwareSim.Days;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>The ledger of a day: <c>day.json</c>, what is true of each, and which alarms the faults must raise.</summary>
public sealed record DayLedger
{
    private const string FileName = "day.json";

    /// <summary>Seed of the day.</summary>
    public int Seed { get; init; }
    /// <summary>The day.</summary>
    public DateOnly Day { get; init; }
    /// <summary>End of what was sent, Unix milliseconds: what is silent afterwards is the simulator that has ended.</summary>
    public long EndMs { get; init; }
    /// <summary>Devices, rooms' controllers included.</summary>
    public DeviceRecord[] Devices { get; init; } = [];
    /// <summary>Meeting rooms.</summary>
    public RoomRecord[] Rooms { get; init; } = [];
    /// <summary>Alarms that the faults must raise, each once.</summary>
    public ExpectedAlarm[] Alarms { get; init; } = [];
    /// <summary>Distinct events that must be stored.</summary>
    public long Events { get; init; }
    /// <summary>Distinct events that must be rejected.</summary>
    public long Malformed { get; init; }
    /// <summary>People, their care and their schools; null when people were not sent.</summary>
    public PeopleRecord? People { get; init; }

    /// <summary>True when a folder holds such a ledger.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Writes the ledger of a day that was sent.</summary>
    public static void Write(string folder, DayPlan plan, DayCounts counts, long endMs)
    {
        Directory.CreateDirectory(folder);
        var people = plan.People is null ? null : PeopleRecord.Of(plan, plan.People);
        var ledger = new DayLedger
        {
            Seed = plan.Seed,
            Day = plan.City.Day,
            EndMs = endMs,
            Devices = [.. plan.Actors.Select(a => Of(a, plan))],
            Rooms = [.. plan.Rooms.Select(Of)],
            Alarms = [.. plan.Expected],
            Events = counts.Events,
            Malformed = counts.Malformed,
            People = people,
        };
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(ledger, DayLedgerJson.Default.DayLedger));
        Console.WriteLine($"ledger: {ledger.Devices.Length} devices, {ledger.Rooms.Length} rooms, {ledger.Rooms.Sum(r => r.Meetings)} meetings, {ledger.Alarms.Length} alarms in {folder}");
        if (people is not null) Console.WriteLine($"ledger: {people.WholeDay.Sum(g => g.Figures.Scans)} scans, {people.Care.Length} classes and {people.Kitchens.Length} kitchens of kindergartens, {people.Care.Sum(c => c.AllServed)} portions, {people.Care.Sum(c => c.Slept)} children slept");
    }

    /// <summary>Reads a ledger.</summary>
    public static DayLedger Read(string folder) =>
        JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, FileName)), DayLedgerJson.Default.DayLedger) ?? throw new UsageException($"{folder}/{FileName} is empty");

    private static DeviceRecord Of(DeviceActor actor, DayPlan plan) => new()
    {
        Id = actor.Device.Id,
        School = actor.Device.School.Id,
        Commune = actor.Device.School.Commune,
        Events = actor.Truth.Events,
        OnMinutes = actor.Truth.OnMinutes,
        LessonMinutes = actor.Truth.LessonMinutes(plan.City.ClassSessions),
        HeardMinutes = actor.Truth.HeardMinutes,
        Missed = actor.Truth.Missed,
        Restarts = actor.Truth.Restarts,
        Metrics = new(actor.Truth.Metrics),
    };

    private static RoomRecord Of(RoomActor room)
    {
        var (used, booked) = (room.Used(), room.Booked());
        var kept = room.Meetings.Where(m => m.Outcome != "cancelled").ToArray();
        return new RoomRecord
        {
            Id = room.Device.Id,
            School = room.Device.School.Id,
            Commune = room.Device.School.Commune,
            UsedByHour = ByHour(used),
            BookedByHour = ByHour(booked),
            Meetings = room.Meetings.Count,
            Held = room.Meetings.Count(m => m.Outcome == "held"),
            NoShow = room.Meetings.Count(m => m.Outcome == "noShow"),
            Cancelled = room.Meetings.Count(m => m.Outcome == "cancelled"),
            Paperless = kept.Count(m => m.IsPaperless),
            Invited = kept.Sum(m => m.Invited),
            CheckedIn = kept.Sum(m => m.CheckedIn),
        };
    }

    private static int[] ByHour(BitArray minutes)
    {
        var hours = new int[24];
        for (var minute = 0; minute < minutes.Length; minute++) hours[minute / 60] += minutes[minute] ? 1 : 0;
        return hours;
    }
}

/// <summary>What is true of one device.</summary>
public sealed record DeviceRecord
{
    /// <summary><c>school/kind/source</c>.</summary>
    public string Id { get; init; } = "";
    /// <summary>Node id of its school.</summary>
    public string School { get; init; } = "";
    /// <summary>Node id of its commune.</summary>
    public string Commune { get; init; } = "";
    /// <summary>Events sent.</summary>
    public int Events { get; init; }
    /// <summary>Minutes on.</summary>
    public int OnMinutes { get; init; }
    /// <summary>Of those, minutes in a session.</summary>
    public int LessonMinutes { get; init; }
    /// <summary>Minutes of duty in which it was heard.</summary>
    public int HeardMinutes { get; init; }
    /// <summary>Messages that never came.</summary>
    public long Missed { get; init; }
    /// <summary>Boots beyond the first.</summary>
    public int Restarts { get; init; }
    /// <summary>Newest value of each metric.</summary>
    public Dictionary<string, double> Metrics { get; init; } = [];
}

/// <summary>What is true of one meeting room.</summary>
public sealed record RoomRecord
{
    /// <summary><c>school/room/source</c>.</summary>
    public string Id { get; init; } = "";
    /// <summary>Node id of its school.</summary>
    public string School { get; init; } = "";
    /// <summary>Node id of its commune.</summary>
    public string Commune { get; init; } = "";
    /// <summary>Minutes in use by hour.</summary>
    public int[] UsedByHour { get; init; } = [];
    /// <summary>Minutes booked by hour.</summary>
    public int[] BookedByHour { get; init; } = [];
    /// <summary>Meetings booked.</summary>
    public int Meetings { get; init; }
    /// <summary>Held.</summary>
    public int Held { get; init; }
    /// <summary>Nobody came.</summary>
    public int NoShow { get; init; }
    /// <summary>Called off.</summary>
    public int Cancelled { get; init; }
    /// <summary>Paperless.</summary>
    public int Paperless { get; init; }
    /// <summary>Invited.</summary>
    public int Invited { get; init; }
    /// <summary>Checked in.</summary>
    public int CheckedIn { get; init; }
}

/// <summary>Serialiser of <c>day.json</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DayLedger))]
public sealed partial class DayLedgerJson : JsonSerializerContext;
