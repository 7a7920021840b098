using System.Globalization;
using EduDx.ServerTests.History;
using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>The whole server on a real influxd that is away, slow, strict or forgets to answer.</summary>
[Collection(Alone.Name)]
public sealed class InfluxDrillTests(ITestOutputHelper output)
{
    private const int Seed = 20261129;

    [Fact]
    public async Task A_store_that_asks_for_patience_gets_every_scan_once()
    {
        await using var influx = await RealServer.InfluxAsync();
        await using var gate = new InfluxGate(influx.Url);
        await using var server = await StartedAsync(gate);
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 2, Seed, pauseMs: 20);
        for (var round = 0; round < Night.Or(1, 20); round++)
        {
            foreach (var mode in new[] { GateMode.AnswerLost, GateMode.Away, GateMode.Slow, GateMode.TooMany, GateMode.Broken })
            {
                var met = gate.Answers(mode);
                gate.Mode = mode;
                await Until.TrueAsync(() => gate.Answers(mode) > met + 1, $"the feed meets {mode} and comes again");
                // The live figures are not concerned, and acknowledgements go on.
                await ledger.MoreAsync(50);
                await ledger.HoldsAsync(server, 0);
                await Until.TrueAsync(async () => (await ReadyTextAsync(server)).Contains("the history store is behind", StringComparison.Ordinal), $"it is said that the store is behind while it meets {mode}");
                gate.Mode = GateMode.Open;
                await Until.TrueAsync(async () => !(await ReadyTextAsync(server)).Contains("behind", StringComparison.Ordinal), "the store is back", TimeSpan.FromSeconds(40));
            }
        }
        await kiosks.FinishAsync();
        output.WriteLine($"away {gate.Answers(GateMode.Away)}, slow {gate.Answers(GateMode.Slow)}, 429 {gate.Answers(GateMode.TooMany)}, 500 {gate.Answers(GateMode.Broken)}, answers lost {gate.Answers(GateMode.AnswerLost)}: {await ledger.JudgeAsync(server)}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_point_that_is_refused_for_ever_is_kept_aside_and_all_others_are_stored(bool partial)
    {
        const int Poisoned = 777;
        await using var influx = await RealServer.InfluxAsync();
        var time = Said.At("2026-11-23T06:20:00").AddMilliseconds(Poisoned).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        await using var gate = new InfluxGate(influx.Url) { Poison = $" {time}", Mode = partial ? GateMode.Partial : GateMode.Refusing };
        await using var server = await StartedAsync(gate);
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 2, Seed);
        await ledger.MoreAsync(2000);
        await kiosks.FinishAsync();
        await server.DrainedAsync(TimeSpan.FromSeconds(60));
        var kept = Assert.Single((await server.RejectedAsync()).Items);
        Assert.Equal("history_refused", kept.Reason);
        Assert.Equal(ledger.Acknowledged - 1, (await server.HistoryAsync("scans", more: "&bucket=1d")).Rows.Sum(r => r.Values["scans"]));
        await ledger.HoldsAsync(server, ledger.Acknowledged);
        output.WriteLine($"one of {ledger.Acknowledged} points refused ({(partial ? "partial writes" : "whole requests")}, {gate.Answers(gate.Mode)} requests): it is in the rejected list, {ledger.Acknowledged - 1} are stored");
    }

    private static Task<ServerProcess> StartedAsync(InfluxGate gate) => ServerProcess.StartedAsync(
        "--Ops:History:Store=influxdb", $"--Ops:History:Influx:Url={gate.Url}", "--Ops:History:Influx:Database=edudx", "--Ops:History:Influx:TimeoutSeconds=1");

    private static async Task<string> ReadyTextAsync(ServerProcess server)
    {
        using var ready = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative));
        return await ready.Content.ReadAsStringAsync();
    }
}
