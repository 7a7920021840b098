using System.Text.Json;

namespace EduDx.Load.Chains;

/// <summary>Node-RED and its InfluxDB nodes, installed from the lock file of NodeRed/ into its node_modules, which git ignores.</summary>
internal static class NodeRedPackages
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "benchmarks", "EduDx.Load", "NodeRed");

    public static string Program { get; } = Path.Combine(Folder, "node_modules", "node-red", "red.js");

    /// <returns>The versions.</returns>
    /// <exception cref="MissingProgramException">There is no npm, or it cannot install them.</exception>
    public static async Task<string> InstallAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
        {
            var (code, output) = await ForeignProgram.RunAsync("npm", "npm, with Node.js 20", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], Folder, TimeSpan.FromMinutes(3));
            if (code != 0) throw new MissingProgramException($"npm ci in NodeRed/ ended with {code}: {output.Split('\n')[0]}");
        }
        return $"node {await ForeignProgram.VersionAsync("node", "Node.js 20", "--version")}, node-red {Version("node-red")}, node-red-contrib-influxdb {Version("node-red-contrib-influxdb")}";
    }

    private static string Version(string package)
    {
        using var about = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "node_modules", package, "package.json")));
        return about.RootElement.GetProperty("version").GetString()!;
    }
}
