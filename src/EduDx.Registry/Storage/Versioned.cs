namespace EduDx.Registry.Storage;

/// <summary>A row that holds for a span of days. A change ends one row and begins another, so past days keep their answers.</summary>
public abstract class Versioned
{
    /// <summary>Identity of the row itself; means nothing outside the database.</summary>
    public long Row { get; set; }
    /// <summary>First day; <see cref="DateOnly.MinValue"/> for since ever.</summary>
    public DateOnly From { get; set; }
    /// <summary>Last day, inclusive; <see cref="DateOnly.MaxValue"/> while open.</summary>
    public DateOnly To { get; set; }
}
