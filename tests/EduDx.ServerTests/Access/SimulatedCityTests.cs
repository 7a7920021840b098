using EduDx.ServerTests.Drills;
using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Access;

/// <summary>A city in the mode Required: each kiosk and class tablet logs in for itself, gateways show the secrets of their sources; the simulator's ledger is the judge.</summary>
[Collection("drills")]
public sealed class SimulatedCityTests(ITestOutputHelper output)
{
    private const int Seed = 7;

    [Fact]
    public async Task A_morning_with_credentials_equals_the_ledger()
    {
        using var work = new DrillFolder();
        var city = await work.CityAsync(Seed, scale: 0.02);
        await using var server = new ServerProcess("--Ops:Access:Mode=Required", "--Ops:Clock:Start=2026-11-23T18:00", "--Ops:History:FlushMs=1000", $"--Ops:Registry:Import={city}");
        await server.StartAsync();
        var paths = Sources(city).ToArray();
        var secrets = await server.IssueAsync(paths);
        var file = Path.Combine(city, "secrets.csv");
        await File.WriteAllLinesAsync(file, ["user,secret", .. secrets.Select(s => $"{s.Key},{s.Value}")]);
        using var morning = work.StartMorning(server, Seed, "--secrets", file);
        var rate = await morning.RateAsync();
        var counters = await server.DrainedAsync(TimeSpan.FromMinutes(1));
        output.WriteLine($"{paths.Length} sources with credentials, {counters.Stored} events stored, {counters.Rejected} rejected, {rate:0} events/s");
        Assert.True(counters.Stored > 1000, $"{counters.Stored} events");
        Assert.Equal(0, await server.LossAsync("denied:publish"));
        Assert.Equal(0, await server.LossAsync("denied:wrong secret"));

        // The figures are read by the simulator, which has no account: by the operator of the machine, after a start in the mode Local.
        await server.StopAsync();
        server.Without("--Ops:Access:Mode=Required");
        await server.RestartAsync();
        Assert.Equal(0, await work.DifferencesAsync(server));
        output.WriteLine($"{work.Compared} figures compared, no difference");
    }

    // Paths of the kiosks, classes and offices of the import files.
    private static IEnumerable<string> Sources(string city)
    {
        foreach (var row in File.ReadLines(Path.Combine(city, "kiosks.csv")).Skip(1).Select(l => l.Split(','))) yield return $"{row[0]}/kiosk/{row[1]}";
        foreach (var row in File.ReadLines(Path.Combine(city, "nodes.csv")).Skip(1).Select(l => l.Split(',')))
        {
            if (row[1] == "class") yield return $"{row[0].Split('.')[0]}/class/{row[0].Split('.')[^1]}";
            if (row[1] == "school") yield return $"{row[0]}/office/main";
        }
    }
}
