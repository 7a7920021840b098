using EduDx.Contracts.Frames;
using EduDx.Live.City;

namespace EduDx.Ops.Hub;

/// <summary>The view <c>school</c>: the frames of the other views for one school, campus or class, in one.</summary>
internal static class SchoolFrames
{
    /// <summary>Puts the parts together; their own as-of times would be a change each second and say nothing more than the frame's.</summary>
    public static SchoolFrame Build(FrameScope at, AttendanceFrame attendance, StaffFrame staff, DevicesFrame devices, RoomsFrame rooms, CareFrame? care, AlarmsFrame alarms)
    {
        var school = at.Schools[0];
        return new SchoolFrame
        {
            Scope = at.Node.Id,
            Name = at.Node.Name,
            Kind = NodeFigures.Word(at.Node.Kind),
            AsOf = new[] { attendance.AsOf, staff.AsOf, devices.AsOf, rooms.AsOf, care?.AsOf ?? attendance.AsOf }.Min(),
            Offset = at.Offset,
            Date = at.Day,
            Path = at.Path,
            Status = StatusFrames.RowOf(school, at.Day, at.NowMs),
            Attendance = attendance with { AsOf = default },
            Staff = staff with { AsOf = default },
            Devices = devices with { AsOf = default },
            Rooms = rooms with { AsOf = default },
            Care = care is null ? null : care with { AsOf = default },
            Alarms = alarms.List,
        };
    }
}
