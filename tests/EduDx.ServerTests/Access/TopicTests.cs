using System.Text;
using EduDx.ServerTests.Servers;
using MQTTnet;

namespace EduDx.ServerTests.Access;

/// <summary>What a device may say and hear: its own topics and its own commands, and nothing else.</summary>
public sealed class TopicTests : IAsyncLifetime
{
    private const string Kiosk = "thcs-phu-xuan-1/kiosk/k1";

    private readonly ServerProcess _server = new("--Ops:Access:Mode=Required", "--Ops:Limits:LoginsPerMinute=200");

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private static readonly string[] ForeignFilters =
    [
        "#", "+/+", "+/+/+/+/+/+", "edudx/#", "edudx/v1/#", "edudx/v1/+/+/+/cmd", "edudx/v1/thcs-phu-xuan-1/kiosk/k1/#", "edudx/v1/thcs-phu-xuan-1/kiosk/k1/+", "edudx/v1/thcs-phu-xuan-1/kiosk/+/cmd",
        "edudx/v1/thcs-phu-xuan-1/kiosk/k1/status", "edudx/v1/thcs-phu-xuan-1/kiosk/k1/other", "edudx/v1/thcs-phu-xuan-1/kiosk/k1/cmd/x", "$SYS/#", "$SYS/broker/uptime", "$share/g/edudx/v1/thcs-phu-xuan-1/kiosk/k1/cmd", "edudx/v1/thcs-phu-xuan-1/kiosk/k2/cmd", "edudx/v1/thcs-phu-xuan-1/kiosk/k11/cmd",
        "edudx/v1/mn-vy-da/kiosk/k1/cmd", "edudx/v1/thcs-phu-xuan-1/room/k1/cmd", "EDUDX/v1/thcs-phu-xuan-1/kiosk/k1/cmd", "/edudx/v1/thcs-phu-xuan-1/kiosk/k1/cmd", "edudx/v1/thcs-phu-xuan-1/kiosk/k1",
    ];

    [Fact]
    public async Task It_hears_its_own_commands_only()
    {
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        var (_, device) = await Device.LoginAsync(_server.MqttPort, Kiosk, secret);
        await using var kiosk = device;
        foreach (var filter in ForeignFilters)
        {
            var answer = await device.SubscribeAsync(filter);
            // Shared subscriptions are nothing that the embedded broker has: it refuses them before it asks.
            var expected = filter.StartsWith("$share", StringComparison.Ordinal) ? MqttClientSubscribeResultCode.SharedSubscriptionsNotSupported : MqttClientSubscribeResultCode.NotAuthorized;
            Assert.True(answer.Items.Single().ResultCode == expected, $"{filter}: {answer.Items.Single().ResultCode}");
        }
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, (await device.SubscribeAsync($"edudx/v1/{Kiosk}/cmd")).Items.Single().ResultCode);
        Assert.Equal(ForeignFilters.Length - 1, await _server.LossAsync("denied:subscribe"));
    }

    [Fact]
    public async Task A_thousand_foreign_topics_none_is_accepted_and_each_is_counted_and_audited()
    {
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        var topics = Foreign().Take(1000).ToArray();
        Assert.Equal(1000, topics.Length);
        var scan = Said.Scan(1, Said.Card(1), await _server.NowAsync());
        var before = await _server.CountersAsync();
        using var kiosk = await RawMqtt.ConnectAsync(_server.MqttPort, id: Kiosk, secret: secret);
        await kiosk.SendAsync([.. topics.SelectMany((topic, i) => kiosk.Publish(i + 1, topic, scan))]);
        var acks = await kiosk.ReadAsync(topics.Length, 20);
        for (var i = 0; i < topics.Length; i++) Assert.True((acks[i].Kind, acks[i].Id, acks[i].Code) == (RawPacket.PubAck, i + 1, 0x87), $"{Encoding.Latin1.GetString(topics[i])}: {acks[i].Kind:x} {acks[i].Code:x}");
        Assert.Equal(before.Received, (await _server.CountersAsync()).Received);
        Assert.Equal(1000, await _server.LossAsync("denied:publish"));

        string[] audited = [.. Directory.GetFiles(Path.Combine(_server.Data, "audit"), "*.jsonl").SelectMany(Lines).Where(l => l.Contains("\"action\":\"device.publish\"", StringComparison.Ordinal))];
        Assert.Equal(1000, audited.Length);
        Assert.All(audited, line => Assert.Contains("\"outcome\":\"refused\"", line, StringComparison.Ordinal));

        // Under its own name, outside the grammar: refused by the grammar, and kept as every sick event is.
        await kiosk.SendAsync([.. kiosk.Publish(2000, [.. Encoding.ASCII.GetBytes($"edudx/v1/{Kiosk}/"), 0], scan), .. kiosk.Publish(2001, [.. Encoding.ASCII.GetBytes($"edudx/v1/{Kiosk}/"), 0xC0, 0xAF], scan)]);
        Assert.All(await kiosk.ReadAsync(2, 10), ack => Assert.Equal(0x90, ack.Code));
        // And its own topic is its own.
        await kiosk.SendAsync(kiosk.Publish(2002, Said.Kiosk1, scan));
        Assert.Equal(0, (await kiosk.ReadAsync())!.Code);
        var after = await _server.CountersAsync();
        Assert.Equal((before.Stored + 1, before.Rejected + 2), (after.Stored, after.Rejected));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Every_way_to_publish_is_held_to_it(int qos, bool retain)
    {
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        const string Topic = "edudx/v1/mn-vy-da/kiosk/k1/status";
        var text = $$"""{"id":"{{Said.Id(9)}}","at":"{{Said.Text(await _server.NowAsync())}}","state":"online"}""";
        var before = await _server.CountersAsync();
        using (var kiosk = await RawMqtt.ConnectAsync(_server.MqttPort, id: Kiosk, secret: secret))
        {
            await kiosk.SendAsync([.. kiosk.Publish(7, Topic, text, qos, retain), 0xC0, 0]);
            var answer = (await kiosk.ReadAsync())!;
            if (qos > 0) Assert.Equal((qos == 1 ? 0x40 : 0x50, 0x87), (answer.Kind, answer.Code));
            if (qos > 0) answer = (await kiosk.ReadAsync())!;
            Assert.Equal(0xD0, answer.Kind);
        }
        // MQTT 3.1.1 has no word for it: the connection ends.
        using var older = await RawMqtt.ConnectAsync(_server.MqttPort, isVersion5: false, id: Kiosk, secret: secret);
        await older.SendAsync([.. older.Publish(7, Topic, text, qos, retain), 0xC0, 0]);
        Assert.Null(await older.ReadAsync());
        Assert.Equal(before.Received, (await _server.CountersAsync()).Received);
        // Once for each version, whoever of the two that look at a publish found it.
        Assert.Equal(2, await Until.Async(() => _server.LossAsync("denied:publish"), n => n >= 2, "both refusals are counted"));
    }

    [Fact]
    public async Task An_empty_retained_message_clears_a_topic_and_is_held_to_what_is_one()
    {
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        var before = await _server.CountersAsync();
        using var kiosk = await RawMqtt.ConnectAsync(_server.MqttPort, id: Kiosk, secret: secret);
        foreach (var (message, code) in new[] { ("status", 0x10), ("other", 0x90), ("cmd", 0x87) })
        {
            await kiosk.SendAsync(kiosk.Publish(7, $"edudx/v1/{Kiosk}/{message}", "", retain: true));
            Assert.Equal((message, code), (message, (await kiosk.ReadAsync())!.Code));
        }
        var after = await _server.CountersAsync();
        Assert.Equal((before.Stored, before.Rejected + 1), (after.Stored, after.Rejected));
    }

    [Fact]
    public async Task A_last_will_is_held_to_it()
    {
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        var (answer, device) = await Device.LoginAsync(_server.MqttPort, Kiosk, secret, more: o => o.WithWillTopic("edudx/v1/mn-vy-da/kiosk/k1/status").WithWillPayload("{}"));
        await device.DisposeAsync();
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, answer.ResultCode);
        (answer, device) = await Device.LoginAsync(_server.MqttPort, Kiosk, secret, more: o => o.WithWillTopic($"edudx/v1/{Kiosk}/status").WithWillPayload("{}"));
        await device.DisposeAsync();
        Assert.Equal(MqttClientConnectResultCode.Success, answer.ResultCode);
    }

    // The server has them open.
    private static IEnumerable<string> Lines(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n');
    }

    // Other sources, schools and kinds; topics of the broker; commands; wildcards, NUL, overlong and broken UTF-8, and what only looks like its own.
    private static IEnumerable<byte[]> Foreign()
    {
        string[] odd =
        [
            "$SYS/broker/clients/total", "#", "+", "edudx/v1/#", "edudx/v1/+/+/+/scan", $"edudx/v1/{Kiosk}/cmd", $"edudx/v1/{Kiosk}", $"edudx/v1/{Kiosk}x/scan", "edudx/v1/thcs-phu-xuan-1/kiosk/k/scan",
            $"Edudx/v1/{Kiosk}/scan", $"/edudx/v1/{Kiosk}/scan", $"edudx/v1//{Kiosk}/scan", $"edudx/v2/{Kiosk}/scan", $"edudx/v1/{Kiosk}\0/scan", "\0", $"\0edudx/v1/{Kiosk}/scan", "edudx/v1/../v1/" + Kiosk + "/scan", "other",
        ];
        foreach (var topic in odd) yield return Encoding.UTF8.GetBytes(topic);
        // An overlong '/', 'e' and NUL, a lone continuation byte, a surrogate, and five bytes of what is no UTF-8.
        foreach (byte[] bytes in (byte[][])[[0xC0, 0xAF], [0xC1, 0xA5], [0xC0, 0x80], [0x80], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80]])
        {
            yield return [.. "edudx/v1/thcs-phu-xuan-1/kiosk/k1"u8, .. bytes, .. "/scan"u8];
            yield return [.. bytes, .. "dudx/v1/thcs-phu-xuan-1/kiosk/k1/scan"u8];
        }
        string[] kinds = ["kiosk", "device", "room", "class", "kitchen", "office"];
        string[] messages = ["scan", "status", "telemetry", "roll", "override", "meeting", "occupancy", "meal", "nap", "cook", "check", "sample", "cmd"];
        for (var school = 0; ; school++)
        {
            foreach (var kind in kinds)
            {
                foreach (var message in messages) yield return Encoding.ASCII.GetBytes($"edudx/v1/{(school == 0 ? "mn-vy-da" : $"school-{school}")}/{kind}/k1/{message}");
            }
        }
    }
}
