namespace EduDx.Registry.Timelines;

/// <summary>What an import does to one identity, as people count it.</summary>
internal enum Outcome : byte
{
    /// <summary>Nothing.</summary>
    Same,
    /// <summary>It is new, or is back.</summary>
    Added,
    /// <summary>It goes on with other content or days.</summary>
    Changed,
    /// <summary>It ends, and keeps its past.</summary>
    Ended,
}
