using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Hub;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Closures;

/// <summary>Closing and reopening schools on the real server.</summary>
[Collection(Alone.Name)]
public sealed class ClosureTests
{
    [Fact]
    public async Task A_closed_school_is_on_every_wall_within_two_seconds_stays_so_over_kill_9_and_is_undone_in_one_action()
    {
        await using var server = await ServerProcess.StartedAsync();
        await using var city = await Viewer.OpenAsync(server, "overview", null);
        await using var school = await Viewer.OpenAsync(server, "attendance", "mn-vy-da");
        await using var other = await Viewer.OpenAsync(server, "attendance", "thcs-phu-xuan-1");
        var enrolled = school.Newest!.Enrolled;
        Assert.Equal(0, school.Newest.Off);
        var watch = Stopwatch.StartNew();
        var card = await ActAsync(server, "/api/v1/closures", new { nodes = new[] { "mn-vy-da" }, status = "flooded", reason = "Nước lên", by = "trực ban" });
        Assert.Equal(("inForce", 1, "flooded"), (card.State, card.Schools, card.Status));
        await Until.TrueAsync(() => school.Newest!.Off == enrolled && city.Newest!.Off == enrolled, "the walls show it", TimeSpan.FromSeconds(2));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
        Assert.Equal(("closed", "Nước lên"), (school.Newest!.Day, school.Newest.DayReason));
        Assert.Equal(0, other.Newest!.Off);
        Assert.Equal((1, 1), Figures(await StatusAsync(server, null)));

        await server.KillAsync();
        await server.StartAsync();
        var status = await StatusAsync(server, "mn-vy-da");
        Assert.Equal(("flooded", "Nước lên", 1), (status.List[0].Status, status.List[0].Reason, status.List[0].DaysOwed));
        var after = await Until.Async(async () => (await server.Http.GetFromJsonAsync("/api/v1/live/attendance?scope=mn-vy-da", ContractJson.Readable.AttendanceFrame))!, f => f.Off == enrolled, "it is closed after the restart");
        Assert.Equal("closed", after.Day);

        await ActAsync(server, $"/api/v1/closures/{card.Id}/check", new { by = "trực ban", item = "power" });
        var undone = await ActAsync(server, $"/api/v1/closures/{card.Id}/undo", new { by = "trực ban" });
        Assert.Equal("undone", undone.State);
        status = await StatusAsync(server, "mn-vy-da");
        Assert.Equal(("open", 0), (status.List[0].Status, status.List[0].DaysOwed));
        Assert.Equal(0, (await server.Http.GetFromJsonAsync("/api/v1/live/attendance?scope=mn-vy-da", ContractJson.Readable.AttendanceFrame))!.Off);
    }

    [Fact]
    public async Task A_closed_school_raises_nothing_and_its_open_alarms_end_within_a_second()
    {
        await using var server = new ServerProcess("--Ops:Clock:Start=2026-11-23T09:00");
        Directory.CreateDirectory(server.Data);
        await File.WriteAllTextAsync(Path.Combine(server.Data, "rules.json"), """
            {"rules":[{"id":"fridge-warm","nameVi":"Tủ lạnh ấm","nameEn":"Fridge warm","severity":"critical","on":"device","types":["fridge"],"when":{"metric":"temp_c","above":8,"clear":7},"clearSeconds":600}]}
            """);
        await server.StartAsync();
        await using var device = await Device.ConnectAsync(server.MqttPort);
        await WarmAsync(1);
        await Until.Async(() => TotalAsync(server, "open"), t => t == 1, "the fridge is warm");
        var closing = Stopwatch.StartNew();
        var card = await ActAsync(server, "/api/v1/closures", new { nodes = new[] { "vy-da" }, status = "closed", reason = "Bão", by = "trực ban" });
        await Until.Async(() => TotalAsync(server, "open"), t => t == 0, "the alarm has ended", TimeSpan.FromSeconds(1));
        await WarmAsync(2);
        await server.DrainedAsync();
        await Task.Delay(1_000);
        Assert.Equal((0, 1), (await TotalAsync(server, "open"), await TotalAsync(server, "all")));
        // Reopened, it is open from now on, and somebody still has to go through the checklist.
        var reopened = await ActAsync(server, $"/api/v1/closures/{card.Id}/reopen", new { by = "trực ban" });
        Assert.Equal(("reopened", new DateOnly(2026, 11, 23)), (reopened.State, reopened.To));
        Assert.Equal(("reopening", 0, 8), await ChecklistAsync());
        foreach (var item in reopened.Checklist) await ActAsync(server, $"/api/v1/closures/{card.Id}/check", new { by = "trực ban", item = item.Id });
        Assert.Equal("open", (await ChecklistAsync()).Status);

        async Task<(string Status, int Done, int Items)> ChecklistAsync()
        {
            var row = (await StatusAsync(server, "mn-vy-da")).List[0];
            return (row.Status, row.ChecklistDone, row.ChecklistItems);
        }

        async Task WarmAsync(int number)
        {
            var reply = await device.PublishAsync("edudx/v1/mn-vy-da/device/fridge-1/telemetry", $$"""{"id":"{{Said.Id(number)}}","at":"{{Said.Text(await server.NowAsync())}}","metrics":{"temp_c":12} }""");
            Assert.True(reply.IsSuccess, reply.ReasonString);
        }
    }

    [Fact]
    public async Task What_cannot_be_closed_says_why()
    {
        await using var server = await ServerProcess.StartedAsync();
        await RefusedAsync(server, "/api/v1/closures", new { nodes = new[] { "atlantis" }, status = "closed", reason = "x", by = "a" }, HttpStatusCode.NotFound, "atlantis");
        await RefusedAsync(server, "/api/v1/closures", new { nodes = new[] { "mn-vy-da.la1" }, status = "closed", reason = "x", by = "a" }, HttpStatusCode.BadRequest, "class");
        await RefusedAsync(server, "/api/v1/closures", new { nodes = new[] { "hue" }, status = "burnt", reason = "x", by = "a" }, HttpStatusCode.BadRequest, "flooded");
        await RefusedAsync(server, "/api/v1/closures", new { nodes = new[] { "hue" }, status = "closed", reason = "", by = "a" }, HttpStatusCode.Conflict, "reason");
        await RefusedAsync(server, "/api/v1/closures/7/undo", new { by = "a" }, HttpStatusCode.NotFound, "no closure 7");
        Assert.Empty((await server.Http.GetFromJsonAsync("/api/v1/closures", ContractJson.Default.ClosuresAnswer))!.Closures);
    }

    private static (int Flooded, int Owed) Figures(StatusFrame frame) => (frame.Flooded, frame.DaysOwed);

    private static async Task<StatusFrame> StatusAsync(ServerProcess server, string? scope) =>
        (await server.Http.GetFromJsonAsync($"/api/v1/live/status{(scope is null ? "" : $"?scope={scope}")}", ContractJson.Readable.StatusFrame))!;

    private static async Task<int> TotalAsync(ServerProcess server, string state) =>
        (await server.Http.GetFromJsonAsync($"/api/v1/alarms?state={state}", ContractJson.Default.AlarmsAnswer))!.Total;

    private static async Task<ClosureCard> ActAsync(ServerProcess server, string path, object body)
    {
        using var reply = await server.Http.PostAsJsonAsync(path, body);
        Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
        return (await reply.Content.ReadFromJsonAsync(ContractJson.Default.ClosureCard))!;
    }

    private static async Task RefusedAsync(ServerProcess server, string path, object body, HttpStatusCode code, string says)
    {
        using var reply = await server.Http.PostAsJsonAsync(path, body);
        Assert.Equal(code, reply.StatusCode);
        using var problem = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.Contains(says, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
