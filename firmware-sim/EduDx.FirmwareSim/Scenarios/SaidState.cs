namespace EduDx.FirmwareSim.Scenarios;

/// <summary>What a teacher or the office says about a person; the numbers are those of ingest.proto.</summary>
public enum SaidState : byte
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>There.</summary>
    Present = 1,
    /// <summary>There, late.</summary>
    Late = 2,
    /// <summary>Not there.</summary>
    Absent = 3,
    /// <summary>Not there, with leave.</summary>
    Excused = 4,
}
