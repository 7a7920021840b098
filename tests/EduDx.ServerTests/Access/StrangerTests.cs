using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EduDx.ServerTests.Servers;
using MQTTnet;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Access;

/// <summary>What those who are not let in can cost, and whom they can hold up: nobody.</summary>
[Collection(Alone.Name)]
public sealed class StrangerTests(ITestOutputHelper output)
{
    private const string Kiosk = "thcs-phu-xuan-1/kiosk/k1";
    private const long MaxGrowth = 64L << 20;

    [Theory]
    [InlineData("api/v1/access/link")]
    [InlineData("api/v1/access/password")]
    [InlineData("api/v1/credentials/claim")]
    public async Task What_nobody_known_sends_is_not_read_beyond_64_KiB(string path)
    {
        await using var server = await ServerProcess.StartedAsync("--Ops:Access:Mode=Required");
        using var http = new HttpClient { BaseAddress = server.Url("/") };
        using var body = new StringContent($$"""{"code":"{{new string('x', 1 << 20)}}","password":""}""", Encoding.ASCII, "application/json");
        using var answer = await http.PostAsync(path, body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Floods_before_the_log_in_cost_little_and_stop_no_honest_client()
    {
        await using var server = await ServerProcess.StartedAsync("--Ops:Access:Mode=Required", "--Ops:Mqtt:LoginSeconds=3");
        var secret = (await server.IssueAsync(Kiosk))[Kiosk];
        var now = await server.NowAsync();
        var (_, device) = await Device.LoginAsync(server.MqttPort, Kiosk, secret);
        await using var honest = device;
        // Warm: what the code itself takes is not the strangers'.
        for (var i = 0; i < 500; i++) Assert.True((await device.PublishAsync(Said.Kiosk1, Said.Scan(i, Said.Card(1), now))).IsSuccess);
        await FloodAsync(server, 20, "127.0.0.4");
        var before = server.WorkingSet;

        using var over = new CancellationTokenSource();
        var (peak, worst, sent) = (0L, TimeSpan.Zero, 500);
        async Task WorkAsync()
        {
            while (!over.IsCancellationRequested)
            {
                var waited = Stopwatch.StartNew();
                Assert.True((await device.PublishAsync(Said.Kiosk1, Said.Scan(sent, Said.Card(1 + sent % 8), now))).IsSuccess);
                sent++;
                if (waited.Elapsed > worst) worst = waited.Elapsed;
                peak = Math.Max(peak, server.WorkingSet);
                await Task.Delay(20);
            }
        }
        var working = WorkAsync();
        var declared = await FloodAsync(server, 200, "127.0.0.2");
        // Half of them from one address, which has its limit; half from fifty, which all wait for their log-in to end.
        var cut = (await Task.WhenAll([SlowAsync(server, 500, "127.0.0.3"), .. Enumerable.Range(1, 50).Select(i => SlowAsync(server, 10, $"127.0.1.{i}"))])).Sum();
        // Somebody new comes in while they are at it.
        var (answer, late) = await Device.LoginAsync(server.MqttPort, "thcs-phu-xuan-1/kiosk/k2", (await server.IssueAsync("thcs-phu-xuan-1/kiosk/k2")).Values.Single());
        await late.DisposeAsync();
        await over.CancelAsync();
        await working;

        output.WriteLine($"200 declared 256 MB each: {declared >> 10} KiB were taken of all; 1000 slow senders: {cut} cut off; the server grew by {(peak - before) / 1048576.0:0.0} MiB; "
            + $"the honest kiosk published {sent - 500} scans, the slowest in {worst.TotalMilliseconds:0} ms");
        Assert.Equal(MqttClientConnectResultCode.Success, answer.ResultCode);
        Assert.Equal(1000, cut);
        Assert.True(peak - before < MaxGrowth, $"the server grew by {(peak - before) >> 20} MiB");
        Assert.True(device.IsConnected);
        Assert.True(worst < TimeSpan.FromSeconds(2), $"the honest kiosk waited {worst.TotalSeconds:0.0} s");
        await Until.Async(() => server.LiveAsync(ServerProcess.Class6A1), f => f.Scans == sent, "every honest scan is live", show: f => $"{f.Scans} of {sent}");
        Assert.True(await server.LossAsync("guarded:log-ins of one address at once") > 0);
        Assert.True(await server.LossAsync("guarded:CONNECT too large") > 0);
    }

    [Fact]
    public async Task A_packet_that_drips_after_the_log_in_is_cut_off()
    {
        await using var server = await ServerProcess.StartedAsync("--Ops:Limits:PacketSeconds=1");
        using var client = await RawMqtt.ConnectAsync(server.MqttPort, id: "slow");
        var packet = client.Publish(1, Said.Kiosk1, Said.Scan(1, Said.Card(1), await server.NowAsync()));
        var waited = Stopwatch.StartNew();
        var reading = client.ReadAsync(20);
        for (var i = 0; i < packet.Length && !reading.IsCompleted; i++)
        {
            try
            {
                await client.SendAsync([packet[i]]);
            }
            catch (IOException)
            {
                break;
            }
            await Task.Delay(200);
        }
        Assert.Null(await reading);
        Assert.InRange(waited.Elapsed.TotalSeconds, 0.9, 5);
        Assert.Equal(1, await server.LossAsync("guarded:packet sent too slowly"));
    }

    [Fact]
    public async Task Failing_and_flapping_devices_wait_and_their_neighbours_do_not()
    {
        await using var server = await ServerProcess.StartedAsync("--Ops:Access:Mode=Required", "--Ops:Limits:LoginsPerMinute=5", "--Ops:Limits:FailedLoginsPerMinute=3", "--Ops:Limits:BanSeconds=2");
        const string Other = "thcs-phu-xuan-1/kiosk/k2", Third = "mn-vy-da/kiosk/k1";
        var secrets = await server.IssueAsync(Kiosk, Other, Third);
        for (var i = 0; i < 3; i++) Assert.Equal(0x86, await CodeAsync(server, Kiosk, "no"));
        Assert.Equal(0x9F, await CodeAsync(server, Kiosk, secrets[Kiosk]));
        for (var i = 0; i < 5; i++) Assert.Equal(0, await CodeAsync(server, Other, secrets[Other]));
        Assert.Equal(0x8A, await CodeAsync(server, Other, secrets[Other]));
        Assert.Equal(0, await CodeAsync(server, Third, secrets[Third]));
        await Task.Delay(2100);
        Assert.Equal(0, await CodeAsync(server, Other, secrets[Other]));
        Assert.Equal(1, await server.LossAsync("denied:connects again and again"));
        Assert.Equal(1, await server.LossAsync("denied:too many failed log-ins"));
    }

    private static async Task<int> CodeAsync(ServerProcess server, string user, string secret)
    {
        var (answer, device) = await Device.LoginAsync(server.MqttPort, user, secret);
        await device.DisposeAsync();
        return (int)answer.ResultCode;
    }

    // A CONNECT that declares 256 MB (the most that MQTT can), and as much of it as is taken.
    private static async Task<long> FloodAsync(ServerProcess server, int connections, string from)
    {
        var sent = await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var socket = Socket(from);
            long taken = 0;
            var chunk = new byte[64 * 1024];
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.MqttPort));
                await socket.SendAsync(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F });
                for (; taken < 256 << 20; taken += chunk.Length) await socket.SendAsync(chunk).WaitAsync(TimeSpan.FromSeconds(5));
            }
            catch (SocketException)
            {
                // Cut off, as it should be.
            }
            return taken;
        }));
        return sent.Sum();
    }

    // A CONNECT that comes at a byte every 100 ms. Answers how many were cut off within the time of a log-in and a little more.
    private static async Task<int> SlowAsync(ServerProcess server, int connections, string from)
    {
        byte[] connect = [0x10, 42, 0, 4, .. "MQTT"u8, 5, 2, 0, 60, 0, 0, 24, .. Encoding.ASCII.GetBytes(Kiosk), 0, 0];
        var cut = await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var socket = Socket(from);
            var waited = Stopwatch.StartNew();
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.MqttPort));
                var reading = socket.ReceiveAsync(new byte[16]);
                for (var i = 0; waited.Elapsed < TimeSpan.FromSeconds(15); i++)
                {
                    if (i < 20) await socket.SendAsync(connect.AsMemory(i, 1));
                    if (await Task.WhenAny(reading, Task.Delay(100)) == reading) return await reading == 0 ? 1 : 0;
                }
                return 0;
            }
            catch (SocketException)
            {
                return 1;
            }
        }));
        return cut.Sum();
    }

    private static Socket Socket(string from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        return socket;
    }
}
