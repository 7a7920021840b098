using System.Diagnostics;
using System.Net.Http.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Hub;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Drills;

/// <summary>Forty schools of the reference city are closed and given back while every wall is watched.</summary>
[Collection("drills")]
public sealed class FloodTests
{
    private const int Schools = 40;

    [Fact]
    public async Task Closing_forty_schools_of_the_reference_city_is_on_every_wall_within_two_seconds_and_so_is_undoing_it()
    {
        using var work = new DrillFolder();
        var city = await work.CityAsync(seed: 7);
        await using var server = await ServerProcess.StartedAsync("--Ops:Clock:Start=2026-11-23T07:30", $"--Ops:Registry:Import={city}");
        var tree = (await server.Http.GetFromJsonAsync("/api/v1/tree", ContractJson.Default.TreeNode))!;
        var all = tree.Children.SelectMany(commune => commune.Children).Select(school => school.Id).ToArray();
        // Every fourteenth, so that all communes and levels are among them.
        var ids = all.Where((_, i) => i % (all.Length / Schools) == 0).Take(Schools).ToArray();
        var kindergarten = ids.First(id => id.StartsWith("mn-", StringComparison.Ordinal));

        var walls = new Dictionary<string, (Viewer Viewer, Func<IWallFrame, long> Figure)>
        {
            ["overview"] = (await Viewer.OpenAsync(server, "overview", null), f => ((AttendanceFrame)f).Off),
            ["attendance"] = (await Viewer.OpenAsync(server, "attendance", kindergarten), f => ((AttendanceFrame)f).Off),
            ["care"] = (await Viewer.OpenAsync(server, "care", null), f => ((CareFrame)f).Closed),
            ["staff"] = (await Viewer.OpenAsync(server, "staff", null), f => ((StaffFrame)f).Off),
            ["devices"] = (await Viewer.OpenAsync(server, "devices", null), f => ((DevicesFrame)f).OffDuty),
            ["status"] = (await Viewer.OpenAsync(server, "status", null), f => ((StatusFrame)f).Flooded),
            ["school"] = (await Viewer.OpenAsync(server, "school", kindergarten), f => ((SchoolFrame)f).Status.Status == "flooded" ? 1 : 0),
        };
        try
        {
            var before = walls.ToDictionary(w => w.Key, w => w.Value.Figure(w.Value.Viewer.NewestOf<IWallFrame>()!));
            var figures = new DrillFigures("flood");
            var watch = Stopwatch.StartNew();
            using var reply = await server.Http.PostAsJsonAsync("/api/v1/closures", new { nodes = ids, status = "flooded", reason = "Nước lên", by = "trực ban" });
            var card = (await reply.Content.ReadFromJsonAsync(ContractJson.Default.ClosureCard))!;
            Assert.Equal(Schools, card.Schools);
            figures.Add("closing 40 schools, on the slowest wall", await SlowestAsync(walls, watch, (name, now) => now > before[name]), "s", atMost: 2);
            Assert.Equal(Schools, walls["status"].Viewer.NewestOf<StatusFrame>()!.Flooded);
            watch.Restart();
            using var undone = await server.Http.PostAsJsonAsync($"/api/v1/closures/{card.Id}/undo", new { by = "trực ban" });
            Assert.True(undone.IsSuccessStatusCode);
            figures.Add("undoing it, on the slowest wall", await SlowestAsync(walls, watch, (name, now) => now == before[name]), "s", atMost: 2);
            figures.Judge();
        }
        finally
        {
            foreach (var (viewer, _) in walls.Values) await viewer.DisposeAsync();
        }
    }

    private static async Task<double> SlowestAsync(Dictionary<string, (Viewer Viewer, Func<IWallFrame, long> Figure)> walls, Stopwatch watch, Func<string, long, bool> shows)
    {
        foreach (var (name, (viewer, figure)) in walls)
        {
            await Until.TrueAsync(() => shows(name, figure(viewer.NewestOf<IWallFrame>()!)), $"the wall {name} shows it", TimeSpan.FromSeconds(5));
        }
        return watch.Elapsed.TotalSeconds;
    }
}
