using EduDx.Live.City;

namespace EduDx.Registry.Storage;

/// <summary>Times of a session for a node and everything below it that has no nearer row. Minutes after local midnight.</summary>
public sealed class SessionTime : Versioned
{
    /// <summary>Key of the node.</summary>
    public int NodeKey { get; set; }
    /// <summary>True for staff, false for pupils.</summary>
    public bool Staff { get; set; }
    /// <summary>Part of the day.</summary>
    public SessionKind Kind { get; set; }
    /// <summary>Gates open.</summary>
    public int Opens { get; set; }
    /// <summary>The bell.</summary>
    public int Starts { get; set; }
    /// <summary>End.</summary>
    public int Ends { get; set; }
    /// <summary>Minutes after the bell from which an arrival is late.</summary>
    public int LateAfter { get; set; }
    /// <summary>Minutes after the bell from which a person not seen is absent.</summary>
    public int AbsentAfter { get; set; }
}
