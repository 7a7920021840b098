namespace EduDx.Registry.Timelines;

/// <summary>Kind of a write.</summary>
internal enum ChangeVerb : byte
{
    /// <summary>A new row.</summary>
    Insert,
    /// <summary>Other content or days.</summary>
    Update,
    /// <summary>A row that never held on a past day.</summary>
    Delete,
}
