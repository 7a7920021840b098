using System.Diagnostics;
using System.Net.Http.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;
using MQTTnet;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>The machine's clock and those of the devices jump, by minutes and by weeks, ahead and back, under load and over a kill.</summary>
[Collection(Alone.Name)]
public sealed class ClockTests(ITestOutputHelper output)
{
    private const int Seed = 20261203;
    private static readonly DateTimeOffset Noon = Said.At("2026-11-24T09:30:00");

    private static readonly (string Topic, string Metrics)[] Devices =
    [
        ("thcs-phu-xuan-1/kiosk/k1", "\"battery_pct\":80"), ("thcs-phu-xuan-1/kiosk/k2", "\"battery_pct\":80"), ("mn-vy-da/kiosk/k1", "\"battery_pct\":80"), ("mn-vy-da/kiosk/k2", "\"battery_pct\":80"),
        ("thcs-phu-xuan-1/device/prj-6a1", "\"on\":true"), ("thcs-phu-xuan-1/device/r1-screen", "\"on\":true"), ("thcs-phu-xuan-1/device/r1-camera", "\"on\":true"),
        ("thcs-phu-xuan-1/device/air-6a1", "\"temp_c\":24,\"humidity_pct\":60,\"co2_ppm\":600,\"noise_db\":40,\"light_lx\":300,\"pm25_ugm3\":10"), ("mn-vy-da/device/fridge-1", "\"temp_c\":4"),
    ];

    private int _accepted;
    private int _rejected;

    [NeedsCompilerFact]
    public async Task Clocks_that_jump_lose_nothing_count_nothing_twice_and_silence_nobody()
    {
        await using var server = new ServerProcess("--Ops:Pipeline:SnapshotSeconds=1");
        using var clock = new MachineClock(server, Noon);
        await server.StartAsync();
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 4, Seed, window: 4, pauseMs: 20);
        using var stop = new CancellationTokenSource();
        var beats = BeatAsync(server.MqttPort, stop.Token);
        await EverybodyAsync(server);
        var random = new Random(Seed);
        var jumps = new List<int> { 60, -60, 240, -240, -90, 90, 2 * 1440, -2 * 1440, -1440, 1440 };
        for (var more = Night.Or(0, 60); more > 0; more--) jumps.Add(random.Next(-600, 600));
        var at = TimeSpan.Zero;
        foreach (var minutes in jumps)
        {
            at += TimeSpan.FromMinutes(minutes);
            if (at.Duration() > TimeSpan.FromDays(2)) at = TimeSpan.Zero;
            clock.Set(Noon + at);
            var look = Stopwatch.StartNew();
            while (look.Elapsed < TimeSpan.FromSeconds(1)) Assert.Equal(0, (await DevicesAsync(server)).Offline);
            await ledger.MoreAsync(30);
            Assert.InRange((await server.NowAsync() - clock.Now).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }
        await EverybodyAsync(server);
        await kiosks.FinishAsync();
        await stop.CancelAsync();
        await beats;
        var figures = await ledger.JudgeAsync(await OnMondayAsync(server, clock), others: _accepted, rejected: _rejected);

        // Weeks and years: nobody sends, and what is known stays known.
        var (process, idle) = (Process.GetProcessById(server.Pid), TimeSpan.Zero);
        foreach (var days in new[] { 30, -20_000, 3650 })
        {
            clock.Set(Noon.AddDays(days));
            await Task.Delay(500);
            process.Refresh();
            var before = process.TotalProcessorTime;
            await Task.Delay(2000);
            process.Refresh();
            if (process.TotalProcessorTime - before > idle) idle = process.TotalProcessorTime - before;
            Assert.Equal(0, (await DevicesAsync(server)).Offline);
            await ledger.JudgeAsync(await OnMondayAsync(server, clock), others: _accepted, rejected: _rejected);
        }
        Assert.True(idle < TimeSpan.FromSeconds(1.5), $"{idle.TotalSeconds:0.0} s of processor in 2 s without an event after a jump");

        // A kill, and a start before the last receipts.
        await server.KillAsync();
        clock.Set(Said.At("2026-11-23T12:00:00"));
        await server.RestartAsync();
        Assert.Equal(0, (await DevicesAsync(server)).Offline);
        await ledger.JudgeAsync(server, others: _accepted, rejected: _rejected);
        Assert.DoesNotContain("device-offline", await server.Http.GetStringAsync(new Uri("/api/v1/alarms", UriKind.Relative)), StringComparison.Ordinal);
        var stored = (await server.CountersAsync()).Stored;
        Assert.Equal(0, await server.StopAsync());
        Assert.Equal(stored, LogImage.Of(Path.Combine(server.Data, "log")).Open().Count);
        output.WriteLine($"{jumps.Count + 4} jumps of the machine's clock, {_accepted} beats of devices whose clocks jump and {_rejected} rejected with a reason: {figures}; no device offline, at most {idle.TotalSeconds:0.0} s of processor in 2 s without an event");
    }

    // What a device's own clock says is one of many; more than five minutes ahead is rejected by contract, and kept.
    private async Task BeatAsync(int port, CancellationToken stop)
    {
        var random = new Random(Seed + 1);
        await using var device = await Device.ConnectAsync(port);
        for (var beat = 0; !stop.IsCancellationRequested; beat++)
        {
            var (topic, metrics) = Devices[beat % Devices.Length];
            var off = random.Next(6) switch { 0 => TimeSpan.FromMinutes(-60), 1 => TimeSpan.FromMinutes(4), 2 => TimeSpan.FromHours(-20), 3 => TimeSpan.FromDays(90), _ => TimeSpan.Zero };
            var message = $$"""{"id":"{{Said.Id(900_000_000L + beat)}}","at":"{{Said.Text(Noon + off)}}","metrics":{ {{metrics}} } }""";
            var reply = await device.PublishAsync($"edudx/v1/{topic}/telemetry", message);
            if (reply.ReasonCode == MqttClientPublishReasonCode.Success) _accepted++;
            else _rejected++;
            await Task.Delay(30, CancellationToken.None);
        }
    }

    private static async Task<DevicesFrame> DevicesAsync(ServerProcess server) =>
        (await server.Http.GetFromJsonAsync("/api/v1/live/devices?scope=hue", ContractJson.Readable.DevicesFrame))!;

    private static Task EverybodyAsync(ServerProcess server) =>
        Until.Async(() => DevicesAsync(server), d => d.Online + d.Degraded == Devices.Length, "every device is heard", show: d => $"{d.Online} online, {d.Degraded} degraded, {d.Offline} offline, {d.Unknown} unknown, {d.OffDuty} off duty of {d.Devices}");

    // The scans are of Monday, and the figures asked for are those of the server's day.
    private static async Task<ServerProcess> OnMondayAsync(ServerProcess server, MachineClock clock)
    {
        clock.Set(Said.At("2026-11-23T12:00:00"));
        await Until.Async(() => server.LiveAsync(), f => f.Date == new DateOnly(2026, 11, 23), "the figures are those of Monday", show: f => $"{f.Date}");
        return server;
    }
}
