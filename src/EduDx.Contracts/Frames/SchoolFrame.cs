namespace EduDx.Contracts.Frames;

/// <summary>
/// The whole state of the view <c>school</c>: everything about one school (or campus, or class), the end of a drill-down. Its parts are the frames of the
/// other views for the same scope; their own system and alarm lines are left empty.
/// </summary>
public sealed record SchoolFrame : IWallFrame
{
    /// <inheritdoc/>
    public string View { get; set; } = "school";
    /// <inheritdoc/>
    public string Scope { get; set; } = "";
    /// <inheritdoc/>
    public string Name { get; set; } = "";
    /// <inheritdoc/>
    public string Kind { get; set; } = "";
    /// <inheritdoc/>
    public DateTimeOffset AsOf { get; set; }
    /// <inheritdoc/>
    public long Offset { get; set; }
    /// <inheritdoc/>
    public DateOnly Date { get; set; }
    /// <inheritdoc/>
    public PathStep[] Path { get; set; } = [];
    /// <inheritdoc/>
    public SystemLine System { get; set; } = new();
    /// <inheritdoc/>
    public AlarmLine Alarm { get; set; } = new();
    /// <summary>Whether school is held, and why not.</summary>
    public SchoolStatusRow Status { get; set; } = new();
    /// <summary>Attendance, with a child a class.</summary>
    public AttendanceFrame Attendance { get; set; } = new();
    /// <summary>Staff.</summary>
    public StaffFrame Staff { get; set; } = new();
    /// <summary>Devices.</summary>
    public DevicesFrame Devices { get; set; } = new();
    /// <summary>Meeting rooms.</summary>
    public RoomsFrame Rooms { get; set; } = new();
    /// <summary>Kindergarten care; null when the school is no kindergarten.</summary>
    public CareFrame? Care { get; set; }
    /// <summary>Open alarms of the school, critical first.</summary>
    public AlarmCard[] Alarms { get; set; } = [];
}
