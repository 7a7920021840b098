namespace EduDx.Tests.Architecture;

/// <summary>The files of the repository as a reader sees them: sources, no build output.</summary>
internal static class Repository
{
    private static readonly string[] Left = ["bin", "obj", "node_modules", ".git", "lib", "BenchmarkDotNet.Artifacts", "TestResults"];

    public static string Root { get; } = Find();

    public static IEnumerable<string> Files(params string[] endings) => Walk(Root).Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    public static IEnumerable<string> Folders() => Files("").Select(f => Path.GetDirectoryName(f)!).Distinct();

    public static string Short(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder) =>
        Directory.GetFiles(folder).Concat(Directory.GetDirectories(folder).Where(d => !Left.Contains(Path.GetFileName(d))).SelectMany(Walk));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EduDx.Ops.sln"))) return folder.FullName;
        }
        throw new DirectoryNotFoundException("EduDx.Ops.sln is not above " + AppContext.BaseDirectory);
    }
}
