using System.Diagnostics;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Mqtt;

/// <summary>How long a connection lives: by its keep-alive, and however badly it reads.</summary>
[Collection(Alone.Name)]
public sealed class ConnectionLifeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly ServerProcess _server = shared.Server;

    [Fact]
    public async Task Events_keep_a_connection_alive_and_silence_ends_it()
    {
        var now = await _server.NowAsync();
        using var client = await RawMqtt.ConnectAsync(_server.MqttPort, id: "alive", keepAlive: 1);
        // Four keep-alives without a PINGREQ, as MQTT allows to who sends something else.
        for (var i = 1; i <= 16; i++)
        {
            await client.SendAsync(client.Publish(i, Said.Kiosk1, Said.Scan(500 + i, Said.Card(1), now)));
            var ack = await client.ReadAsync();
            Assert.Equal((RawPacket.PubAck, i), (ack!.Kind, ack.Id));
            await Task.Delay(300);
        }
        var silence = Stopwatch.StartNew();
        // The server ends it: keep-alive timeout.
        var said = await client.ReadAsync();
        Assert.Equal((0xE0, 0x8D), (said!.Kind, said.Body[0]));
        Assert.InRange(silence.Elapsed.TotalSeconds, 0.9, 4);
        Assert.Null(await client.ReadAsync());
    }

    [Fact]
    public async Task Pings_are_answered_between_events()
    {
        var now = await _server.NowAsync();
        using var client = await RawMqtt.ConnectAsync(_server.MqttPort, isVersion5: false, id: "pings", keepAlive: 1);
        await client.SendAsync([.. Enumerable.Range(1, 50).SelectMany(i => (byte[])[.. client.Publish(i, Said.Kiosk1, Said.Scan(600 + i, Said.Card(1), now)), 0xC0, 0])]);
        var seen = await client.ReadAsync(100, 10);
        Assert.Equal(50, seen.Count(p => p.Kind == 0xD0));
        Assert.Equal(Enumerable.Range(1, 50), seen.Where(p => p.Kind == RawPacket.PubAck).Select(p => p.Id));
    }

    [Fact]
    public async Task A_client_that_reads_nothing_is_read_no_further_and_harms_nobody()
    {
        await using var server = await ServerProcess.StartedAsync();
        var now = await server.NowAsync();
        using var deaf = await RawMqtt.ConnectAsync(server.MqttPort, id: "deaf", receiveBuffer: 4096);
        // Each is answered with a sentence; sockets and pipes hold some megabytes of both, and no more.
        const int Most = 200_000;
        var sick = new string('x', 600);
        var sent = 0;
        var writing = Task.CompletedTask;
        while (sent < Most)
        {
            writing = deaf.SendAsync([.. Enumerable.Range(sent, 500).SelectMany(i => deaf.Publish(i % 65_535 + 1, Said.Kiosk1, sick))]);
            sent += 500;
            if (await Task.WhenAny(writing, Task.Delay(2000)) != writing) break;
        }
        Assert.True(sent < Most, "the server goes on reading a client that reads nothing");
        var read = (await server.CountersAsync()).Received;
        Assert.True(read < sent, $"{read} of {sent} were read");
        await using (var other = await Device.ConnectAsync(server.MqttPort)) Assert.True((await other.PublishAsync(Said.Kiosk1, Said.Scan(2, Said.Card(2), now))).IsSuccess);
        Assert.Equal(read + 1, (await server.CountersAsync()).Received);

        // When it reads again it gets every answer, in order.
        var acks = await deaf.ReadAsync(sent, 10);
        await writing;
        Assert.Equal(Enumerable.Range(0, sent).Select(i => i % 65_535 + 1), acks.Select(a => a.Id));
        Assert.Equal(sent, (await server.CountersAsync()).Rejected);
    }
}
