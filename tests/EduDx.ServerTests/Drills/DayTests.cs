using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Drills;

/// <summary>
/// Part of a day of devices, rooms and alarms of a tenth of the reference city at 60 times the speed, with faults, repeats and disorder; the
/// ledger is the judge. The whole day of the whole city with every fault, by night: docs/operations/drills.md.
/// </summary>
[Collection("drills")]
public sealed class DayTests
{
    private const int Seed = 7;

    // Nobody scans in this drill: rules about attendance would speak of that.
    private const string Faults = "commune-outage:09:12,kiosk-offline:8%,fridge-warm,fridge-cold,metric-silent,clock-skew,flapping,battery-low,storage-low,room-stuffy";

    [Fact]
    public async Task Half_a_morning_with_a_kill_equals_the_ledger_and_each_fault_raises_its_alarm_once()
    {
        using var work = new DrillFolder();
        var city = await work.CityAsync(Seed, scale: 0.1);
        await using var server = new ServerProcess("--Ops:Clock:Start=2026-11-23T08:25", "--Ops:Clock:Speed=60", "--Ops:History:FlushMs=1000", $"--Ops:Registry:Import={city}");
        Directory.CreateDirectory(server.Data);
        await File.WriteAllTextAsync(Path.Combine(server.Data, "rules.json"), DeviceRules());
        await server.StartAsync();
        var figures = new DrillFigures("day-duckdb");
        using var day = work.StartDay(server, Seed, "08:20", "10:20", Faults);
        await Until.TrueAsync(async () => (await server.NowAsync()).TimeOfDay > new TimeSpan(9, 40, 0), "it is twenty to ten", TimeSpan.FromMinutes(4));
        await server.KillAsync();
        await server.RestartAsync();
        var ready = server.TimeToReady;
        figures.Add("events a second, acknowledged, at 60 times the speed", await day.RateAsync(), "1/s");
        figures.Add("differences of verify (live, history, alarms)", await work.DifferencesAsync(server, withCity: false), "", atMost: 0);
        figures.Add("figures compared by verify", work.Compared, "", atLeast: 20_000);
        await figures.AddReadyAsync("ready again after kill -9, a tenth of the city", ready);
        figures.Judge();
    }

    /// <summary>The rules without those about attendance: nobody scans in a day without people.</summary>
    internal static string DeviceRules()
    {
        var rules = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(Repo.Root, "src/EduDx.Live/Alarms/default-rules.json")))!;
        rules["rules"] = new System.Text.Json.Nodes.JsonArray([.. rules["rules"]!.AsArray().Where(r => r!["on"]!.GetValue<string>() == "device").Select(r => r!.DeepClone())]);
        // At 60 times the speed a second of transport is a minute: the limit of clocks is five, and the fault ten.
        foreach (var rule in rules["rules"]!.AsArray().Where(r => r!["id"]!.GetValue<string>() == "clock-skew")) rule!["when"]!["skewSeconds"] = 300;
        return rules.ToJsonString();
    }
}
