namespace EduDx.ServerTests.Servers;

/// <summary>Where things are in the working copy.</summary>
internal static class Repo
{
    public static string Root { get; } = FindRoot();

    /// <summary>The published server, of the configuration that these tests were built in.</summary>
    public static string ServerDll { get; } = Published(Built("src", "EduDx.Ops"));

    /// <summary>The built simulator.</summary>
    public static string SimulatorDll { get; } = Built("firmware-sim", "EduDx.FirmwareSim", "firmware-sim");

    /// <summary>The built provider of sign-on.</summary>
    public static string SignOnProviderDll { get; } = Built("tests", "EduDx.SignOnProvider");

    public static string SmallCity => Path.Combine(Root, "tests", "Fixtures", "small-city");

    public static string Foreign => Path.Combine(Root, "tests", "EduDx.ServerTests", "Foreign");

    private static string Built(string area, string project, string? assembly = null)
    {
        // .../bin/Release/net10.0/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(Root, area, project, "bin", output.Parent!.Name, output.Name, (assembly ?? project) + ".dll");
        return File.Exists(dll) ? dll : throw new FileNotFoundException($"{project} is not built in {output.Parent.Name}", dll);
    }

    /// <summary>What runs in a city: compiled ahead, its walls trimmed. It must be of the code that was built last.</summary>
    private static string Published(string built)
    {
        var dll = Path.Combine(Path.GetDirectoryName(built)!, "publish", Path.GetFileName(built));
        if (File.Exists(dll) && File.GetLastWriteTimeUtc(dll) >= File.GetLastWriteTimeUtc(built)) return dll;
        throw new FileNotFoundException($"the published server is missing or older than the built one: run dotnet publish src/EduDx.Ops -c {new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name}", dll);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EduDx.Ops.sln"))) return folder.FullName;
        }
        throw new DirectoryNotFoundException("EduDx.Ops.sln is in no folder above the tests");
    }
}
