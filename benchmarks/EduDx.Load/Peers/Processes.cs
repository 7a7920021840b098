using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EduDx.Load.Peers;

/// <summary>Where the built programs are, and waiting for them.</summary>
internal static class Processes
{
    /// <summary>The published server: what runs in a city.</summary>
    public static string ServerDll { get; } = Published(Built("src", "EduDx.Ops", "EduDx.Ops"));

    private static string SimulatorDll { get; } = Built("firmware-sim", "EduDx.FirmwareSim", "firmware-sim");

    /// <summary>Writes the import files of the simulated city.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="scale">Share of the reference city: 1 is 569 schools and 295,000 pupils.</param>
    public static async Task CityAsync(string folder, double scale)
    {
        string[] arguments = [SimulatorDll, "city", "--seed", "7", "--scale", scale.ToString(CultureInfo.InvariantCulture), "--out", folder];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException("firmware-sim city failed");
    }

    /// <summary>Lets the simulator send a morning of the city to the server, as fast as it is acknowledged.</summary>
    public static async Task MorningAsync(OpsPeer ops, string city, DateOnly day)
    {
        string[] arguments =
        [
            SimulatorDll, "morning", "--city", city, "--day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "--speed", "max",
            "--server", $"http://127.0.0.1:{ops.HttpPort}", "--mqtt", $"127.0.0.1:{ops.Port}", "--grpc", $"http://127.0.0.1:{ops.GrpcPort}",
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"the simulator ended with {process.ExitCode}");
    }

    public static async Task UntilAsync(Func<Task<bool>> look, string what, TimeSpan? limit = null)
    {
        var waited = Stopwatch.StartNew();
        while (!await look())
        {
            if (waited.Elapsed > (limit ?? TimeSpan.FromSeconds(60))) throw new TimeoutException($"not in time: {what}");
            await Task.Delay(20);
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Published(string built)
    {
        var dll = Path.Combine(Path.GetDirectoryName(built)!, "publish", Path.GetFileName(built));
        if (File.Exists(dll) && File.GetLastWriteTimeUtc(dll) >= File.GetLastWriteTimeUtc(built)) return dll;
        throw new FileNotFoundException("the published server is missing or older than the built one: run dotnet publish src/EduDx.Ops -c Release", dll);
    }

    private static string Built(string area, string project, string assembly)
    {
        // .../bin/Release/net10.0/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(Repository.Root, area, project, "bin", output.Parent!.Name, output.Name, assembly + ".dll");
        return File.Exists(dll) ? dll : throw new FileNotFoundException($"{project} is not built in {output.Parent.Name}", dll);
    }
}
