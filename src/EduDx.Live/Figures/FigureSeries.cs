namespace EduDx.Live.Figures;

/// <summary>
/// A series of whole numbers that history keeps for a subject (a device, a room, a node) and a calendar bucket. A new feed that
/// counts something adds a series here and rows to its fold; the stores need no change.
/// </summary>
/// <param name="Name">Name in the API and measurement in the store, <c>[a-z]+</c>.</param>
/// <param name="Columns">Names of the values, <c>[a-zA-Z]+</c>, at most <see cref="MaxColumns"/>; they are sums: they add up over subjects and buckets.</param>
public sealed record FigureSeries(string Name, string[] Columns)
{
    /// <summary>Most values of a row.</summary>
    public const int MaxColumns = 10;

    /// <summary>Devices by local day; the subject is a device.</summary>
    public static readonly FigureSeries Devices = new("devices", ["devices", "dutyMinutes", "heardMinutes", "onMinutes", "lessonMinutes", "missed", "restarts"]);

    /// <summary>Meeting rooms by hour; the subject is a room. Meetings are counted in the hour of their booked start.</summary>
    public static readonly FigureSeries Rooms = new("rooms", ["usedMinutes", "bookedMinutes", "meetings", "held", "noShow", "cancelled", "paperless", "invited", "checkedIn"]);

    /// <summary>Alarms by hour; the subject is the school, or the node above the schools, that they concern. Each is counted in the hour it happened.</summary>
    public static readonly FigureSeries Alarms = new("alarms", ["raised", "critical", "cleared", "acknowledged"]);

    /// <summary>Staff by local day; the subject is a campus. Arrivals by place, those who were late, and those who left early.</summary>
    public static readonly FigureSeries Staff = new("staff", ["inside", "outside", "uncertain", "noPlace", "late", "leftEarly"]);

    /// <summary>Closed schools by local day; the subject is a school. A day lost is one to make up.</summary>
    public static readonly FigureSeries Closures = new("closures", ["closed", "flooded", "online", "shelter", "lost"]);

    /// <summary>Meals of kindergartens by local day; the subject is a class's node. Portions served and eaten of all meals, energy (kcal) and grams as served.</summary>
    public static readonly FigureSeries Meals = new("meals", ["served", "eaten", "kcal", "proteinG", "lipidG", "glucidG"]);

    /// <summary>Kitchens of kindergartens by local day; the subject is a campus's node. Portions of lunch cooked, grams thrown away; samples are those kept on the day.</summary>
    public static readonly FigureSeries Kitchens = new("kitchens", ["cooked", "wastedG", "stepsDone", "stepsMissed", "stepsFailed", "samples", "samplesEarly", "lateMeals"]);

    /// <summary>Naps of kindergartens by local day; the subject is a class's node. Children and minutes of logs that are believed.</summary>
    public static readonly FigureSeries Sleep = new("sleep", ["slept", "minutes", "checksDue", "checksMissed", "implausible"]);

    /// <summary>All series.</summary>
    public static readonly FigureSeries[] All = [Devices, Rooms, Alarms, Staff, Closures, Meals, Kitchens, Sleep];
}
