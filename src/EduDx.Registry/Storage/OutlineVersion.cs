namespace EduDx.Registry.Storage;

/// <summary>The outline of a campus, for a span of days.</summary>
public sealed class OutlineVersion : Versioned
{
    /// <summary>Key of the campus.</summary>
    public int CampusKey { get; set; }
    /// <summary>The points as the file writes them: <c>lat lon; lat lon; …</c>.</summary>
    public required string Points { get; set; }
}
