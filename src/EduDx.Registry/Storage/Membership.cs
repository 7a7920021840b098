namespace EduDx.Registry.Storage;

/// <summary>Where a person belongs: a pupil to a class, a member of staff to a campus.</summary>
public sealed class Membership : Versioned
{
    /// <summary>Key of the person.</summary>
    public int PersonKey { get; set; }
    /// <summary>Key of the class or campus.</summary>
    public int NodeKey { get; set; }
    /// <summary>Key of the class that a member of staff teaches; 0 when none.</summary>
    public int TeachesKey { get; set; }
}
