using EduDx.Contracts.Frames;

namespace EduDx.Wall.Charts;

/// <summary>The order of the Attendance wall: by level, then by the share that is missing, then by id.</summary>
public static class WorstFirst
{
    /// <summary>The level that a place is shown at: a closed day is no alarm.</summary>
    public static string Level(AttendanceNode node) => node.Day == "closed" ? "closed" : node.Level;

    /// <summary>The nodes, worst first.</summary>
    public static AttendanceNode[] Sort(AttendanceNode[] nodes) =>
    [
        .. nodes.OrderBy(Rank).ThenByDescending(MissingShare).ThenBy(node => node.Id, StringComparer.Ordinal),
    ];

    private static int Rank(AttendanceNode node) => Level(node) switch
    {
        "critical" => 0,
        "warning" => 1,
        "unknown" => 2,
        "closed" => 4,
        _ => 3,
    };

    private static double MissingShare(AttendanceNode node)
    {
        var due = node.Enrolled - node.Off;
        return due > 0 ? (double)(node.Absent + node.Excused + node.Unknown) / due : 0;
    }
}
