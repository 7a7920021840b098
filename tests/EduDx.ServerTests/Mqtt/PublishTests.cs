using EduDx.ServerTests.Servers;
using MQTTnet;
using MQTTnet.Formatter;

namespace EduDx.ServerTests.Mqtt;

/// <summary>Publishing over MQTT: both protocol versions, every quality of service, and what a sick event costs.</summary>
public sealed class PublishTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly ServerProcess _server = shared.Server;

    [Theory]
    [InlineData(MqttProtocolVersion.V311, 0)]
    [InlineData(MqttProtocolVersion.V311, 1)]
    [InlineData(MqttProtocolVersion.V311, 2)]
    [InlineData(MqttProtocolVersion.V500, 0)]
    [InlineData(MqttProtocolVersion.V500, 1)]
    [InlineData(MqttProtocolVersion.V500, 2)]
    public async Task Each_version_and_quality_stores_the_event_once(MqttProtocolVersion version, int qos)
    {
        var number = 1000 + (int)version * 10 + qos;
        var before = await _server.CountersAsync();
        await using var device = await Device.ConnectAsync(_server.MqttPort, version);
        var reply = await device.PublishAsync(Said.Kiosk1, Said.Scan(number, Said.Card(1), await _server.NowAsync()), qos);

        Assert.True(reply.IsSuccess);
        // At QoS 0 nothing says when it is stored; above, the acknowledgement does.
        var after = qos == 0
            ? await Until.Async(_server.CountersAsync, c => c.Stored > before.Stored, "the QoS 0 event is stored")
            : await _server.CountersAsync();
        Assert.Equal((before.Stored + 1, before.Rejected), (after.Stored, after.Rejected));
    }

    [Fact]
    public async Task A_sick_event_never_fails_its_batch()
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        await using var device = await Device.ConnectAsync(_server.MqttPort);
        var reply = await device.PublishAsync(Said.Kiosk1, Said.Array(
        [
            Said.Scan(2001, Said.Card(2), now), Said.Scan(2002, "NOBODY", now), Said.Scan(2003, Said.Card(3), now),
            Said.Scan(2004, Said.Card(4), now.AddDays(-8)), Said.Scan(2005, Said.Card(4), now.AddMinutes(6)),
        ]));

        Assert.Equal(MqttClientPublishReasonCode.Success, reply.ReasonCode);
        Assert.StartsWith("3 of 5 rejected", reply.ReasonString, StringComparison.Ordinal);
        var after = await _server.CountersAsync();
        Assert.Equal((before.Stored + 2, before.Rejected + 3), (after.Stored, after.Rejected));
        Assert.Equal(["too_new", "too_old", "unknown_card"], (await _server.RejectedAsync()).Items.Take(3).Select(i => i.Reason));
    }

    [Theory]
    [InlineData("edudx/v1/thcs-phu-xuan-1/kiosk/k1/scan", "not json", 0x99, "malformed_json")]
    [InlineData("edudx/v1/thcs-phu-xuan-1/kiosk/k1/scan", "17", 0x99, "malformed_json")]
    [InlineData("edudx/v1/thcs-phu-xuan-1/kiosk/k1/scan", "{\"id\":\"x\"}", 0x99, "invalid_field")]
    [InlineData("edudx/v1/thcs-phu-xuan-1/kiosk/k1/cook", "{}", 0x90, "unknown_topic")]
    [InlineData("edudx/v1/THCS/kiosk/k1/scan", "{}", 0x90, "unknown_topic")]
    [InlineData("edudx/v2/thcs-phu-xuan-1/kiosk/k1/scan", "{}", 0x90, "unknown_topic")]
    [InlineData("edudx/v1/no-school/kiosk/k1/scan", "{}", 0x87, "unknown_source")]
    [InlineData("edudx/v1/thcs-phu-xuan-1/kiosk/k9/scan", "{}", 0x87, "unknown_source")]
    public async Task A_rejection_has_its_code_and_its_reason_and_is_kept(string topic, string payload, int code, string reason)
    {
        await using var device = await Device.ConnectAsync(_server.MqttPort);
        var reply = await device.PublishAsync(topic, payload);

        Assert.Equal(code, (int)reply.ReasonCode);
        Assert.Contains(reason, reply.ReasonString, StringComparison.Ordinal);
        var kept = (await _server.RejectedAsync()).Items[0];
        Assert.Equal((reason, topic, payload), (kept.Reason, kept.Topic, kept.Payload));
        Assert.NotEmpty(kept.Detail);
    }

    [Fact]
    public async Task Version_3_is_acknowledged_for_what_is_kept_rejected()
    {
        var before = await _server.CountersAsync();
        await using var device = await Device.ConnectAsync(_server.MqttPort, MqttProtocolVersion.V311);
        Assert.True((await device.PublishAsync(Said.Kiosk1, "not json")).IsSuccess);
        Assert.Equal(before.Rejected + 1, (await _server.CountersAsync()).Rejected);
        Assert.True(device.IsConnected);
    }

    [Fact]
    public async Task A_batch_is_bounded_by_500_events_and_an_event_by_16_KiB()
    {
        var now = await _server.NowAsync();
        await using var device = await Device.ConnectAsync(_server.MqttPort);
        var many = await device.PublishAsync(Said.Kiosk1, Said.Array(Enumerable.Range(0, 500).Select(i => Said.Scan(10_000 + i, Said.Card(5), now))));
        Assert.Equal(MqttClientPublishReasonCode.Success, many.ReasonCode);
        Assert.Null(many.ReasonString);

        var more = await device.PublishAsync(Said.Kiosk1, Said.Array(Enumerable.Range(0, 501).Select(i => Said.Scan(20_000 + i, Said.Card(5), now))));
        Assert.Contains("too_large", more.ReasonString, StringComparison.Ordinal);
        Assert.Contains((await _server.RejectedAsync()).Items.Take(5), i => i.Reason == "too_large");

        var fat = await device.PublishAsync(Said.Kiosk1, Said.Scan(30_000, Said.Card(5), now).Replace("\"dir\"", $"\"note\":\"{new string('x', 17_000)}\",\"dir\"", StringComparison.Ordinal));
        Assert.Equal(0x99, (int)fat.ReasonCode);
        Assert.Contains("too_large", fat.ReasonString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_scan_counts_after_its_card_was_imported_and_it_was_sent_again()
    {
        var now = await _server.NowAsync();
        await using var device = await Device.ConnectAsync(_server.MqttPort);
        var reply = await device.PublishAsync("edudx/v1/mn-vy-da/kiosk/k1/scan", Said.Scan(3001, "NEWCARD01", now));
        Assert.Contains("unknown_card", reply.ReasonString, StringComparison.Ordinal);
        var kept = (await _server.RejectedAsync()).Items.First(i => i.Payload.Contains("NEWCARD01", StringComparison.Ordinal));
        using var early = await _server.Http.PostAsync(new Uri($"/api/v1/rejected/{kept.Offset}/resend", UriKind.Relative), null);
        Assert.Equal(422, (int)early.StatusCode);

        var pupils = await File.ReadAllTextAsync(Path.Combine(Repo.SmallCity, "pupils.csv")) + "p-0000099,Đặng Văn Mới,2020-11-15,mn-vy-da.la1,NEWCARD01,,\n";
        foreach (var apply in new[] { false, true })
        {
            using var form = new MultipartFormDataContent { { new StringContent(pupils), "files", "pupils.csv" } };
            using var imported = await _server.Http.PostAsync(new Uri($"/api/v1/registry/import?apply={apply}", UriKind.Relative), form);
            Assert.True(imported.IsSuccessStatusCode, await imported.Content.ReadAsStringAsync());
        }
        using var resent = await _server.Http.PostAsync(new Uri($"/api/v1/rejected/{kept.Offset}/resend", UriKind.Relative), null);
        Assert.True(resent.IsSuccessStatusCode, await resent.Content.ReadAsStringAsync());

        var shown = await Until.Async(() => _server.LiveAsync("mn-vy-da.la1"), f => f.Present == 1, "the resent scan counts", show: f => $"{f.Present} present of {f.Enrolled}");
        Assert.Equal((9, 1), (shown.Enrolled, shown.Scans));
        Assert.NotNull((await _server.RejectedAsync()).Items.First(i => i.Offset == kept.Offset).ResentAt);
    }
}
