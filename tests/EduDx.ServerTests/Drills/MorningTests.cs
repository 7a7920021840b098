using EduDx.ServerTests.History;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Drills;

/// <summary>
/// The whole reference morning at the highest speed the machine gives, over MQTT and gRPC mixed, with repeats and disorder; the
/// simulator's ledger is the judge. Alone on the machine: the figures count.
/// </summary>
[CollectionDefinition("drills", DisableParallelization = true)]
[Collection("drills")]
public sealed class MorningTests
{
    private const int Seed = 7;

    // The evening of the day: every deadline has passed, and no event is ahead of the clock.
    private static readonly string[] Evening = ["--Ops:Clock:Start=2026-11-23T18:00", "--Ops:History:FlushMs=1000"];

    [Fact]
    public async Task A_morning_with_a_kill_in_the_middle_equals_the_ledger_in_live_and_in_duckdb()
    {
        using var work = new DrillFolder();
        var city = await work.CityAsync(Seed);
        await using var server = await ServerProcess.StartedAsync([.. Evening, $"--Ops:Registry:Import={city}"]);
        var figures = new DrillFigures("morning-duckdb");
        figures.Add("import of the reference city", work.ImportSeconds(server), "s", atMost: 60);

        using var morning = work.StartMorning(server, Seed);
        var half = work.ExpectedEvents / 2;
        await Until.TrueAsync(async () => (await server.CountersAsync()).Stored >= half, "half of the morning is stored", TimeSpan.FromMinutes(3));
        await server.KillAsync();
        await server.RestartAsync();
        var ready = server.TimeToReady;
        figures.Add("events a second, acknowledged, with the kill", await morning.RateAsync(), "1/s");
        figures.Add("differences of verify (live and history, every level)", await work.DifferencesAsync(server), "", atMost: 0);
        figures.Add("figures compared by verify", work.Compared, "", atLeast: 500_000);
        figures.Add("memory of the server, city loaded, morning folded", server.WorkingSet / 1048576.0, "MiB", atMost: 600);

        Assert.Equal(0, await server.StopAsync());
        await server.RestartAsync();
        figures.Add("start to ready, city imported, morning in the log", server.TimeToReady.TotalSeconds, "s", atMost: 10);
        figures.Add("differences of verify after the restart", await work.DifferencesAsync(server), "", atMost: 0);
        await figures.AddReadyAsync("ready again after kill -9 under load", ready);
        figures.Judge();
    }

    [Fact]
    public async Task A_morning_equals_the_ledger_in_influxdb()
    {
        using var work = new DrillFolder();
        var city = await work.CityAsync(Seed);
        var port = RealServer.FreePort();
        await using var influx = await RealServer.InfluxAsync(port);
        await using var server = await ServerProcess.StartedAsync(
            [.. Evening, $"--Ops:Registry:Import={city}", "--Ops:History:Store=influxdb", $"--Ops:History:Influx:Url=http://127.0.0.1:{port}", "--Ops:History:Influx:Database=edudx"]);
        var figures = new DrillFigures("morning-influxdb");
        using var morning = work.StartMorning(server, Seed);
        figures.Add("events a second, acknowledged", await morning.RateAsync(), "1/s");
        figures.Add("differences of verify (live and history, every level)", await work.DifferencesAsync(server), "", atMost: 0);
        figures.Add("figures compared by verify", work.Compared, "", atLeast: 500_000);
        figures.Judge();
    }
}
