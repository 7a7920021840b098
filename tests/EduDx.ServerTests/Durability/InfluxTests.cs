using System.Globalization;
using EduDx.ServerTests.History;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Durability;

/// <summary>A real InfluxDB as the history, which comes later than the server and goes in between.</summary>
public sealed class InfluxTests
{
    private static readonly DateTimeOffset Start = Said.At("2026-11-23T06:20:00");

    [Fact]
    public async Task The_log_keeps_what_a_late_store_misses_and_history_equals_the_live_figures()
    {
        var port = RealServer.FreePort();
        await using var server = await ServerProcess.StartedAsync("--Ops:History:Store=influxdb", $"--Ops:History:Influx:Url=http://127.0.0.1:{port}", "--Ops:History:Influx:Database=edudx");
        await PublishAsync(server, 0, 300);
        using (var ready = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative)))
        {
            Assert.Contains("the history store is behind", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var asked = await server.Http.GetAsync(new Uri("/api/v1/history/scans?from=2026-11-23&to=2026-11-24", UriKind.Relative))) Assert.Equal(503, (int)asked.StatusCode);
        Assert.False((await server.CountersAsync()).Drained);

        await using var influx = await RealServer.InfluxAsync(port);
        await PublishAsync(server, 300, 100);
        await server.DrainedAsync(TimeSpan.FromSeconds(40));

        var live = await server.LiveAsync("thcs-phu-xuan-1");
        Assert.Equal(400, live.Scans);
        var scans = await server.HistoryAsync("scans", "thcs-phu-xuan-1", "&bucket=1d&audience=pupils");
        Assert.Equal(400, Assert.Single(scans.Rows).Values["scans"]);
        var attendance = await server.HistoryAsync("attendance", "thcs-phu-xuan-1", "&bucket=1d&audience=pupils&session=morning");
        var values = Assert.Single(attendance.Rows).Values;
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{live.Enrolled} {live.Present} {live.LeftEarly} {live.Scans}"), string.Create(CultureInfo.InvariantCulture, $"{values["enrolled"]} {values["present"]} {values["leftEarly"]} {values["scans"]}"));
    }

    private static async Task PublishAsync(ServerProcess server, int from, int count)
    {
        await using var device = await Device.ConnectAsync(server.MqttPort);
        await device.PublishAsync(Said.Kiosk1, Said.Array(Enumerable.Range(from, count).Select(i => Said.Scan(i, Said.Card(1 + i % 6), Start.AddSeconds(i), i % 6 == 5 ? "out" : "in"))));
    }
}
