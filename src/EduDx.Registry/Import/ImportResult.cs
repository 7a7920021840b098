namespace EduDx.Registry.Import;

/// <summary>Answer of an import or of its preview.</summary>
/// <param name="Errors">Every bad row; when there is one nothing was applied.</param>
/// <param name="Differences">What each file that was sent changes; empty when there are errors.</param>
/// <param name="Applied">True when the difference is now in the registry (also when it is empty).</param>
/// <param name="Version">Version of the registry after the call.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Skipped">True when the folder is the one that was applied last, so nothing was read.</param>
public sealed record ImportResult(
    IReadOnlyList<ImportError> Errors, IReadOnlyList<FileDifference> Differences, bool Applied, long Version, TimeSpan Elapsed, bool Skipped = false)
{
    /// <summary>True when no file changes anything.</summary>
    public bool IsEmpty => Differences.All(d => d.IsEmpty);
}
