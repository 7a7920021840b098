using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>kill -9 under load again and again, also while the server starts.</summary>
[Collection(Alone.Name)]
public sealed class KillCycleTests(ITestOutputHelper output)
{
    private const int Seed = 20261123;

    [Fact]
    public async Task Whatever_the_moment_of_a_kill_nothing_acknowledged_is_lost_and_nothing_counts_twice()
    {
        var random = new Random(Seed);
        var cycles = Night.Or(5, 100);
        await using var server = await ServerProcess.StartedAsync("--Ops:Pipeline:SnapshotSeconds=1");
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 4, Seed, pauseMs: Night.Or(0, 20));
        var slowest = TimeSpan.Zero;
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            await ledger.MoreAsync(random.Next(100, 800));
            await Task.Delay(random.Next(0, 400));
            await server.KillAsync();
            var before = ledger.Acknowledged;
            if (cycle % 3 == 1) await server.KillWhileStartingAsync(TimeSpan.FromMilliseconds(random.Next(200, 1200)));
            await server.RestartAsync();
            if (server.TimeToReady > slowest) slowest = server.TimeToReady;
            await ledger.HoldsAsync(server, before);
        }
        await kiosks.FinishAsync();
        output.WriteLine($"{cycles} kills: {await ledger.JudgeAsync(server)}; ready after {slowest.TotalSeconds:0.0} s at most");
    }
}
