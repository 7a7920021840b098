using EduDx.Contracts.Frames;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>The figures by the names that the API uses.</summary>
public static class FigureNames
{
    /// <summary>In the order of the ledger's columns.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["enrolled", "present", "late", "leftEarly", "absent", "excused", "unknown", "expected", "off", "scans", "conflicts"];

    /// <summary>One figure.</summary>
    public static int Value(AttendanceFigures figures, string name) => name switch
    {
        "enrolled" => figures.Enrolled,
        "present" => figures.Present,
        "late" => figures.Late,
        "leftEarly" => figures.LeftEarly,
        "absent" => figures.Absent,
        "excused" => figures.Excused,
        "unknown" => figures.Unknown,
        "expected" => figures.Expected,
        "off" => figures.Off,
        "scans" => figures.Scans,
        "conflicts" => figures.Conflicts,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a figure of the contract"),
    };
}
