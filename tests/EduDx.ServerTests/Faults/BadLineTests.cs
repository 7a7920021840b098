using System.Net.Sockets;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;
using MQTTnet;
using MQTTnet.Formatter;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>Lines that lose, delay and slice, connections that nobody closed, and everybody coming back at once.</summary>
[Collection(Alone.Name)]
public sealed class BadLineTests(ITestOutputHelper output)
{
    private const int Seed = 20261128;

    [Fact]
    public async Task Over_a_line_that_loses_delays_and_slices_every_scan_counts_once()
    {
        await using var server = await ServerProcess.StartedAsync();
        await using var line = new ChaosProxy(server.MqttPort, Seed, new BadLine(ResetPercent: 4, SlicePercent: 25, DelayPercent: 15));
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, line.Port, clients: 6, Seed);
        await ledger.MoreAsync(Night.Or(3_000, 200_000), TimeSpan.FromMinutes(Night.Or(1, 60)));
        await kiosks.FinishAsync();
        Assert.True(line.Resets > 5, $"{line.Resets} resets");
        output.WriteLine($"{line.Figures}: {await ledger.JudgeAsync(server)}");
    }

    [Fact]
    public async Task Connections_that_nobody_closed_are_let_go_after_their_keep_alive()
    {
        var clients = Night.Or(50, 1000);
        await using var server = await ServerProcess.StartedAsync();
        await using var line = new ChaosProxy(server.MqttPort, Seed, default);
        var devices = new List<IMqttClient>();
        try
        {
            for (var i = 0; i < clients; i++)
            {
                var client = new MqttClientFactory().CreateMqttClient();
                devices.Add(client);
                var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", line.Port).WithClientId($"half-open-{i}").WithProtocolVersion(MqttProtocolVersion.V311).WithKeepAlivePeriod(TimeSpan.FromSeconds(1));
                await client.ConnectAsync(options.Build());
            }
            Assert.Equal(clients, await SessionsAsync(server));
            var since = System.Diagnostics.Stopwatch.StartNew();
            line.FallSilent();
            await Until.Async(() => SessionsAsync(server), n => n == 0, "the server lets the silent connections go", TimeSpan.FromSeconds(30));
            output.WriteLine($"{clients} half-open connections gone after {since.Elapsed.TotalSeconds:0.0} s, with a keep-alive of 1 s");
        }
        finally
        {
            devices.ForEach(d => d.Dispose());
        }
        line.Mend();
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, line.Port, clients: 2, Seed);
        await ledger.MoreAsync(100);
        await kiosks.FinishAsync();
        output.WriteLine(await ledger.JudgeAsync(server));
    }

    [Fact]
    public async Task A_storm_of_reconnects_leaves_nothing_behind()
    {
        await using var server = await ServerProcess.StartedAsync();
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 2, Seed, timeoutSeconds: 30, pauseMs: 5);
        await StormAsync(server, 200);
        var (before, storm) = (server.WorkingSet, Night.Or(2_000, 100_000));
        var since = System.Diagnostics.Stopwatch.StartNew();
        await StormAsync(server, storm);
        var rate = storm / since.Elapsed.TotalSeconds;
        await Until.Async(() => SessionsAsync(server), n => n <= 2, "only the kiosks' sessions are left", TimeSpan.FromSeconds(20));
        var grown = (server.WorkingSet - before) >> 20;
        await kiosks.FinishAsync();
        Assert.Equal(0, kiosks.Reconnects);
        output.WriteLine($"{storm} connections, {rate:0} a second, the server grew by {grown} MiB: {await ledger.JudgeAsync(server)}");
        Assert.InRange(grown, -1000, 64);
    }

    // Each logs in under one of a few names, which takes the name from its last bearer, and goes without a word: orderly, or by a reset in the middle of a packet.
    private static async Task StormAsync(ServerProcess server, int connections)
    {
        var storm = Enumerable.Range(0, 16).Select(async worker =>
        {
            var random = new Random(Seed + worker);
            for (var i = worker; i < connections; i += 16)
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync("127.0.0.1", server.MqttPort);
                var name = $"storm-{random.Next(40):00}";
                byte[] connect = [0x10, 20, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 60, 0, 8, .. System.Text.Encoding.ASCII.GetBytes(name)];
                try
                {
                    await socket.SendAsync(connect);
                    if (random.Next(3) > 0) await socket.ReceiveAsync(new byte[4]).WaitAsync(TimeSpan.FromSeconds(10));
                    if (random.Next(2) == 0) continue;
                    await socket.SendAsync(new byte[] { 0x32, 200, 1, 0, 20 });
                    socket.LingerState = new LingerOption(true, 0);
                }
                catch (SocketException)
                {
                    // The next bearer of the name was faster.
                }
            }
        });
        await Task.WhenAll(storm).WaitAsync(TimeSpan.FromMinutes(10));
    }

    private static async Task<int> SessionsAsync(ServerProcess server) =>
        (await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync(server.Http, "/api/v1/live/system", ContractJson.Readable.SystemFrame))!.Sessions!.Value;
}
