using EduDx.ServerTests.Hub;
using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>Walls that stop reading: the others keep their rate, and the server does not keep for them what they do not take.</summary>
[Collection(Alone.Name)]
public sealed class StalledViewerTests(ITestOutputHelper output)
{
    private const double KeptRate = 0.95;
    private const int Rounds = 3;

    [Fact]
    public async Task Walls_that_do_not_read_cost_the_others_nothing()
    {
        var stalled = Night.Or(40, 400);
        var window = TimeSpan.FromSeconds(Night.Or(6, 20));
        await using var server = await ServerProcess.StartedAsync();
        var ledger = new ScanLedger();
        // A few scans each quarter of a second: every frame differs from the one before it.
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 2, seed: 20261127, window: 1, pauseMs: 30);
        await using var one = await Viewer.OpenAsync(server, "overview", null, session: "morning");
        await using var two = await Viewer.OpenAsync(server, "attendance", "thcs-phu-xuan-1", session: "morning");
        Viewer[] walls = [one, two];
        await Task.Delay(2000);
        var before = server.WorkingSet;
        // Interleaved rounds and their median: what else the machine does in one window says nothing about the walls.
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var alone = await FramesAsync(walls, window);
            var others = new List<RawViewer>();
            try
            {
                for (var i = 0; i < stalled; i++) others.Add(await RawViewer.StalledAsync(server, i % 2 == 0 ? "overview" : "devices"));
                // Opening them is work of its own, and not what is asked here.
                await Task.Delay(3000);
                var beside = await FramesAsync(walls, window);
                ratios.Add((double)beside / alone);
                output.WriteLine($"{alone} frames at 2 walls in {window.TotalSeconds} s, {beside} beside {stalled} stalled ones; the server grew by {(server.WorkingSet - before) >> 20} MiB");
                Assert.InRange((server.WorkingSet - before) >> 20, -1000, 64);
            }
            finally
            {
                others.ForEach(o => o.Dispose());
            }
        }
        ratios.Sort();
        Assert.True(ratios[Rounds / 2] >= KeptRate, $"{ratios[Rounds / 2]:0.00} times the frames beside {stalled} stalled walls, the median of {Rounds} rounds");
        await kiosks.FinishAsync();
        output.WriteLine(await ledger.JudgeAsync(server));
    }

    private static async Task<int> FramesAsync(Viewer[] walls, TimeSpan window)
    {
        var from = walls.Sum(Count);
        await Task.Delay(window);
        return walls.Sum(Count) - from;
    }

    private static int Count(Viewer wall) => wall.Messages.Count(m => m.Message.Any is not null);
}
