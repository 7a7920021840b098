using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Log;
using EduDx.Ops;
using EduDx.Ops.Care;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;
using EduDx.Tests.Ingest;
using EduDx.Tests.Live.Attendance;
using Microsoft.Extensions.Logging.Abstractions;

namespace EduDx.Tests.Pipeline;

/// <summary>From a real log to published figures, over restarts. Timers run in real time, the clock is the test's.</summary>
public sealed class LivePipelineTests : IngestFixture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_restart_shows_the_same_numbers(int shards)
    {
        for (var i = 1; i <= 8; i++) Accepts(Scan, Scanned(i, $"HUE000000{i}"));
        await Stored();
        var first = await RunAsync(shards, _ => Task.CompletedTask);
        Assert.Equal(8, first.Present);
        Assert.True(File.Exists(Path.Combine(Folder, "live", "live.snapshot")), "stopping takes a snapshot");

        // What came while the server was down, and a repeat from before.
        Accepts(Scan, Scanned(8, "HUE0000008"));
        Accepts(Scan, Scanned(9, "HUES000001"));
        await Stored();
        var second = await RunAsync(shards, _ => Task.CompletedTask);
        Assert.Equal((8, 8, 9), (second.Present, second.Scans, second.AllScans));
        // Another number of shards than the snapshot's still shows them.
        Assert.Equal(second, await RunAsync(shards + 1, _ => Task.CompletedTask));
    }

    [Fact]
    public async Task A_damaged_snapshot_is_rebuilt_from_the_log()
    {
        for (var i = 1; i <= 5; i++) Accepts(Scan, Scanned(i, $"HUE000000{i}"));
        await Stored();
        var sound = await RunAsync(2, _ => Task.CompletedTask);
        var path = Path.Combine(Folder, "live", "live.snapshot");
        var bytes = File.ReadAllBytes(path);
        bytes[^9] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal(sound, await RunAsync(2, _ => Task.CompletedTask));
    }

    [Fact]
    public async Task A_log_that_ends_before_the_snapshot_is_refused()
    {
        Accepts(Scan, Scanned(1, "HUE0000001"));
        await Stored();
        await RunAsync(1, _ => Task.CompletedTask);
        Close();
        foreach (var file in Directory.GetFiles(Folder)) File.Delete(file);
        var error = Assert.Throws<LogDamagedException>(() => New(1, new LiveViews()));
        Assert.Contains("the live snapshot", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_model_keeps_the_figures_and_is_in_force_when_the_call_returns()
    {
        Accepts(Scan, Scanned(1, "HUE0000001"));
        await Stored();
        await RunAsync(2, async pipeline => await pipeline.TakeModelAsync(() => SmallCity.Model, default));
        var figures = await RunAsync(2, _ => Task.CompletedTask);
        Assert.Equal((1, 1), (figures.Present, figures.Scans));
    }

    [Theory]
    [InlineData(1, 50)]
    [InlineData(10, 90)]
    [InlineData(100, 900)]
    [InlineData(444, 1000)]
    public void Folding_keeps_nine_tenths_of_the_time_and_figures_stand_still_for_a_second_at_most(int cost, int gap) =>
        Assert.Equal(TimeSpan.FromMilliseconds(gap), Shard.GapAfter(TimeSpan.FromMilliseconds(cost)));

    private LivePipeline New(int shards, LiveViews views)
    {
        var options = new OpsOptions { Data = Folder, Pipeline = new() { Shards = shards } };
        return new(Opened, new CityHolder(SmallCity.Model), views, new NormsStore(options), Time, new EduDx.Ops.Clock.ReceiptClock(Opened, Time), Metrics, options, NullLogger<LivePipeline>.Instance);
    }

    private async Task<(int Present, int Scans, int AllScans)> RunAsync(int shards, Func<LivePipeline, Task> during)
    {
        var views = new LiveViews();
        using var pipeline = New(shards, views);
        await pipeline.StartAsync(default);
        // The test's clock stands; a step lets the shards publish.
        using var steps = new Timer(_ => Time.Advance(TimeSpan.FromMilliseconds(300)), null, 0, 20);
        await pipeline.Ready.WaitAsync(Patience);
        await during(pipeline);
        await pipeline.StopAsync(default).WaitAsync(Patience);
        Assert.Equal(Opened.DurableOffset(LogStream.Events), pipeline.PublishedOffset);
        Assert.Equal(pipeline.PublishedOffset, pipeline.Cursor);
        var view = views.Attendance.Find(Schools.Monday, SmallCity.School)!.View;
        return (view.Counts[0].Present, view.Counts[0].Scans, view.Counts.Sum(c => c.Scans));
    }

    private static string Scanned(int id, string card) =>
        $$"""{"id":"00000000-0000-0000-0000-{{id:000000000000}}","at":"{{At}}","card":"{{card}}","dir":"in"}""";
}
