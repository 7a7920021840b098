using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Cards;

/// <summary>The simulator's kiosks read signed cards, and its attacks get the verdicts that its own table names.</summary>
public sealed class SimulatedCardTests
{
    private static readonly string[] Evening = ["--Ops:Clock:Start=2026-11-23T18:00"];

    [Fact]
    public async Task Every_named_attack_of_the_simulator_gets_its_verdict()
    {
        await using var server = await ServerProcess.StartedAsync();
        string[] arguments = ["attack", "--city", Repo.SmallCity, "--server", server.Url("/").ToString(), "--mqtt", $"127.0.0.1:{server.MqttPort}"];
        var (code, output) = await SimulateAsync(arguments);
        Assert.True(code == 0 && output.Contains("24 attacks, 0 wrong verdicts", StringComparison.Ordinal), output);
        // The same ids again are repeats: nothing is listed a second time.
        var listed = await server.Http.GetStringAsync("/api/v1/flagged");
        (code, output) = await SimulateAsync(arguments);
        Assert.True(code == 0, output);
        Assert.Equal(listed, await server.Http.GetStringAsync("/api/v1/flagged"));
    }

    [Fact]
    public async Task A_morning_of_signed_cards_equals_the_ledger()
    {
        var folder = Directory.CreateTempSubdirectory("edudx-signed-").FullName;
        try
        {
            var (city, ledger) = (Path.Combine(folder, "city"), Path.Combine(folder, "ledger"));
            var (code, output) = await SimulateAsync("city", "--out", city, "--scale", "0.01");
            Assert.True(code == 0, output);
            await using var server = await ServerProcess.StartedAsync([.. Evening, $"--Ops:Registry:Import={city}"]);
            string at = server.Url("/").ToString();
            (code, output) = await SimulateAsync(
                "morning", "--city", city, "--day", "2026-11-23", "--speed", "max", "--tokens", "--ledger", ledger,
                "--server", at, "--mqtt", $"127.0.0.1:{server.MqttPort}", "--grpc", $"http://127.0.0.1:{server.GrpcPort}");
            Assert.True(code == 0, output);
            await server.DrainedAsync();
            (code, output) = await SimulateAsync("verify", "--ledger", ledger, "--server", at, "--city", city);
            Assert.True(code == 0, output);
            // The cards were issued in the evening, after the morning that they are read in: that is said of each, and each counts.
            var flagged = await server.Http.GetStringAsync("/api/v1/flagged?limit=1000");
            Assert.Contains("card_not_yet_valid", flagged, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<(int Code, string Output)> SimulateAsync(params string[] arguments) => Tool.RunAsync("dotnet", [Repo.SimulatorDll, .. arguments], TimeSpan.FromMinutes(1));
}
