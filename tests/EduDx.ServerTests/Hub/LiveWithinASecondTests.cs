using System.Diagnostics;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace EduDx.ServerTests.Hub;

/// <summary>What was acknowledged is live within a second, in the API and on the wall, and both say the same.</summary>
[Collection(Alone.Name)]
public sealed class LiveWithinASecondTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ServerProcess _server = shared.Server;

    [Fact]
    public async Task After_a_puback_the_api_and_the_wall_show_the_scan()
    {
        await using var viewer = await Viewer.OpenAsync(_server, "attendance", ServerProcess.Class6A1, session: "morning");
        var before = viewer.Newest!.Scans;
        var (code, output) = await Tool.RunAsync("mosquitto_pub", ["-h", "127.0.0.1", "-p", $"{_server.MqttPort}", "-V", "5", "-q", "1", "-t", Said.Kiosk1, "-m", Said.Scan(1, Said.Card(1), await _server.NowAsync())]);
        Assert.True(code == 0, output);

        var shown = await Until.Async(() => _server.LiveAsync(ServerProcess.Class6A1), f => f.Scans == before + 1, "the API shows the scan", Second, f => $"{f.Scans} scans");
        await Until.TrueAsync(() => viewer.Newest!.Scans == before + 1, "the wall shows the scan", Second);
        Assert.True(shown.Present >= 1);
        Assert.Equal(Comparable(await _server.LiveAsync(ServerProcess.Class6A1)), Comparable(viewer.Newest!));
    }

    [Fact]
    public async Task One_connection_has_so_many_streams_and_no_more()
    {
        await using var hub = new HubConnectionBuilder().WithUrl(_server.Url("/hubs/wall")).Build();
        await hub.StartAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var first = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var streams = Enumerable.Range(0, 64).Select(n => hub.StreamAsync<System.Text.Json.JsonElement>("Watch", "overview", null, null, null, n == 0 ? first.Token : stop.Token).GetAsyncEnumerator()).ToArray();
        foreach (var stream in streams) Assert.True(await stream.MoveNextAsync());
        await using (var more = hub.StreamAsync<System.Text.Json.JsonElement>("Watch", "overview", null, null, null, stop.Token).GetAsyncEnumerator())
        {
            var refused = await Assert.ThrowsAsync<HubException>(async () => await more.MoveNextAsync());
            Assert.Contains("64 streams open", refused.Message, StringComparison.Ordinal);
        }
        await first.CancelAsync();
        // Room again, once the server has seen it end.
        await Until.TrueAsync(
            async () =>
            {
                await using var next = hub.StreamAsync<System.Text.Json.JsonElement>("Watch", "overview", null, null, null, stop.Token).GetAsyncEnumerator();
                try
                {
                    return await next.MoveNextAsync();
                }
                catch (HubException)
                {
                    return false;
                }
            },
            "a stream that ended makes room");
    }

    [Fact]
    public async Task Something_comes_each_second_also_when_nothing_happens()
    {
        // The footer's rate and lags of what came before have run down.
        await Until.Async(() => _server.LiveAsync(), f => f.System is { EventsPerSecond: 0, LiveLag: 0, HistoryLag: 0 }, "nothing happens", show: f => $"{f.System}");
        await using var viewer = await Viewer.OpenAsync(_server, "overview", null);
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        var times = viewer.Messages.Select(m => m.At).ToArray();
        Assert.All(times.Zip(times.Skip(1)), gap => Assert.InRange((gap.Second - gap.First).TotalSeconds, 0, 1.6));
        Assert.InRange(times.Length, 3, 14);
        // The turn of a minute may change a figure; otherwise these are heartbeats.
        Assert.InRange(viewer.Messages.Count(m => m.Message.Frame is not null), 1, 2);
        Assert.All(viewer.Messages, m => Assert.Equal(1, m.Message.ClockSpeed));
        Assert.True(viewer.Messages[^1].Message.ServerTime > viewer.Messages[0].Message.ServerTime);
    }

    [Fact]
    public async Task Two_hundred_scans_a_second_make_at_most_four_frames_and_no_wall_differs_from_the_api()
    {
        await using var city = await Viewer.OpenAsync(_server, "overview", null, session: "morning");
        await using var school = await Viewer.OpenAsync(_server, "attendance", "thcs-phu-xuan-1", session: "morning");
        await using var device = await Device.ConnectAsync(_server.MqttPort);
        var watch = Stopwatch.StartNew();
        var from = city.Messages.Count;
        var now = await _server.NowAsync();
        var publishes = new List<Task>();
        for (var i = 0; i < 600; i++)
        {
            publishes.Add(device.PublishAsync(Said.Kiosk1, Said.Scan(10_000 + i, Said.Card(1 + i % 8), now.AddMilliseconds(i))));
            var ahead = TimeSpan.FromMilliseconds(i * 5) - watch.Elapsed;
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead);
        }
        await Task.WhenAll(publishes);
        var seconds = watch.Elapsed.TotalSeconds;
        var frames = city.Messages.Skip(from).Count(m => m.Message.Frame is not null);
        Assert.InRange(frames, 2, (int)Math.Ceiling(seconds * 4) + 1);
        // A moving window of a second never holds more than four, give or take the one at its edge.
        var times = city.Messages.Where(m => m.Message.Frame is not null).Select(m => m.At).ToArray();
        Assert.All(times, t => Assert.InRange(times.Count(u => u >= t && u < t + Second), 1, 5));

        var counters = await _server.DrainedAsync();
        await Until.TrueAsync(() => city.Newest!.Offset >= counters.Stored && school.Newest!.Offset >= counters.Stored, "the walls hold everything", Second * 2);
        Assert.Equal(Comparable(await _server.LiveAsync("hue")), Comparable(city.Newest!));
        Assert.Equal(Comparable(await _server.LiveAsync("thcs-phu-xuan-1")), Comparable(school.Newest!));
    }

    [Theory]
    [InlineData("attendance", "no-node", null, "no node 'no-node'")]
    [InlineData("no-view", null, null, "the views are overview, attendance")]
    [InlineData("attendance", null, "yesterday", "is not a date")]
    public async Task A_wrong_address_says_what_is_allowed(string view, string? scope, string? day, string says)
    {
        using var reply = await _server.Http.GetAsync(new Uri($"/api/v1/live/{view}?scope={scope}&day={day}", UriKind.Relative));
        Assert.InRange((int)reply.StatusCode, 400, 404);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType!.MediaType);
        Assert.Contains(says, System.Text.RegularExpressions.Regex.Unescape(await reply.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        // The wall of a node that is not there yet waits for it with heartbeats; an address that can never be right is refused.
        if (scope is not null) return;
        Assert.Contains(says, (await Assert.ThrowsAsync<HubException>(async () => { await using var viewer = await Viewer.OpenAsync(_server, view, scope, day); })).Message, StringComparison.Ordinal);
    }

    // Everything that is a figure; the clock, the footer and what depends on the minute apart.
    private static string Comparable(AttendanceFrame frame) => Said.Figures(frame, "asOf", "offset", "view", "system", "arrivals", "attention", "attentionTotal", "comparison", "coverage");
}
