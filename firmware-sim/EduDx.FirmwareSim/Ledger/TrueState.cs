namespace EduDx.FirmwareSim.Ledger;

/// <summary>State of a person that a source speaks of.</summary>
public enum TrueState
{
    /// <summary>There, on time.</summary>
    Present,
    /// <summary>There, late.</summary>
    Late,
    /// <summary>Came and went before the end.</summary>
    LeftEarly,
    /// <summary>Not there.</summary>
    Absent,
    /// <summary>Not there, with leave.</summary>
    Excused,
}
