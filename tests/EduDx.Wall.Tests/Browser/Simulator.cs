using System.Diagnostics;

namespace EduDx.Wall.Tests.Browser;

/// <summary>Runs <c>firmware-sim</c> as a process.</summary>
internal static class Simulator
{
    /// <summary>Writes a city of a share of the reference city's size into a new folder.</summary>
    public static async Task<string> CityAsync(string scale)
    {
        var folder = Directory.CreateTempSubdirectory("edudx-city-").FullName;
        using var writer = Start("city", "--seed", "7", "--scale", scale, "--out", folder);
        await writer.WaitForExitAsync();
        Assert.Equal(0, writer.ExitCode);
        return folder;
    }

    /// <summary>Begins to send a morning at the pace of the server's clock; the caller ends it.</summary>
    public static Process Morning(OpsProcess server, string city) => Start(
        "morning", "--city", city, "--seed", "7", "--server", server.Walls.ToString().TrimEnd('/'),
        "--mqtt", $"127.0.0.1:{server.Mqtt}", "--grpc", server.Grpc.ToString().TrimEnd('/'), "--heartbeat", "30");

    /// <summary>Begins to send the devices and rooms of the same day, without the kiosks, which are the morning's.</summary>
    public static Process Day(OpsProcess server, string city, string to, string faults) => Start(
        "day", "--city", city, "--seed", "7", "--server", server.Walls.ToString().TrimEnd('/'), "--mqtt", $"127.0.0.1:{server.Mqtt}", "--grpc", server.Grpc.ToString().TrimEnd('/'),
        "--without-kiosks", "--to", to, "--fault", faults);

    /// <summary>Begins to send a whole school day: people, kitchens, naps, devices and rooms.</summary>
    public static Process People(OpsProcess server, string city, string to, string faults) => Start(
        "day", "--people", "--city", city, "--seed", "7", "--server", server.Walls.ToString().TrimEnd('/'), "--mqtt", $"127.0.0.1:{server.Mqtt}", "--grpc", server.Grpc.ToString().TrimEnd('/'),
        "--to", to, "--fault", faults);

    /// <summary>Begins to send the kiosks of the same day where the morning ends.</summary>
    public static Process Kiosks(OpsProcess server, string city, string to) => Start(
        "day", "--city", city, "--seed", "7", "--server", server.Walls.ToString().TrimEnd('/'), "--mqtt", $"127.0.0.1:{server.Mqtt}", "--grpc", server.Grpc.ToString().TrimEnd('/'),
        "--only-kiosks", "--from", "08:00", "--to", to);

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Repository.Simulator, .. arguments]))!;
}
