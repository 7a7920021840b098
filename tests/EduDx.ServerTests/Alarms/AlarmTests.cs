using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Hub;
using EduDx.ServerTests.Servers;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EduDx.ServerTests.Alarms;

/// <summary>Alarms on the real server: raised from events, taken by people, the same after kill -9.</summary>
[Collection(Alone.Name)]
public sealed class AlarmTests
{
    private const string Fridge = "edudx/v1/mn-vy-da/device/fridge-1/telemetry";
    private const string Projector = "edudx/v1/thcs-phu-xuan-1/device/prj-6a1";

    // A rule without a delay: warm is critical at once. A lost device waits two seconds for others to be lost with it.
    private const string Rules = """
        {"outage":{"minimumDevices":5,"minimumSchoolPct":50,"blockDevices":20,"gatherSeconds":1,"gapSeconds":2,"backPct":90,"clearSeconds":60},
         "rules":[{"id":"fridge-warm","nameVi":"Tủ lạnh ấm","nameEn":"Fridge warm","severity":"critical","on":"device","types":["fridge"],"when":{"metric":"temp_c","above":8,"clear":7},"clearSeconds":1},
                  {"id":"device-offline","nameVi":"Mất tín hiệu","nameEn":"Offline","severity":"warning","on":"device","when":{"silence":"device"},"clearSeconds":1}]}
        """;

    [Fact]
    public async Task A_critical_alarm_takes_over_the_walls_of_its_scope_within_two_seconds_and_gives_them_back()
    {
        await using var server = await StartedAsync();
        await using var city = await Viewer.OpenAsync(server, "overview", null);
        await using var school = await Viewer.OpenAsync(server, "attendance", "mn-vy-da");
        await using var other = await Viewer.OpenAsync(server, "attendance", "thcs-phu-xuan-1");
        await WarmAsync(server, 11, 1);
        await Until.TrueAsync(() => city.Newest!.Alarm.Takeover is not null && school.Newest!.Alarm.Takeover is not null, "the walls are taken over", TimeSpan.FromSeconds(2));
        Assert.Null(other.Newest!.Alarm.Takeover);
        var alarm = city.Newest!.Alarm.Takeover!;
        Assert.Equal(("fridge-warm", "mn-vy-da/device/fridge-1", 11.0, 8.0), (alarm.Rule, alarm.Subject, alarm.Value, alarm.Limit));

        Assert.Equal("acknowledged", (await ActAsync(server, alarm.Id, "acknowledge", new { by = "trực ban" }))!.State);
        await Until.TrueAsync(() => city.Newest!.Alarm.Takeover is null && school.Newest!.Alarm.Takeover is null, "the walls are given back", TimeSpan.FromSeconds(2));
        Assert.Equal((1, 0), (city.Newest!.Alarm.Critical, city.Newest!.Alarm.Unacknowledged));
    }

    [Fact]
    public async Task After_kill_9_the_same_alarms_are_open_with_the_same_history_and_nothing_is_raised_again()
    {
        await using var server = await StartedAsync();
        await WarmAsync(server, 12, 1);
        var alarm = (await OpenAsync(server, 1)).Alarms[0];
        await ActAsync(server, alarm.Id, "acknowledge", new { by = "trực ban" });
        await ActAsync(server, alarm.Id, "assign", new { by = "trực ban", text = "tổ kỹ thuật" });
        await ActAsync(server, alarm.Id, "comment", new { by = "trực ban", text = "đã gọi bếp" });
        var before = await TextAsync(server, $"/api/v1/alarms/{alarm.Id}");
        await server.KillAsync();
        await server.StartAsync();
        Assert.Equal(before, await TextAsync(server, $"/api/v1/alarms/{alarm.Id}"));
        await WarmAsync(server, 12, 2);
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(1, (await server.Http.GetFromJsonAsync("/api/v1/alarms?state=all", ContractJson.Default.AlarmsAnswer))!.Total);
        Assert.Equal(before, await TextAsync(server, $"/api/v1/alarms/{alarm.Id}"));
    }

    [Fact]
    public async Task What_cannot_be_done_says_why()
    {
        await using var server = await StartedAsync();
        await WarmAsync(server, 11, 1);
        var id = (await OpenAsync(server, 1)).Alarms[0].Id;
        await RefusedAsync(server, $"/api/v1/alarms/{id}/acknowledge", new { by = "" }, HttpStatusCode.Conflict, "who acts");
        await RefusedAsync(server, $"/api/v1/alarms/{id}/shelve", new { by = "a", minutes = 0 }, HttpStatusCode.Conflict, "minutes");
        await RefusedAsync(server, $"/api/v1/alarms/{id}/burn", new { by = "a" }, HttpStatusCode.NotFound, "the actions are");
        await RefusedAsync(server, "/api/v1/alarms/999/acknowledge", new { by = "a" }, HttpStatusCode.NotFound, "no alarm 999");
        using var put = await server.Http.PutAsync(server.Url("/api/v1/rules"), new StringContent("""{"rules":[{"id":"x","severity":"red"}]}"""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, put.StatusCode);
        Assert.Contains("warning, critical", await put.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // The good ones are still in force.
        Assert.Contains("Tủ lạnh ấm", await TextAsync(server, "/api/v1/rules"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_can_be_tried_on_the_stored_past()
    {
        await using var server = await StartedAsync();
        await WarmAsync(server, 12, 1);
        await OpenAsync(server, 1);
        await WarmAsync(server, 4, 2);
        await server.DrainedAsync();
        using var answer = await server.Http.PostAsync(server.Url("/api/v1/rules/try?from=2026-11-23"), new StringContent(Rules.Replace("\"above\":8,\"clear\":7", "\"above\":11.5,\"clear\":11", StringComparison.Ordinal)));
        var trial = await answer.Content.ReadFromJsonAsync(ContractJson.Default.RuleTrial);
        Assert.Equal((1, "mn-vy-da/device/fridge-1"), (trial!.Raised, trial.Alarms[0].Subject));
        Assert.True(trial.Events >= 2);
    }

    [Fact]
    public async Task A_device_whose_line_breaks_is_offline_at_once_by_its_last_will()
    {
        await using var server = await StartedAsync();
        var client = new MqttClientFactory().CreateMqttClient();
        var now = Said.Text(await server.NowAsync());
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", server.MqttPort).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId("prj-6a1")
            .WithWillTopic($"{Projector}/status").WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithWillRetain()
            .WithWillPayload($$"""{"id":"{{Said.Id(70)}}","at":"{{now}}","state":"offline"}""").Build());
        await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic($"{Projector}/status").WithPayload($$"""{"id":"{{Said.Id(71)}}","at":"{{now}}","state":"online","firmware":"2.1"}""")
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
        await StateAsync(server, "online");
        // The socket goes without a DISCONNECT, as when the power does.
        client.Dispose();
        var row = await StateAsync(server, "offline");
        Assert.Equal("2.1", row.Firmware);
        await OpenAsync(server, 1);
    }

    [Fact]
    public async Task Silence_is_declared_within_two_seconds_of_its_limit()
    {
        // A heartbeat of 30 s missed three times, at ten times the speed: 90 s are 9 real ones.
        await using var server = await ServerProcess.StartedAsync("--Ops:Clock:Speed=10");
        await using var device = await Device.ConnectAsync(server.MqttPort);
        await device.PublishAsync($"{Projector}/telemetry", $$"""{"id":"{{Said.Id(80)}}","at":"{{Said.Text(await server.NowAsync())}}","metrics":{"on":true} }""");
        var heard = (await StateAsync(server, "online")).LastHeardAt!.Value;
        await Until.Async(() => RowAsync(server), r => r.State == "offline", "the device is offline", TimeSpan.FromSeconds(20));
        var late = (await server.NowAsync() - heard).TotalSeconds / 10 - 9;
        Assert.InRange(late, 0, 2);
    }

    [Fact]
    public async Task A_calendar_books_the_room_once_however_often_it_is_sent()
    {
        await using var server = await StartedAsync();
        const string Calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:giao-ban@so\r\nDTSTAMP:20261120T010000Z\r\nDTSTART:20261123T020000Z\r\nDTEND:20261123T030000Z\r\n"
            + "RRULE:FREQ=DAILY;COUNT=3\r\nATTENDEE:mailto:a@example.org\r\nATTENDEE:mailto:b@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        for (var again = 0; again < 2; again++)
        {
            using var reply = await server.Http.PostAsync(server.Url("/api/v1/rooms/thcs-phu-xuan-1/r1/calendar"), new StringContent(Calendar, Encoding.UTF8, "text/calendar"));
            Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
        }
        await server.DrainedAsync();
        var rooms = await Until.Async(async () => (await server.Http.GetFromJsonAsync("/api/v1/live/rooms?scope=thcs-phu-xuan-1", ContractJson.Readable.RoomsFrame))!, r => r.Meetings == 1, "the meeting is booked", show: r => $"{r.Meetings} meetings");
        Assert.Equal((1, 2, 60L), (rooms.Upcoming, rooms.Invited, rooms.BookedMinutes));
        using var bad = await server.Http.PostAsync(server.Url("/api/v1/rooms/thcs-phu-xuan-1/r1/calendar"), new StringContent("no calendar", Encoding.UTF8, "text/calendar"));
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    private static async Task<ServerProcess> StartedAsync()
    {
        var server = new ServerProcess();
        Directory.CreateDirectory(server.Data);
        await File.WriteAllTextAsync(Path.Combine(server.Data, "rules.json"), Rules);
        await server.StartAsync();
        return server;
    }

    private static async Task WarmAsync(ServerProcess server, double temperature, int number)
    {
        await using var device = await Device.ConnectAsync(server.MqttPort);
        var at = (await server.NowAsync()).AddMinutes(number == 1 ? -1 : 0);
        var reply = await device.PublishAsync(Fridge, $$"""{"id":"{{Said.Id(number)}}","at":"{{Said.Text(at)}}","metrics":{"temp_c":{{temperature}},"door_open":false} }""");
        Assert.True(reply.IsSuccess, reply.ReasonString);
    }

    private static Task<AlarmsAnswer> OpenAsync(ServerProcess server, int number) => Until.Async(
        async () => (await server.Http.GetFromJsonAsync("/api/v1/alarms", ContractJson.Default.AlarmsAnswer))!, a => a.Total == number, $"{number} alarms are open", show: a => $"{a.Total} are open");

    private static async Task<DeviceRow> RowAsync(ServerProcess server) =>
        (await server.Http.GetFromJsonAsync("/api/v1/live/devices?scope=thcs-phu-xuan-1", ContractJson.Readable.DevicesFrame))!.List.Single(r => r.Id == "thcs-phu-xuan-1/device/prj-6a1");

    private static Task<DeviceRow> StateAsync(ServerProcess server, string state) =>
        Until.Async(() => RowAsync(server), r => r.State == state, $"the device is {state}", TimeSpan.FromSeconds(3), r => r.State);

    private static async Task<AlarmCard?> ActAsync(ServerProcess server, long id, string action, object body)
    {
        using var reply = await server.Http.PostAsJsonAsync($"/api/v1/alarms/{id}/{action}", body);
        Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
        return await reply.Content.ReadFromJsonAsync(ContractJson.Default.AlarmCard);
    }

    private static async Task RefusedAsync(ServerProcess server, string path, object body, HttpStatusCode code, string says)
    {
        using var reply = await server.Http.PostAsJsonAsync(path, body);
        Assert.Equal(code, reply.StatusCode);
        using var problem = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.Contains(says, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static Task<string> TextAsync(ServerProcess server, string path) => server.Http.GetStringAsync(server.Url(path));
}
