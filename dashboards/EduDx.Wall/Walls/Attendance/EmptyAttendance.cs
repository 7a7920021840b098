using EduDx.Contracts.Frames;

namespace EduDx.Wall.Walls.Attendance;

/// <summary>When the walls of attendance have nothing to show.</summary>
public static class EmptyAttendance
{
    /// <summary>Why there is nothing; null when there is something, or no frame yet.</summary>
    public static NothingToShow? Of(WallContext context) => context.Frame switch
    {
        AttendanceFrame { Enrolled: 0, Children.Length: 0, Kind: "city" or "" } => NothingToShow.Registry(context.Words),
        AttendanceFrame { Enrolled: 0, Children.Length: 0, Staff.Enrolled: 0 } => NothingToShow.Node(context.Words),
        _ => null,
    };
}
