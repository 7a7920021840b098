namespace EduDx.Registry.Import;

/// <summary>A kind of file: its name and its columns.</summary>
internal sealed record Sheet(string File, params string[] Columns);
