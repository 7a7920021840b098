namespace EduDx.Ops.Access.Rules;

/// <summary>Classes of data. A grant names some of them; what is asked for may need several.</summary>
[Flags]
public enum DataClass
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>The tree, the timetable, closures.</summary>
    Structure = 1 << 0,
    /// <summary>Counts of pupils by state.</summary>
    Attendance = 1 << 1,
    /// <summary>Counts of staff by state and by the verdict on their place.</summary>
    Staff = 1 << 2,
    /// <summary>Kindergarten care: meals, naps, food safety. Counts, but of a sensitive kind.</summary>
    Care = 1 << 3,
    /// <summary>Kiosks and devices.</summary>
    Devices = 1 << 4,
    /// <summary>Meeting rooms.</summary>
    Rooms = 1 << 5,
    /// <summary>Alarms and the rules that raise them.</summary>
    Alarms = 1 << 6,
    /// <summary>Events as they were sent, the rejected ones among them. They carry pseudonyms and card numbers.</summary>
    Events = 1 << 7,
    /// <summary>The server's own health: counters, metrics.</summary>
    System = 1 << 8,
    /// <summary>Rows of single persons under their pseudonyms: conflicts, the staff list of a campus.</summary>
    PersonRows = 1 << 9,
    /// <summary>Who a pseudonym is. In no role unless a grant names it.</summary>
    Persons = 1 << 10,
    /// <summary>The audit.</summary>
    Audit = 1 << 11,
    /// <summary>Paired screens.</summary>
    Screens = 1 << 12,
    /// <summary>Credentials of devices.</summary>
    Credentials = 1 << 13,
    /// <summary>People and their roles.</summary>
    People = 1 << 14,
    /// <summary>Everything that a wall can show without rows of persons.</summary>
    Figures = Structure | Attendance | Staff | Care | Devices | Rooms | Alarms,
    /// <summary>What a grant has when it names no classes: all but <see cref="Persons"/>.</summary>
    Default = All & ~Persons,
    /// <summary>All.</summary>
    All = (1 << 15) - 1,
}
