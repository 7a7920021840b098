using System.Diagnostics;
using System.Text;
using EduDx.ServerTests.Drills;
using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Access;

/// <summary>
/// A city in the mode Required, over TLS on every port: all its sources are claimed from one CSV, each logs in for itself (gateways show the secrets of their
/// sources), the simulator's ledger is the judge, and who judges is let in as a program. The whole reference city: docs/operations/drills.md.
/// </summary>
[Collection("drills")]
public sealed class SimulatedCityTests(ITestOutputHelper output)
{
    private const int Seed = 7;

    [Fact]
    public Task A_morning_with_credentials_over_TLS_equals_the_ledger() =>
        CityAsync(0.02, "2026-11-23T18:00", "1", (work, server, secrets) => work.StartMorning(server, Seed, "--secrets", secrets), withCity: true);

    [Fact]
    public Task A_part_of_a_day_of_devices_and_rooms_with_credentials_over_TLS_equals_the_ledger() =>
        CityAsync(0.02, "2026-11-23T07:59", "60", (work, server, secrets) => work.StartDay(server, Seed, "08:00", "08:08", "", "--secrets", secrets, "--mqtt-share", "0.5"), withCity: false);

    private async Task CityAsync(double scale, string clock, string speed, Func<DrillFolder, ServerProcess, string, DrillFolder.Morning> send, bool withCity)
    {
        using var work = new DrillFolder();
        using var authority = new Authority();
        var (certificate, key) = authority.Sign("server");
        var city = await work.CityAsync(Seed, scale);
        var sources = await work.SourcesAsync();
        await using var server = new ServerProcess(
            "--Ops:Access:Mode=Required", $"--Ops:Tls:Certificate={certificate}", $"--Ops:Tls:Key={key}", "--Ops:Tls:MqttPort=0", $"--Ops:Clock:Start={clock}", $"--Ops:Clock:Speed={speed}",
            "--Ops:History:FlushMs=1000", $"--Ops:Registry:Import={city}");
        if (!withCity)
        {
            Directory.CreateDirectory(server.Data);
            await File.WriteAllTextAsync(Path.Combine(server.Data, "rules.json"), DayTests.DeviceRules());
        }
        await server.StartAsync();
        var waited = Stopwatch.StartNew();
        using var csv = new StringContent(sources, Encoding.UTF8, "text/csv");
        using var issued = await server.ManageAsync(HttpMethod.Post, "/api/v1/credentials", csv);
        var secrets = await issued.Content.ReadAsStringAsync();
        Assert.True(issued.IsSuccessStatusCode, secrets);
        var claimed = waited.Elapsed;
        (work.Authority, work.Token) = (authority.CertificateFile, (await server.ProgramAsync("firmware-sim", "auditor")).Token);

        using var sending = send(work, server, work.Write("secrets.csv", secrets.TrimStart('\uFEFF')));
        var rate = await sending.RateAsync();
        var counters = await server.DrainedAsync(TimeSpan.FromMinutes(1));
        Assert.True(counters.Stored > 1000, $"{counters.Stored} events");
        Assert.Equal(0, await server.LossAsync("denied:publish"));
        Assert.Equal(0, await server.LossAsync("denied:wrong secret"));
        var differences = await work.DifferencesAsync(server, withCity);
        output.WriteLine($"{sources.Count(c => c == '\n') - 1} sources claimed from CSV in {claimed.TotalSeconds:0.00} s; {counters.Stored} events stored, {counters.Rejected} rejected, {rate:0} events/s over TLS; "
            + $"{work.Compared} figures compared, {differences} differences");
        Assert.Equal(0, differences);
    }
}
