using System.Net;
using System.Net.Http.Json;
using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Grpc;
using EduDx.ServerTests.Servers;
using Grpc.Core;
using Grpc.Net.Client;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace EduDx.ServerTests.Durability;

/// <summary>Too little space: nothing is taken and nothing is acknowledged, and the server says so.</summary>
public sealed class DiskFloorTests
{
    [Fact]
    public async Task Below_the_floor_every_transport_is_refused_in_its_own_words()
    {
        await using var server = new ServerProcess("--Ops:Log:DiskFloorMiB=1048576");
        await server.StartAsync(waitReady: false);
        await AssertRefusedAsync(server);
        Assert.Equal(0, (await server.CountersAsync()).Received);
        // What a person does is not said to be done either: after a restart it would be gone.
        using var http = new HttpClient { BaseAddress = server.Url("/") };
        using var answer = await http.PostAsJsonAsync("api/v1/closures", new { nodes = new[] { "vy-da" }, status = "closed", reason = "Bão", by = "trực ban" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("disk floor", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_space_is_back_events_are_taken_again()
    {
        var mount = Directory.CreateTempSubdirectory("edudx-small-disk-").FullName;
        var (code, output) = await Tool.RunAsync("mount", ["-t", "tmpfs", "-o", "size=256m", "tmpfs", mount]);
        if (code != 0)
        {
            // A small disk of its own needs root; elsewhere the refusal is tested and the return is not.
            Directory.Delete(mount);
            Assert.Contains("mount", output, StringComparison.Ordinal);
            return;
        }
        try
        {
            await using var server = new ServerProcess("--Ops:Log:DiskFloorMiB=64") { Data = Path.Combine(mount, "data") };
            await server.StartAsync();
            var now = await server.NowAsync();
            await using (var before = await Device.ConnectAsync(server.MqttPort)) Assert.True((await before.PublishAsync(Said.Kiosk1, Said.Scan(1, Said.Card(1), now))).IsSuccess);

            var filler = Path.Combine(mount, "filler");
            await using (var file = File.Create(filler))
            {
                var block = new byte[1 << 20];
                while (new DriveInfo(mount).AvailableFreeSpace > 60L << 20) file.Write(block);
            }
            await Until.TrueAsync(async () => !await server.IsReadyAsync(), "the floor is noticed");
            await AssertRefusedAsync(server);
            File.Delete(filler);
            await Until.TrueAsync(server.IsReadyAsync, "the server takes events again");

            await using var after = await Device.ConnectAsync(server.MqttPort);
            Assert.True((await after.PublishAsync(Said.Kiosk1, Said.Scan(2, Said.Card(2), now))).IsSuccess);
            await server.DrainedAsync();
            Assert.Equal(2, (await server.LiveAsync(ServerProcess.Class6A1)).Present);
        }
        finally
        {
            await Tool.RunAsync("umount", [mount]);
            Directory.Delete(mount);
        }
    }

    private static async Task AssertRefusedAsync(ServerProcess server)
    {
        server.Output.Expect("the disk has reached its floor");
        using var ready = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Contains("the disk has reached its floor", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var scan = Said.Scan(77, Said.Card(1), await server.NowAsync());
        await using (var five = await Device.ConnectAsync(server.MqttPort))
        {
            Assert.Equal(0x97, (int)(await five.PublishAsync(Said.Kiosk1, scan)).ReasonCode);
            Assert.Equal(0x97, (int)(await five.PublishAsync(Said.Kiosk1, scan, qos: 2)).ReasonCode);
            Assert.True(five.IsConnected);
        }
        await using (var three = await Device.ConnectAsync(server.MqttPort, MqttProtocolVersion.V311, timeoutSeconds: 3))
        {
            await Assert.ThrowsAnyAsync<MqttCommunicationException>(() => three.PublishAsync(Said.Kiosk1, scan));
            await Until.TrueAsync(() => !three.IsConnected, "the 3.1.1 connection is closed");
        }
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.GrpcPort}");
        using var call = new Ingest.IngestClient(channel).Publish(deadline: DateTime.UtcNow.AddSeconds(10));
        await call.RequestStream.WriteAsync(new() { Batch = 1, Events = { Wire.Scan(1, Said.Card(1), DateTimeOffset.UtcNow, "thcs-phu-xuan-1", "k1") } });
        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        using var body = System.Net.Http.Json.JsonContent.Create(new { school = "thcs-phu-xuan-1", person = "p-0000001", state = "present", by = "s-0000001" });
        using var office = await server.Http.PostAsync(new Uri("/api/v1/attendance/override", UriKind.Relative), body);
        Assert.Equal(503, (int)office.StatusCode);
    }
}
