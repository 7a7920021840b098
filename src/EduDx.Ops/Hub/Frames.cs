using EduDx.Contracts.Frames;

namespace EduDx.Ops.Hub;

/// <summary>The kinds of frame in one place: on the hub each has its own member, in the live API each is the answer itself.</summary>
internal static class Frames
{
    /// <summary>The hub's item with the frame in its member; a heartbeat without one.</summary>
    public static HubMessage Message(IWallFrame? frame) => frame switch
    {
        null => new HubMessage(),
        AttendanceFrame attendance => new HubMessage { Frame = attendance },
        DevicesFrame devices => new HubMessage { Devices = devices },
        RoomsFrame rooms => new HubMessage { Rooms = rooms },
        AlarmsFrame alarms => new HubMessage { Alarms = alarms },
        SystemFrame system => new HubMessage { System = system },
        CareFrame care => new HubMessage { Care = care },
        StaffFrame staff => new HubMessage { Staff = staff },
        StatusFrame status => new HubMessage { Status = status },
        SchoolFrame school => new HubMessage { School = school },
        _ => throw new ArgumentOutOfRangeException(nameof(frame), frame.View, "not a view of the contract"),
    };

    /// <summary>Takes the rows of single persons out of a frame, and the small counts of what is sensitive; the other counts stay.</summary>
    public static void CutPersons(IWallFrame frame)
    {
        switch (frame)
        {
            case AttendanceFrame attendance:
                attendance.ConflictList = [];
                break;
            case StaffFrame staff:
                staff.List = [];
                break;
            case CareFrame care:
                SmallCounts.Withhold(care);
                break;
            case SchoolFrame school:
                if (school.Attendance is { } pupils) pupils.ConflictList = [];
                if (school.Staff is { } teachers) teachers.List = [];
                if (school.Care is { } meals) SmallCounts.Withhold(meals);
                break;
        }
    }

    /// <summary>Takes out who took a device's alarm.</summary>
    public static void CutAlarms(IWallFrame frame)
    {
        foreach (var row in (frame as DevicesFrame)?.List ?? []) row.TakenBy = null;
    }

    /// <summary>The as-of time alone is no change.</summary>
    public static IWallFrame WithoutAsOf(IWallFrame frame) => frame switch
    {
        AttendanceFrame attendance => attendance with { AsOf = default },
        DevicesFrame devices => devices with { AsOf = default },
        RoomsFrame rooms => rooms with { AsOf = default },
        AlarmsFrame alarms => alarms with { AsOf = default },
        SystemFrame system => system with { AsOf = default },
        CareFrame care => care with { AsOf = default },
        StaffFrame staff => staff with { AsOf = default },
        StatusFrame status => status with { AsOf = default },
        SchoolFrame school => school with { AsOf = default },
        _ => frame,
    };

    /// <summary>The frame as an answer of the live API.</summary>
    public static IResult Json(IWallFrame frame) => frame switch
    {
        AttendanceFrame attendance => Results.Json(attendance, ContractJson.Readable.AttendanceFrame),
        DevicesFrame devices => Results.Json(devices, ContractJson.Readable.DevicesFrame),
        RoomsFrame rooms => Results.Json(rooms, ContractJson.Readable.RoomsFrame),
        AlarmsFrame alarms => Results.Json(alarms, ContractJson.Readable.AlarmsFrame),
        SystemFrame system => Results.Json(system, ContractJson.Readable.SystemFrame),
        CareFrame care => Results.Json(care, ContractJson.Readable.CareFrame),
        StaffFrame staff => Results.Json(staff, ContractJson.Readable.StaffFrame),
        StatusFrame status => Results.Json(status, ContractJson.Readable.StatusFrame),
        SchoolFrame school => Results.Json(school, ContractJson.Readable.SchoolFrame),
        _ => throw new ArgumentOutOfRangeException(nameof(frame), frame.View, "not a view of the contract"),
    };
}
