namespace EduDx.FirmwareSim.Ledger;

/// <summary>State of a person in a session.</summary>
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
    /// <summary>Nobody can say.</summary>
    Unknown,
    /// <summary>No school.</summary>
    Off,
}
