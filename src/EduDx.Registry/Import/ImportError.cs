namespace EduDx.Registry.Import;

/// <summary>A row that cannot be imported.</summary>
/// <param name="File">File name.</param>
/// <param name="Line">Line in the file, the header is 1; 0 when it is about the whole file.</param>
/// <param name="Column">Column; empty when it is about the whole row.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ImportError(string File, int Line, string Column, string Message);
