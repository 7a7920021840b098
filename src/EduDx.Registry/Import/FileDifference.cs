namespace EduDx.Registry.Import;

/// <summary>What a file changes.</summary>
/// <param name="File">File name.</param>
/// <param name="Added">New or returned.</param>
/// <param name="Changed">With other content or days.</param>
/// <param name="Ended">Missing from the file, or with an end that has passed.</param>
public sealed record FileDifference(string File, DifferenceList Added, DifferenceList Changed, DifferenceList Ended)
{
    /// <summary>True when the file changes nothing.</summary>
    public bool IsEmpty => Added.Count + Changed.Count + Ended.Count == 0;
}
