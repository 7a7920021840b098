namespace EduDx.Registry.Import;

/// <summary>A kind of file: its name and its columns.</summary>
internal sealed record Sheet(string File, params string[] Columns)
{
    /// <summary>How many of the last columns a file may leave out; their cells are empty then.</summary>
    public int Optional { get; init; }
}
