namespace EduDx.FirmwareSim.City;

/// <summary>The half day that a wall shows.</summary>
public enum Period
{
    /// <summary>Morning sessions and those of a whole day.</summary>
    Morning,
    /// <summary>Afternoon sessions and those of a whole day.</summary>
    Afternoon,
}
