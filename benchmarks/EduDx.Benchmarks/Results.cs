using System.Globalization;
using System.Reflection;
using System.Text;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Reports;
using EduDx.Load.Report;
using EduDx.Ops;

namespace EduDx.Benchmarks;

/// <summary>Writes what a run measured to <c>benchmarks/results</c>, under a header that says on what.</summary>
internal static class Results
{
    public static string Artifacts { get; } = Path.Combine(Repository.Root, "BenchmarkDotNet.Artifacts");

    private static string Folder { get; } = Path.Combine(Repository.Root, "benchmarks", "results");

    public static void Publish(Summary[] summaries, string gates)
    {
        if (summaries.Length == 0) return;
        Directory.CreateDirectory(Folder);
        var page = new StringBuilder();
        page.AppendLine("# Benchmarks").AppendLine()
            .AppendLine("Written by `dotnet run -c Release --project benchmarks/EduDx.Benchmarks -- --filter '*'`; do not edit.").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"- when: {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, commit {Commit()}")
            .AppendLine(CultureInfo.InvariantCulture, $"- processors: {Environment.ProcessorCount}, memory limit: {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB")
            .AppendLine("- method: BenchmarkDotNet ShortRun (3 warm-ups, 3 measurements), in one process, Release, workstation GC").AppendLine()
            .AppendLine("```").AppendLine(string.Join('\n', HostEnvironmentInfo.GetCurrent().ToFormattedString())).AppendLine("```")
            .AppendLine().AppendLine(gates);
        foreach (var summary in summaries.OrderBy(s => s.Title, StringComparer.Ordinal))
        {
            var name = summary.BenchmarksCases.First().Descriptor.Type;
            page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {name.Name}").AppendLine().AppendLine(TableOf(name));
            Copy(name, "report-github.md");
            Copy(name, "report-brief.json");
        }
        File.WriteAllText(Path.Combine(Folder, "README.md"), page.ToString().ReplaceLineEndings("\n"));
    }

    private static string TableOf(Type type) =>
        string.Join('\n', File.ReadLines(Source(type, "report-github.md")).Where(l => l.StartsWith('|')));

    private static void Copy(Type type, string report) =>
        File.Copy(Source(type, report), Path.Combine(Folder, $"{type.Name}-{report}"), overwrite: true);

    private static string Source(Type type, string report) => Path.Combine(Artifacts, "results", $"{type.FullName}-{report}");

    // Of the code that ran, not of the working tree: the build writes it into the assembly.
    private static string Commit() =>
        typeof(OpsOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, { Length: >= 7 } hash]
            ? hash[..7]
            : "unknown";
}
