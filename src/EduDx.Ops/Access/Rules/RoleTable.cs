using Data = EduDx.Ops.Access.Rules.DataClass;

namespace EduDx.Ops.Access.Rules;

/// <summary>The classes of data on which each role may do each action; docs/access.md shows the same table.</summary>
public static class RoleTable
{
    /// <summary>Roles that can be granted.</summary>
    public static readonly Role[] Grantable = [Role.Operator, Role.Leader, Role.SchoolStaff, Role.Kitchen, Role.Technician, Role.Auditor, Role.Administrator];

    private const DataClass Work = Data.Figures | Data.System | Data.Events;

    /// <summary>The classes; none when the role may not do the action at all.</summary>
    public static DataClass Of(Role role, AccessAction action) => (role, action) switch
    {
        (Role.Operator, AccessAction.Watch or AccessAction.Read) => Work | Data.PersonRows | Data.Screens,
        (Role.Operator, AccessAction.Export) => Data.Attendance | Data.Devices | Data.Rooms | Data.Alarms,
        (Role.Operator, AccessAction.Act) => Data.Structure | Data.Rooms | Data.Alarms | Data.Events,
        (Role.Operator, AccessAction.Manage) => Data.Screens,

        (Role.Leader, AccessAction.Watch or AccessAction.Read or AccessAction.Export) => Data.Figures,

        (Role.SchoolStaff, AccessAction.Watch or AccessAction.Read) => Data.Figures | Data.PersonRows | Data.Persons,
        (Role.SchoolStaff, AccessAction.Export) => Data.Attendance | Data.Care | Data.Persons,
        (Role.SchoolStaff, AccessAction.Act) => Data.Attendance | Data.Rooms | Data.Alarms | Data.Persons,

        (Role.Kitchen, AccessAction.Watch or AccessAction.Read) => Data.Structure | Data.Care,
        (Role.Kitchen, AccessAction.Export) => Data.Care,

        (Role.Technician, AccessAction.Watch or AccessAction.Read) => Data.Structure | Data.Devices | Data.Rooms | Data.Alarms | Data.System | Data.Events | Data.Credentials,
        (Role.Technician, AccessAction.Act) => Data.Devices | Data.Alarms | Data.Events,
        (Role.Technician, AccessAction.Manage) => Data.Credentials,

        (Role.Auditor, AccessAction.Watch or AccessAction.Read) => Work | Data.PersonRows | Data.Audit | Data.Screens | Data.Credentials | Data.People,
        (Role.Auditor, AccessAction.Export) => Data.Care | Data.Audit,

        (Role.Administrator, AccessAction.Watch or AccessAction.Read) => Data.All & ~Data.PersonRows,
        (Role.Administrator, AccessAction.Export) => Data.Audit | Data.Care | Data.Persons,
        (Role.Administrator, AccessAction.Act) => Data.Structure | Data.Rooms | Data.Alarms | Data.Events | Data.Persons,
        (Role.Administrator, AccessAction.Configure) => Work,
        (Role.Administrator, AccessAction.Manage) => Data.Screens | Data.Credentials | Data.People | Data.Persons | Data.Audit,

        // All of the day's work, and nothing that lets others in or tells who a child is.
        (Role.LocalOperator, AccessAction.Manage) => Data.None,
        (Role.LocalOperator, _) => Work | Data.PersonRows,

        (Role.Screen, AccessAction.Watch) => Data.Figures | Data.System,
        _ => Data.None,
    };
}
