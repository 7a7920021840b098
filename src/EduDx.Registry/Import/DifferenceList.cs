namespace EduDx.Registry.Import;

/// <summary>How many rows, and the first of them.</summary>
/// <param name="Count">All of them.</param>
/// <param name="First">Identities of the first 20, ordered by identity where the file is.</param>
public sealed record DifferenceList(int Count, IReadOnlyList<string> First);
