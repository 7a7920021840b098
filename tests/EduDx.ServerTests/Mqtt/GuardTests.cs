using System.Diagnostics;
using System.Net.Sockets;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Mqtt;

/// <summary>What strangers can cost: limits that hold before anything is buffered.</summary>
[Collection(Alone.Name)]
public sealed class GuardTests : IAsyncLifetime
{
    private static readonly byte[] Connect = [0x10, 16, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 60, 0, 4, (byte)'g', (byte)'u', (byte)'r', (byte)'d'];

    private readonly ServerProcess _server = new("--Ops:Mqtt:LoginSeconds=1");

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Strangers_are_cut_off_and_the_server_stays_as_it_was()
    {
        // A PUBLISH before any CONNECT; a CONNECT that declares 17 KiB; a length that never ends.
        Assert.True(await CutOffAsync([0x30, 2, 0, 0]) < TimeSpan.FromMilliseconds(900), "a first packet that is no CONNECT");
        Assert.True(await CutOffAsync([0x10, .. Length(17 * 1024)]) < TimeSpan.FromMilliseconds(900), "a CONNECT of 17 KiB");
        Assert.True(await CutOffAsync([0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]) < TimeSpan.FromMilliseconds(900), "a broken length");
        // Silence, and a CONNECT that drips.
        Assert.InRange((await CutOffAsync([])).TotalSeconds, 0.8, 3);
        Assert.InRange((await CutOffAsync(Connect[..5])).TotalSeconds, 0.8, 3);

        using var metrics = await _server.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Contains("no CONNECT in time", await metrics.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a PUBREL of the identifier 0", false, new byte[] { 0x62, 2, 0, 0 })]
    [InlineData("a PUBREC of the identifier 0", false, new byte[] { 0x50, 2, 0, 0 })]
    [InlineData("a SUBSCRIBE to nothing", true, new byte[] { 0x82, 3, 0, 1, 0 })]
    public async Task An_answer_that_cannot_be_written_ends_the_connection(string what, bool isVersion5, byte[] packet)
    {
        using var client = await RawMqtt.ConnectAsync(_server.MqttPort, isVersion5);
        await client.SendAsync(packet);
        Assert.True(await client.ReadAsync() is null or { Kind: 0xE0 }, $"{what} is answered");
    }

    [Fact]
    public async Task A_message_that_was_sent_again_reaches_who_subscribed_with_the_lowest_quality()
    {
        using var subscriber = await RawMqtt.ConnectAsync(_server.MqttPort, isVersion5: false, id: "reads");
        byte[] topic = [0, 3, .. "a/b"u8];
        await subscriber.SendAsync([0x82, 8, 0, 1, .. topic, 0]);
        Assert.Equal(0x90, (await subscriber.ReadAsync())!.Kind);
        using var publisher = await RawMqtt.ConnectAsync(_server.MqttPort, isVersion5: false, id: "again");
        // PUBLISH with DUP and QoS 1.
        await publisher.SendAsync([0x3A, 8, .. topic, 0, 7, (byte)'x']);
        Assert.Equal(0x30, (await subscriber.ReadAsync())!.Kind);
    }

    [Fact]
    public async Task Packets_of_64_MiB_cost_their_header_only()
    {
        await using (var warm = await Device.ConnectAsync(_server.MqttPort)) await warm.PublishAsync(Said.Kiosk1, "[]");
        var before = _server.WorkingSet;
        var attacks = Enumerable.Range(0, 8).Select(async number =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _server.MqttPort);
            var stream = client.GetStream();
            // A name each: a second client of one name would take over the session of the first.
            await stream.WriteAsync((byte[])[.. Connect[..^1], (byte)('0' + number)]);
            var connack = new byte[4];
            await stream.ReadExactlyAsync(connack).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
            Assert.Equal([0x20, 2, 0, 0], connack);
            return await FloodAsync(stream);
        });
        var sent = await Task.WhenAll(attacks).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.All(sent, bytes => Assert.True(bytes < 16 << 20, $"{bytes} bytes were taken of a packet that is over the limit"));
        Assert.True(_server.WorkingSet - before < 100 << 20, $"the server grew by {(_server.WorkingSet - before) >> 20} MiB");
        await using var device = await Device.ConnectAsync(_server.MqttPort);
        Assert.True((await device.PublishAsync(Said.Kiosk1, Said.Scan(1, Said.Card(1), await _server.NowAsync()))).IsSuccess);
    }

    // Sends a PUBLISH that declares 64 MiB, and as much of it as is taken before the connection is cut.
    private static async Task<long> FloodAsync(NetworkStream stream)
    {
        long sent = 0;
        var chunk = new byte[64 * 1024];
        try
        {
            await stream.WriteAsync(new byte[] { 0x30, 0x80, 0x80, 0x80, 0x20 });
            for (; sent < 64 << 20; sent += chunk.Length) await stream.WriteAsync(chunk).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }
        return sent;
    }

    private async Task<TimeSpan> CutOffAsync(byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _server.MqttPort);
        var waited = Stopwatch.StartNew();
        var stream = client.GetStream();
        if (bytes.Length > 0) await stream.WriteAsync(bytes);
        try
        {
            Assert.Equal(0, await stream.ReadAsync(new byte[16]).AsTask().WaitAsync(TimeSpan.FromSeconds(5)));
        }
        catch (IOException)
        {
            // Reset: cut off as well.
        }
        return waited.Elapsed;
    }

    private static byte[] Length(int value)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)(value % 128 | (value >= 128 ? 0x80 : 0)));
            value /= 128;
        }
        while (value > 0);
        return [.. bytes];
    }
}
