using System.Diagnostics.CodeAnalysis;

/// <summary>
/// Loaded into each server under test (<c>DOTNET_STARTUP_HOOKS</c>): an exception that nobody observed becomes a line on the console, and the
/// last ones are found by a collection at the end.
/// </summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for this name")]
[SuppressMessage("Performance", "CA1812", Justification = "The runtime calls it")]
internal static class StartupHook
{
    public const string Mark = "unobserved exception:";

    public static void Initialize()
    {
        TaskScheduler.UnobservedTaskException += (_, args) => Console.Error.WriteLine($"{Mark} {args.Exception.ToString().ReplaceLineEndings(" | ")}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        };
    }
}
