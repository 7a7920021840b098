using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Log;
using EduDx.Ops;
using EduDx.Ops.Care;
using EduDx.Ops.Clock;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;
using EduDx.Registry;
using EduDx.Tests.Ingest;
using EduDx.Tests.Live.Attendance;
using EduDx.Tests.Registry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EduDx.Tests.Pipeline;

/// <summary>Totals of past days never change: a day is counted by the roster of that day, also when a newer one is in force and after a restart.</summary>
public sealed class PastDaysTests : IngestFixture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly DateOnly Tuesday = Schools.Monday.AddDays(1);

    [Fact]
    public async Task A_pupil_who_moves_today_was_in_the_old_class_yesterday()
    {
        var (monday, tuesday) = await ModelsAsync();
        Accepts(Scan, Scanned(1, "HUE0000001"));
        Accepts(Scan, Scanned(2, "HUE0000002"));
        await Stored();

        var before = await RunAsync(monday, _ => Task.CompletedTask);
        Assert.Equal((8, 2, 2), Counted(before, "thcs-phu-xuan-1.6a1"));

        var after = await RunAsync(monday, async pipeline =>
        {
            Time.Advance(TimeSpan.FromDays(1));
            await pipeline.TakeModelAsync(() => tuesday, default);
            // Of a kiosk that was away: a scan of yesterday, by the pupil who has moved since.
            Accepts(Scan, Scanned(3, "HUE0000001", "06:50:00"));
            await Stored();
            await UntilFoldedAsync(pipeline);
        });
        // What was expected then is unknown now: no kiosk was heard for the whole window.
        Assert.Equal((8, 2, 3), Counted(after, "thcs-phu-xuan-1.6a1"));
        Assert.Equal((8, 0, 0), Counted(after, "thcs-phu-xuan-1.6a2"));

        var restarted = await RunAsync(tuesday, _ => Task.CompletedTask);
        Assert.Equal(after.Counts, restarted.Counts);
        File.Delete(Path.Combine(Folder, "live", "live.snapshot"));
        var replayed = await RunAsync(tuesday, _ => Task.CompletedTask);
        Assert.Equal(after.Counts, replayed.Counts);
    }

    [Fact]
    public async Task Days_behind_the_last_change_stand_as_today()
    {
        var (monday, tuesday) = await ModelsAsync();
        var school = tuesday.Schools[tuesday.SchoolIds.Find("thcs-phu-xuan-1"u8)];
        Assert.Empty(monday.Past);
        Assert.Equal(CityModel.DaysKept, tuesday.Past.Count);
        Assert.All(tuesday.Past.Keys, k => Assert.Equal(school.Node.Key, k.SchoolKey));
        Assert.Same(school, tuesday.SchoolOn(school, Tuesday));
        Assert.Equal(monday.Schools[school.Index].PersonKeys, tuesday.SchoolOn(school, Schools.Monday).PersonKeys);
    }

    private static (int Enrolled, int Present, int Scans) Counted(SchoolView view, string id)
    {
        var counts = view.Counts[Array.FindIndex(view.School.Groups, g => g.Node.Id == id) * 2];
        return (counts.Enrolled, counts.Present, counts.Scans);
    }

    [Fact]
    public async Task Each_day_differs_by_all_that_was_changed_behind_it()
    {
        var folder = Directory.CreateTempSubdirectory("edudx-past-");
        try
        {
            using var store = new RegistryStore(Path.Combine(folder.FullName, "registry.db"), TimeProvider.System);
            await store.OpenAsync(default);
            var files = CityFiles.Small();
            async Task<CityModel> On(DateOnly day)
            {
                Assert.Empty((await store.ImportAsync(files.Streams, apply: true, day, default)).Errors);
                return await store.LoadCityAsync(day, default);
            }

            // Each day as it was loaded while it was today is what a later day says of it.
            var days = new List<CityModel> { await On(Schools.Monday) };
            files.Edit("pupils.csv", "thcs-phu-xuan-1.6a1,HUE0000001", "thcs-phu-xuan-1.6a2,HUE0000001");
            days.Add(await On(Tuesday));
            files.Edit("pupils.csv", "thcs-phu-xuan-1.6a1,HUE0000002", "mn-vy-da.la1,HUE0000002");
            days.Add(await On(Tuesday.AddDays(1)));
            files.Edit("sessions.csv", "hue,pupils,day,06:15,07:00", "hue,pupils,day,06:15,07:10");
            days.Add(await On(Tuesday.AddDays(2)));
            var last = days[^1];
            foreach (var school in last.Schools)
            {
                foreach (var then in days)
                {
                    var stood = then.Schools.Single(s => s.Node.Key == school.Node.Key);
                    Assert.True(last.SchoolOn(school, then.Day).HasRosterOf(stood), $"{school.Node.Id} on {then.Day}");
                }
            }
            // Nobody moved in the kindergarten on Tuesday: of it nothing was read until the timetable changed.
            Assert.DoesNotContain(days[1].Past.Keys, k => k.SchoolKey == days[1].Schools[days[1].SchoolIds.Find("mn-vy-da"u8)].Node.Key);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The small city on Monday, and on Tuesday when one pupil has moved to the other class.
    private static async Task<(CityModel Monday, CityModel Tuesday)> ModelsAsync()
    {
        var folder = Directory.CreateTempSubdirectory("edudx-past-");
        try
        {
            using var store = new RegistryStore(Path.Combine(folder.FullName, "registry.db"), TimeProvider.System);
            await store.OpenAsync(default);
            Assert.Empty((await store.ImportAsync(CityFiles.Small().Streams, apply: true, Schools.Monday, default)).Errors);
            var monday = await store.LoadCityAsync(Schools.Monday, default);
            var moved = CityFiles.Small().Edit("pupils.csv", "thcs-phu-xuan-1.6a1,HUE0000001", "thcs-phu-xuan-1.6a2,HUE0000001");
            Assert.Empty((await store.ImportAsync(moved.Streams, apply: true, Tuesday, default)).Errors);
            return (monday, await store.LoadCityAsync(Tuesday, default));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<SchoolView> RunAsync(CityModel city, Func<LivePipeline, Task> during)
    {
        var (views, options) = (new LiveViews(), new OpsOptions { Data = Folder, Pipeline = new() { Shards = 2 } });
        using var pipeline = new LivePipeline(Opened, new CityHolder(city), views, new NormsStore(options), Time, new ReceiptClock(Opened, Time), Metrics, options, NullLogger<LivePipeline>.Instance);
        await pipeline.StartAsync(default);
        // The test's clock stands; a step lets the shards publish.
        using var steps = new Timer(_ => Time.Advance(TimeSpan.FromMilliseconds(300)), null, 0, 20);
        await pipeline.Ready.WaitAsync(Patience);
        await during(pipeline);
        await pipeline.StopAsync(default).WaitAsync(Patience);
        return views.Attendance.Find(Schools.Monday, SmallCity.School)!.View;
    }

    private async Task UntilFoldedAsync(LivePipeline pipeline)
    {
        using var bound = new CancellationTokenSource(Patience);
        while (pipeline.PublishedOffset < Opened.DurableOffset(LogStream.Events)) await Task.Delay(10, bound.Token);
    }

    private static string Scanned(int id, string card, string time = "06:45:12") =>
        $$"""{"id":"00000000-0000-0000-0000-{{id:000000000000}}","at":"2026-09-07T{{time}}+07:00","card":"{{card}}","dir":"in"}""";
}
