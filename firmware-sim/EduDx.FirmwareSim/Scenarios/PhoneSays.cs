namespace EduDx.FirmwareSim.Scenarios;

/// <summary>Where a phone says that it is when it scans.</summary>
public enum PhoneSays : byte
{
    /// <summary>Somewhere at the school, as exactly as phones are.</summary>
    Near = 0,
    /// <summary>Inside the fence, and sure of it.</summary>
    Inside,
    /// <summary>Far outside the fence, and sure of it.</summary>
    Outside,
    /// <summary>At the school, but not sure enough to be believed.</summary>
    Uncertain,
    /// <summary>Nothing.</summary>
    Nothing,
}
