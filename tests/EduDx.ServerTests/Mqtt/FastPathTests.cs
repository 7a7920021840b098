using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Mqtt;

/// <summary>What the fast path owes besides acknowledgements: aliases, properties, slices, and what it leaves to the broker.</summary>
public sealed class FastPathTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Status1 = "edudx/v1/thcs-phu-xuan-1/kiosk/k1/status";

    private readonly ServerProcess _server = shared.Server;

    [Fact]
    public async Task An_alias_means_the_same_to_the_fast_path_and_to_the_broker()
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        using var client = await RawMqtt.ConnectAsync(_server.MqttPort, id: "alias");
        await client.SendAsync(
        [
            .. client.Publish(1, Said.Kiosk1, Said.Scan(1001, Said.Card(1), now), properties: Alias(1)),
            .. client.Publish(2, "", Said.Scan(1002, Said.Card(2), now), properties: Alias(1)),
            // Set on the fast path, used by the broker; and the other way round.
            .. client.Publish(3, Status1, Status(1003, now), properties: Alias(2)),
            .. client.Publish(4, "", Status(1004, now), retain: true, properties: Alias(2)),
            .. client.Publish(5, "edudx/v1/thcs-phu-xuan-1/kiosk/k1/telemetry", Telemetry(1005, now), retain: true, properties: Alias(64)),
            .. client.Publish(6, "", Telemetry(1006, now), properties: Alias(64)),
            // Newly set.
            .. client.Publish(7, Status1, Status(1007, now), properties: Alias(1)),
            .. client.Publish(8, "", Status(1008, now), properties: Alias(1)),
            // Never set.
            .. client.Publish(9, "", Status(1009, now), properties: Alias(3)),
        ]);
        var acks = await client.ReadAsync(9, 10);
        Assert.Equal(Enumerable.Range(1, 9), acks.Select(a => a.Id));
        Assert.DoesNotContain(acks[..8], a => a.Code >= 0x80);
        Assert.Equal(0x90, acks[8].Code);
        var after = await _server.CountersAsync();
        Assert.Equal((before.Stored + 8, before.Rejected), (after.Stored, after.Rejected));

        await client.SendAsync(client.Publish(10, Said.Kiosk1, "{}", properties: Alias(65)));
        var said = await client.ReadAsync();
        Assert.Equal((0xE0, 0x94), (said!.Kind, said.Body[0]));
        Assert.Null(await client.ReadAsync());
    }

    [Fact]
    public async Task Properties_are_read_and_those_that_say_nothing_here_are_passed_over()
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        using var client = await RawMqtt.ConnectAsync(_server.MqttPort, id: "properties");
        byte[] everything =
        [
            0x01, 1, 0x02, 0, 0, 0, 9, 0x08, .. RawMqtt.Text("reply/to"), 0x09, .. RawMqtt.Text("corr"), 0x26, .. RawMqtt.Text("k"), .. RawMqtt.Text("v"),
            0x26, .. RawMqtt.Text("k"), .. RawMqtt.Text("w"), 0x03, .. RawMqtt.Text("application/json"),
        ];
        await client.SendAsync(
        [
            .. client.Publish(1, Said.Kiosk1, Said.Scan(1101, Said.Card(1), now), properties: everything),
            // JSON that says it is protobuf.
            .. client.Publish(2, Said.Kiosk1, Said.Scan(1102, Said.Card(1), now), properties: [0x03, .. RawMqtt.Text("application/x-protobuf")]),
        ]);
        var acks = await client.ReadAsync(2, 10);
        Assert.Equal([0, 0x99], acks.Select(a => a.Code));
        Assert.Equal((before.Stored + 1, "malformed_protobuf"), ((await _server.CountersAsync()).Stored, (await _server.RejectedAsync()).Items[0].Reason));
    }

    [Fact]
    public async Task Who_wants_no_sentence_or_has_no_room_for_it_gets_the_code_alone()
    {
        foreach (var (name, properties) in new[] { ("no-problem", new byte[] { 0x17, 0 }), ("small", [0x27, 0, 0, 0, 40]) })
        {
            using var client = await RawMqtt.ConnectAsync(_server.MqttPort, id: name, properties: properties);
            await client.SendAsync(client.Publish(7, Said.Kiosk1, "sick"));
            Assert.Equal([0, 7, 0x99, 0], (await client.ReadAsync())!.Body);
        }
    }

    [Fact]
    public async Task Bytes_in_any_slices_are_the_same_packets()
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        using var client = await RawMqtt.ConnectAsync(_server.MqttPort, id: "slices");
        byte[] small = [.. client.Publish(1, Said.Kiosk1, Said.Scan(1201, Said.Card(1), now)), .. client.Publish(2, Said.Kiosk1, Said.Scan(1202, Said.Card(2), now), retain: true)];
        foreach (var one in small) await client.SendAsync([one]);
        // A packet over many blocks of the pipe, and cuts that fall everywhere.
        byte[] large =
        [
            .. client.Publish(3, Said.Kiosk1, Said.Array(Enumerable.Range(0, 400).Select(i => Said.Scan(1300 + i, Said.Card(3), now)))),
            .. Enumerable.Range(4, 200).SelectMany(i => client.Publish(i, Said.Kiosk1, Said.Scan(2000 + i, Said.Card(4), now))),
        ];
        for (var (at, size) = (0, 1); at < large.Length; (at, size) = (at + size, size % 4999 + 611)) await client.SendAsync(large[at..Math.Min(large.Length, at + size)]);

        var acks = await client.ReadAsync(203, 10);
        Assert.Equal(Enumerable.Range(1, 203), acks.Select(a => a.Id));
        Assert.Equal(before.Stored + 602, (await _server.CountersAsync()).Stored);
    }

    [Fact]
    public async Task A_packet_over_the_limit_behind_events_ends_the_connection_at_its_header()
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        using var client = await RawMqtt.ConnectAsync(_server.MqttPort, id: "too-large");
        await client.SendAsync([.. client.Publish(1, Said.Kiosk1, Said.Scan(1401, Said.Card(1), now)), 0x32, 0x80, 0x80, 0x80, 0x20]);
        RawPacket? last;
        do last = await client.ReadAsync();
        while (last is { Kind: RawPacket.PubAck });
        Assert.Null(last);
        await Until.Async(_server.CountersAsync, c => c.Stored == before.Stored + 1, "the event before it is stored");
    }

    [Fact]
    public async Task A_retained_event_is_stored_and_kept_by_the_broker_until_it_is_cleared()
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        const string Topic = "edudx/v1/thcs-phu-xuan-1/kiosk/k2/status";
        using (var client = await RawMqtt.ConnectAsync(_server.MqttPort, id: "keeper"))
        {
            await client.SendAsync(client.Publish(1, Topic, Status(1501, now), retain: true));
            Assert.Equal(1, (await client.ReadAsync())!.Id);
        }
        Assert.Equal(before.Stored + 1, (await _server.CountersAsync()).Stored);
        using var reader = await RawMqtt.ConnectAsync(_server.MqttPort, id: "reader");
        await reader.SendAsync(reader.Subscribe(1, Topic));
        var seen = await reader.ReadAsync(2, 5);
        Assert.Contains(seen, p => p.Kind >> 4 == 3 && System.Text.Encoding.UTF8.GetString(p.Body).EndsWith(Status(1501, now), StringComparison.Ordinal));

        await reader.SendAsync(reader.Publish(2, Topic, "", retain: true));
        RawPacket? next;
        do next = await reader.ReadAsync();
        while (next is { Kind: not RawPacket.PubAck });
        Assert.NotNull(next);
        var after = await _server.CountersAsync();
        Assert.Equal((before.Stored + 1, before.Rejected), (after.Stored, after.Rejected));
    }

    [Fact]
    public async Task The_last_will_of_a_client_that_only_sent_events_is_an_event()
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        var will = Status(1601, now).Replace("online", "offline", StringComparison.Ordinal);
        using (var client = await RawMqtt.ConnectAsync(_server.MqttPort, id: "mortal", will: (Status1, will)))
        {
            await client.SendAsync(client.Publish(1, Said.Kiosk1, Said.Scan(1602, Said.Card(1), now)));
            Assert.Equal(1, (await client.ReadAsync())!.Id);
        }
        await Until.Async(_server.CountersAsync, c => c.Stored == before.Stored + 2, "the will is stored");
    }

    [Fact]
    public async Task A_second_connection_of_the_same_client_ends_the_first()
    {
        var now = await _server.NowAsync();
        using var first = await RawMqtt.ConnectAsync(_server.MqttPort, id: "twice");
        await first.SendAsync(first.Publish(1, Said.Kiosk1, Said.Scan(1701, Said.Card(1), now)));
        Assert.Equal(1, (await first.ReadAsync())!.Id);
        using var second = await RawMqtt.ConnectAsync(_server.MqttPort, id: "twice");
        Assert.Equal((0xE0, 0x8E), ((await first.ReadAsync()) is { } said ? (said.Kind, said.Body[0]) : (0, 0)));
        Assert.Null(await first.ReadAsync());
        await second.SendAsync(second.Publish(2, Said.Kiosk1, Said.Scan(1702, Said.Card(1), now)));
        Assert.Equal(2, (await second.ReadAsync())!.Id);
    }

    private static byte[] Alias(ushort alias) => [0x23, (byte)(alias >> 8), (byte)alias];

    private static string Status(long id, DateTimeOffset at) => $$"""{"id":"{{Said.Id(id)}}","at":"{{Said.Text(at)}}","state":"online","firmware":"1"}""";

    private static string Telemetry(long id, DateTimeOffset at) => $$"""{"id":"{{Said.Id(id)}}","at":"{{Said.Text(at)}}","metrics":{"temp_c":41} }""";
}
