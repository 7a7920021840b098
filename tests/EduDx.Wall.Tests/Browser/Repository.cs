namespace EduDx.Wall.Tests.Browser;

/// <summary>Where the programs that the tests start, and their files, are.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The server, published in the configuration of these tests: what runs in a city, its walls trimmed.</summary>
    public static string Server => Published(Built("src/EduDx.Ops", "EduDx.Ops.dll"));

    /// <summary>The simulator, built in the configuration of these tests.</summary>
    public static string Simulator => Built("firmware-sim/EduDx.FirmwareSim", "firmware-sim.dll");

    /// <summary>The provider of sign-on, built in the configuration of these tests.</summary>
    public static string SignOnProvider => Built("tests/EduDx.SignOnProvider", "EduDx.SignOnProvider.dll");

    /// <summary>The city of two schools.</summary>
    public static string SmallCity => Path.Combine(Root, "tests/Fixtures/small-city");

    private static string Built(string project, string file)
    {
        // .../bin/{configuration}/net10.0/
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(Root, project, "bin", framework.Parent!.Name, framework.Name, file);
    }

    private static string Published(string built)
    {
        var dll = Path.Combine(Path.GetDirectoryName(built)!, "publish", Path.GetFileName(built));
        if (File.Exists(dll) && File.GetLastWriteTimeUtc(dll) >= File.GetLastWriteTimeUtc(built)) return dll;
        throw new FileNotFoundException("the published server is missing or older than the built one: run dotnet publish src/EduDx.Ops -c Release", dll);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EduDx.Ops.sln")))
        {
            folder = folder.Parent;
        }
        return folder.FullName;
    }
}
