using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Cards;

/// <summary>The simulator's attacks get the verdicts that its own table names.</summary>
public sealed class SimulatedCardTests
{
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

    private static Task<(int Code, string Output)> SimulateAsync(params string[] arguments) => Tool.RunAsync("dotnet", [Repo.SimulatorDll, .. arguments], TimeSpan.FromMinutes(1));
}
