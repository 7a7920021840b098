namespace EduDx.Ops.Access.Rules;

/// <summary>What somebody is to the operation. What each may do: <see cref="RoleTable"/>.</summary>
public enum Role
{
    /// <summary>Works in the operations centre: watches everything, takes alarms, closes schools, pairs screens.</summary>
    Operator,
    /// <summary>Leads a school, a commune or the department: sees and exports figures, changes nothing.</summary>
    Leader,
    /// <summary>Office or teacher of a school: corrects attendance, books rooms, takes the school's alarms.</summary>
    SchoolStaff,
    /// <summary>Kitchen of a kindergarten: care alone.</summary>
    Kitchen,
    /// <summary>Keeps kiosks, devices and rooms running, and hands out their credentials.</summary>
    Technician,
    /// <summary>Reads everything that shows who did what; changes nothing.</summary>
    Auditor,
    /// <summary>Grants roles, pairs screens, hands out credentials, changes rules, norms and the roster.</summary>
    Administrator,
    /// <summary>Whoever reaches the port in the modes Local and Open. Not granted.</summary>
    LocalOperator,
    /// <summary>A paired screen. Not granted.</summary>
    Screen,
}
