using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Mqtt;

/// <summary>PUBACKs: in the order of the PUBLISHes, bounded, one writer on the pipe, whoever handles what.</summary>
public sealed class AckOrderTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Status1 = "edudx/v1/thcs-phu-xuan-1/kiosk/k1/status";

    private readonly ServerProcess _server = shared.Server;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Acknowledgements_leave_in_order_also_where_the_broker_writes_them(bool isVersion5)
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        using var client = await RawMqtt.ConnectAsync(_server.MqttPort, isVersion5, $"order-{isVersion5}");
        // Ids that neither rise nor fall; every seventh retained, some outside the events' topics, some commands, some rejected.
        int[] ids = [.. Enumerable.Range(1, 700).Select(i => i * 7919 % 65_521 + 1)];
        var events = 0;
        var bytes = ids.SelectMany((id, i) =>
        {
            if (i % 7 == 3) return client.Publish(id, Status1, Status(90_000 + i, now), retain: true);
            if (i % 31 == 5) return client.Publish(id, "elsewhere/a", "x");
            if (i % 31 == 6) return client.Publish(id, "edudx/v1/thcs-phu-xuan-1/kiosk/k1/cmd", "x");
            if (i % 31 == 7) return client.Publish(id, Said.Kiosk1, "sick");
            return client.Publish(id, Said.Kiosk1, Said.Scan(80_000 + i + (isVersion5 ? 1000 : 0), Said.Card(1), now));
        }).ToArray();
        events = Enumerable.Range(0, 700).Count(i => i % 7 == 3 || i % 31 is < 5 or > 7);
        await client.SendAsync(bytes);

        var acks = await client.ReadAsync(ids.Length, 20);
        Assert.All(acks, a => Assert.Equal(RawPacket.PubAck, a.Kind));
        Assert.Equal(ids, acks.Select(a => a.Id));
        var after = await _server.CountersAsync();
        Assert.Equal((before.Stored + events, before.Rejected + Enumerable.Range(0, 700).Count(i => i % 7 != 3 && i % 31 == 7)), (after.Stored, after.Rejected));
        if (isVersion5) Assert.Equal(after.Rejected - before.Rejected, acks.Count(a => a.Code == 0x99));
    }

    [Fact]
    public async Task More_than_the_ring_holds_waits_and_is_acknowledged()
    {
        var now = await _server.NowAsync();
        using var client = await RawMqtt.ConnectAsync(_server.MqttPort, isVersion5: false, id: "many");
        const int Count = 20_000;
        var sending = client.SendAsync([.. Enumerable.Range(1, Count).SelectMany(i => client.Publish(i, Said.Kiosk1, Said.Scan(200_000 + i % 10, Said.Card(2), now)))]);
        var acks = await client.ReadAsync(Count, 30);
        await sending;
        Assert.Equal(Enumerable.Range(1, Count), acks.Select(a => a.Id));
    }

    [Fact]
    public async Task The_connack_says_how_much_may_be_in_flight()
    {
        using var five = await RawMqtt.ConnectAsync(_server.MqttPort, id: "connack");
        // Properties: receive maximum (0x21) 1024, topic alias maximum (0x22) 64.
        Assert.Contains("210400", Convert.ToHexString(five.Accepted), StringComparison.Ordinal);
        Assert.Contains("220040", Convert.ToHexString(five.Accepted), StringComparison.Ordinal);
        using var three = await RawMqtt.ConnectAsync(_server.MqttPort, isVersion5: false, id: "connack");
        Assert.Empty(three.Accepted);
    }

    [Fact]
    public async Task Commands_and_acknowledgements_share_the_pipe_packet_by_packet()
    {
        const string Commands = "edudx/v1/thcs-phu-xuan-1/kiosk/k2/cmd";
        var now = await _server.NowAsync();
        using var client = await RawMqtt.ConnectAsync(_server.MqttPort, id: "both-ways");
        await client.SendAsync(client.Subscribe(1, Commands));
        Assert.Equal(0x90, (await client.ReadAsync())!.Kind);
        await using var office = await Device.ConnectAsync(_server.MqttPort);
        var commanding = Task.WhenAll(Enumerable.Range(0, 300).Select(i => office.PublishAsync(Commands, $"{i}:{new string('c', 300)}", qos: 0)));
        var sending = client.SendAsync([.. Enumerable.Range(1, 3000).SelectMany(i => client.Publish(i, Said.Kiosk1, Said.Scan(300_000 + i, Said.Card(3), now)))]);

        var seen = await client.ReadAsync(3300, 20);
        await Task.WhenAll(commanding, sending);
        Assert.Equal(Enumerable.Range(1, 3000), seen.Where(p => p.Kind == RawPacket.PubAck).Select(p => p.Id));
        var commands = seen.Where(p => p.Kind == 0x30).Select(p => System.Text.Encoding.UTF8.GetString(p.Body[(2 + Commands.Length + 1)..]).Split(':')).ToArray();
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"{i}"), commands.Select(c => c[0]));
        Assert.All(commands, c => Assert.Equal(new string('c', 300), c[1]));
    }

    private static string Status(long id, DateTimeOffset at) => $$"""{"id":"{{Said.Id(id)}}","at":"{{Said.Text(at)}}","state":"online","firmware":"1"}""";
}
