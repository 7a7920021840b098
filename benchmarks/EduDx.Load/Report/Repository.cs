namespace EduDx.Load.Report;

/// <summary>Where this program was built from.</summary>
internal static class Repository
{
    /// <summary>The folder of <c>EduDx.Ops.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EduDx.Ops.sln"))) return folder.FullName;
        }
        throw new DirectoryNotFoundException("EduDx.Ops.sln is not above " + AppContext.BaseDirectory);
    }
}
