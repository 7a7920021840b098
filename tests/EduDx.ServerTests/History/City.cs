using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.ServerTests.History;

/// <summary>
/// A small city for rows: 3 communes (1..3), 2 schools each (11..32), 4 classes a school (school * 100 + 1..4) and one staff
/// group, the campus (school * 100). Everything follows from the arguments, so that a test can count by itself.
/// </summary>
internal static class City
{
    public static readonly int[] Communes = [1, 2, 3];
    public static readonly int[] Schools = [11, 12, 21, 22, 31, 32];
    public static readonly int[] Groups = [.. Schools.SelectMany(s => Enumerable.Range(s * 100, 5))];

    public static bool IsStaff(int group) => group % 100 == 0;
    public static int SchoolOf(int group) => group / 100;
    public static int CommuneOf(int group) => group / 1000;

    /// <summary>Unix milliseconds of a local instant, written as Hue's clocks show it.</summary>
    public static long At(string local) => DateTimeOffset.Parse(local + "+07:00", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    public static ScanRow Scan(long atMs, ulong id, int group, byte direction = 1, int source = 7) => new(
        atMs, new UInt128(0x018f3c1a7b2e7c44, id), CommuneOf(group), SchoolOf(group), group, source, (int)id, IsStaff(group), direction, 1);

    public static OutcomeRow Outcome(DateOnly day, SessionKind session, int group, int present, int starts = 7 * 60) => new(
        day, session, starts, CommuneOf(group), SchoolOf(group), group, IsStaff(group), Counts(group, present));

    /// <summary>Figures in which every member differs from its neighbours, so that two exchanged columns are seen.</summary>
    public static StateCounts Counts(int group, int present) => new()
    {
        Enrolled = present + 99,
        Present = present,
        Late = 2,
        LeftEarly = 3,
        Absent = 4 + group % 7,
        Excused = 5,
        UnknownKioskSilent = 6,
        UnknownNoKiosk = 7,
        Expected = 8,
        Off = 9,
        Scans = 2 * present,
        Conflicts = 1,
    };
}
