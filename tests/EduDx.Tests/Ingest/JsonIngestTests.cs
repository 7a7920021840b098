using System.Text;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Ingest;

namespace EduDx.Tests.Ingest;

public sealed class JsonIngestTests : IngestFixture
{
    private const string GoodTelemetry = $$"""{"id":"{{Id}}","at":"{{At}}","metrics":{"cpu_pct":12.5,"on":true,"off":false} }""";
    private const string GoodStatus = $$"""{"id":"{{Id}}","at":"{{At}}","state":"online","firmware":"1.4.2"}""";
    private const string GoodRoll = $$"""{"id":"{{Id}}","at":"{{At}}","person":"p-0000002","state":"excused","by":"s-0000001"}""";

    [Theory]
    [InlineData("id", "\"018F3C1A-7B2E-7C44-9A51-0A1B2C3D4E5F\"")]
    [InlineData("at", "\"2026-09-07T00:00:00Z\"")]
    [InlineData("at", "\"2026-09-07T07:05:00+07:00\"")]
    [InlineData("at", "\"2026-08-31T07:00:00+07:00\"")]
    [InlineData("at", "\"2026-09-06T23:45:12.1234567-00:15\"")]
    [InlineData("at", "\"2026-09-07T06:45:12\\u002B07:00\"")]
    [InlineData("boot", "4294967295")]
    [InlineData("boot", "null")]
    [InlineData("seq", "18446744073709551615")]
    [InlineData("card", "\"HUE000000\\u0031\"")]
    [InlineData("dir", "\"out\"")]
    [InlineData("dir", "\"\\u006fut\"")]
    [InlineData("mode", "\"kiosk\"")]
    [InlineData("mode", "\"phone\"")]
    [InlineData("lat", "16.4637")]
    [InlineData("lon", "-180")]
    [InlineData("acc", "0")]
    [InlineData("unknown", "{\"a\":[1,{\"b\":null}]}")]
    [InlineData("by", "\"Nguyễn\"")]
    public void Good_values_of_a_scan(string field, string value) => Accepts(Scan, With(Good, field, value));

    [Theory]
    [InlineData("id", "\"nonsense\"")]
    [InlineData("id", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("id", "\"018f3c1a7b2e7c449a510a1b2c3d4e5f\"")]
    [InlineData("id", "7")]
    [InlineData("at", "\"2026-09-07T06:45:12\"")]
    [InlineData("at", "\"2026-09-07\"")]
    [InlineData("at", "\"2026-02-30T06:45:12Z\"")]
    [InlineData("at", "\"2026-09-07T25:45:12Z\"")]
    [InlineData("at", "1788738312000")]
    [InlineData("boot", "-1")]
    [InlineData("boot", "4294967296")]
    [InlineData("boot", "1.5")]
    [InlineData("boot", "\"1\"")]
    [InlineData("seq", "18446744073709551616")]
    [InlineData("card", "1")]
    [InlineData("card", "[\"HUE0000001\"]")]
    [InlineData("dir", "\"IN\"")]
    [InlineData("dir", "\"\"")]
    [InlineData("dir", "true")]
    [InlineData("mode", "\"tablet\"")]
    [InlineData("lat", "\"16\"")]
    [InlineData("lat", "90.0001")]
    [InlineData("lat", "1e999")]
    [InlineData("lon", "181")]
    [InlineData("lon", "{\"a\":{\"b\":[]}}")]
    [InlineData("acc", "-1")]
    [InlineData("acc", "1e999")]
    public void Bad_values_of_a_scan(string field, string value) => Rejects(Scan, With(Good, field, value), RejectReason.InvalidField);

    [Theory]
    [InlineData("id")]
    [InlineData("at")]
    [InlineData("card")]
    [InlineData("dir")]
    public void Fields_that_a_scan_needs(string field)
    {
        Rejects(Scan, With(Good, field, null), RejectReason.MissingField);
        Rejects(Scan, With(Good, field, "null"), RejectReason.MissingField);
    }

    [Theory]
    [InlineData("{\"a_b1\":-1.5e3}", true)]
    [InlineData("{}", true)]
    [InlineData("{\"A\":1}", false)]
    [InlineData("{\"\":1}", false)]
    [InlineData("{\"a b\":1}", false)]
    [InlineData("{\"\\u0061\":1}", false)]
    [InlineData("{\"a\":\"1\"}", false)]
    [InlineData("{\"a\":null}", false)]
    [InlineData("{\"a\":{\"b\":1}}", false)]
    [InlineData("{\"a\":1e999}", false)]
    [InlineData("[1]", false)]
    [InlineData("1", false)]
    public void Values_of_metrics(string value, bool good)
    {
        if (good) Accepts(Telemetry, With(GoodTelemetry, "metrics", value));
        else Rejects(Telemetry, With(GoodTelemetry, "metrics", value), RejectReason.InvalidField);
    }

    [Fact]
    public void At_most_32_metrics_of_40_signs()
    {
        string Metrics(int count) => "{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{new string('m', 38)}{i:00}\":{i}")) + "}";
        Accepts(Telemetry, With(GoodTelemetry, "metrics", Metrics(32)));
        Rejects(Telemetry, With(GoodTelemetry, "metrics", Metrics(33)), RejectReason.InvalidField);
        Rejects(Telemetry, With(GoodTelemetry, "metrics", $"{{\"{new string('m', 41)}\":1}}"), RejectReason.InvalidField);
    }

    [Theory]
    [InlineData(Status, GoodStatus, "\"offline\"", true)]
    [InlineData(Status, GoodStatus, "\"present\"", false)]
    [InlineData(Status, GoodStatus, "1", false)]
    [InlineData(Roll, GoodRoll, "\"present\"", true)]
    [InlineData(Roll, GoodRoll, "\"late\"", true)]
    [InlineData(Roll, GoodRoll, "\"absent\"", true)]
    [InlineData(Override, GoodRoll, "\"excused\"", true)]
    [InlineData(Roll, GoodRoll, "\"online\"", false)]
    [InlineData(Override, GoodRoll, "\"left\"", false)]
    public void States_by_message(string topic, string json, string state, bool good)
    {
        if (good) Accepts(topic, With(json, "state", state));
        else Rejects(topic, With(json, "state", state), RejectReason.InvalidField);
    }

    [Fact]
    public void Texts_have_64_bytes_at_most()
    {
        Accepts(Roll, With(GoodRoll, "by", $"\"{new string('b', 64)}\""));
        Rejects(Roll, With(GoodRoll, "by", $"\"{new string('b', 65)}\""), RejectReason.InvalidField);
        Accepts(Status, With(GoodStatus, "firmware", $"\"{new string('b', 64)}\""));
        Rejects(Status, With(GoodStatus, "firmware", $"\"{new string('b', 65)}\""), RejectReason.InvalidField);
    }

    [Fact]
    public void Both_a_card_and_a_token_or_a_token_alone_are_not_taken()
    {
        Rejects(Scan, With(Good, "token", "\"t\""), RejectReason.InvalidField);
        Rejects(Scan, With(With(Good, "card", null), "token", "\"t\""), RejectReason.TokenNotAccepted);
    }

    [Theory]
    [InlineData("id", $"\"{Id}\"")]
    [InlineData("card", "\"HUE0000001\"")]
    [InlineData("card", "null")]
    [InlineData("c\\u0061rd", "\"HUE0000001\"")]
    public void A_field_that_occurs_twice_is_an_error(string field, string value) =>
        Rejects(Scan, $"{Good[..^1]},\"{field}\":{value}}}", RejectReason.InvalidField);

    [Fact]
    public void A_field_is_there_twice_also_when_it_was_null_first() =>
        Rejects(Scan, $"{{\"dir\":null,{Good[1..]}", RejectReason.InvalidField);

    [Theory]
    [InlineData(RejectReason.TooOld, -7 * 24 * 3600 * 1000L - 1)]
    [InlineData(RejectReason.None, -7 * 24 * 3600 * 1000L)]
    [InlineData(RejectReason.None, 5 * 60 * 1000L)]
    [InlineData(RejectReason.TooNew, 5 * 60 * 1000L + 1)]
    public void Times_have_limits_to_the_millisecond(RejectReason reason, long ms)
    {
        var json = With(Good, "at", $"\"{Time.GetUtcNow().AddMilliseconds(ms):yyyy-MM-ddTHH:mm:ss.fffZ}\"");
        if (reason == RejectReason.None) Accepts(Scan, json);
        else Rejects(Scan, json, reason);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", RejectReason.TooOld)]
    [InlineData("9999-12-31T23:59:59Z", RejectReason.TooNew)]
    public void The_ends_of_time_are_said_in_words(string at, RejectReason reason) => Rejects(Scan, With(Good, "at", $"\"{at}\""), reason);

    [Fact]
    public void Who_is_not_in_the_registry_is_named()
    {
        Rejects(Scan, With(Good, "card", "\"HUE9999999\""), RejectReason.UnknownCard);
        Rejects(Scan, With(Good, "card", "\"HUES000004\""), RejectReason.UnknownCard);
        Rejects(Roll, With(GoodRoll, "person", "\"p-9999999\""), RejectReason.UnknownPerson);
        Rejects(Roll, With(GoodRoll, "person", "\"s-0000004\""), RejectReason.UnknownPerson);
        Rejects("edudx/v1/thcs-phu-xuan-1/kiosk/k9/scan", Good, RejectReason.UnknownSource);
        Rejects("edudx/v1/no-school/kiosk/k1/scan", Good, RejectReason.UnknownSource);
        Rejects("edudx/v1/thcs-phu-xuan-1/room/r9/status", GoodStatus, RejectReason.UnknownSource);
        Rejects("edudx/v1/thcs-phu-xuan-1/kiosk/k1/roll", GoodRoll, RejectReason.UnknownTopic);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("[]")]
    [InlineData("{\"lat\":NaN}")]
    [InlineData("{'id':1}")]
    [InlineData("{/**/}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("\uFEFF{}")]
    public void What_is_no_event_is_malformed(string json) => Rejects(Scan, json, RejectReason.MalformedJson);

    [Fact]
    public void Every_cut_of_an_event_is_malformed()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        for (var length = 0; length < bytes.Length; length++)
        {
            var result = Take(Scan, bytes.AsSpan(0, length));
            Assert.Equal((0, 1, RejectReason.MalformedJson), (result.Accepted, result.Rejected, result.Reason));
        }
    }

    [Fact]
    public void Nesting_bombs_are_refused_without_depth()
    {
        Rejects(Scan, new string('[', 100_000), RejectReason.MalformedJson);
        Rejects(Scan, string.Concat(Enumerable.Repeat("{\"a\":", 20_000)), RejectReason.MalformedJson);
        Rejects(Scan, With(Good, "x", new string('[', 9) + new string(']', 9)), RejectReason.MalformedJson);
    }

    [Theory]
    [InlineData("\"\\ud800\"", "card")]
    [InlineData("\"\\ud800\"", "id")]
    [InlineData("\"\\ud800\"", "at")]
    [InlineData("\"\\ud800\"", "dir")]
    [InlineData("\"\\udc00\\ud800\"", "token")]
    [InlineData("1", "\\ud800")]
    public void Half_a_surrogate_pair_never_throws(string value, string field)
    {
        var result = Take(Scan, $"[{Good[..^1]},\"{field}\":{value}}},{Good}]");
        Assert.Equal((1, 1), (result.Accepted, result.Rejected));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_malformed_and_their_neighbours_stand()
    {
        var bytes = Encoding.Latin1.GetBytes($"[{Good},{With(Good, "x", "\"~\"")},{Good}]".Replace('~', (char)0xFF));
        var result = Take(Scan, bytes);
        Assert.Equal((2, 1, RejectReason.MalformedJson), (result.Accepted, result.Rejected, result.Reason));
        bytes = Encoding.Latin1.GetBytes(With(GoodRoll, "by", "\"\\u0041~\"").Replace('~', (char)0xC3));
        result = Take(Roll, bytes);
        Assert.Equal((0, 1, RejectReason.MalformedJson), (result.Accepted, result.Rejected, result.Reason));
    }

    [Fact]
    public void In_an_array_each_event_stands_for_itself()
    {
        var result = Take(Scan, $"[{Good},7,{With(Good, "dir", "\"up\"")},[{Good}],null,{Good}]");
        Assert.Equal((2, 4), (result.Accepted, result.Rejected));
        Assert.Equal(RejectReason.MalformedJson, result.Reason);
    }

    [Fact]
    public void Behind_broken_syntax_the_rest_is_kept_as_one()
    {
        var result = Take(Scan, $"[{Good},{{\"id\":}},{Good}]");
        Assert.Equal((1, 1), (result.Accepted, result.Rejected));
    }

    [Fact]
    public async Task Bytes_behind_an_object_are_kept()
    {
        var result = Take(Scan, $"{Good} garbage");
        Assert.Equal((1, 1, RejectReason.MalformedJson), (result.Accepted, result.Rejected, result.Reason));
        Assert.Equal(" garbage", Encoding.UTF8.GetString(RejectedRecord.Read((await Stored(LogStream.Rejected)).Single()).Payload));
    }

    [Fact]
    public void Sizes_have_limits()
    {
        var result = Take(Scan, $"[{string.Join(',', Enumerable.Repeat(Good, 501))}]");
        Assert.Equal((500, 1, RejectReason.TooLarge), (result.Accepted, result.Rejected, result.Reason));
        Rejects(Scan, With(Good, "x", $"\"{new string('x', 16 * 1024)}\""), RejectReason.TooLarge);
        Rejects(Scan, new string(' ', 256 * 1024 + 1), RejectReason.TooLarge);
    }

    [Fact]
    public async Task The_canonical_event_says_what_the_payload_said()
    {
        Accepts(Scan, With(With(Good, "mode", "\"phone\""), "dir", "\"out\""));
        var stored = (await Stored()).Single();
        var header = HeaderOf(stored);
        var scan = ScanBody.Read(stored);
        Assert.Equal((EventType.Scan, (byte)1, 3u, 118ul), (header.Type, header.SourceKind, header.Boot, header.Seq));
        Assert.Equal(DateTimeOffset.Parse(At, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), header.AtMs);
        Assert.Equal(Time.GetUtcNow().ToUnixTimeMilliseconds(), header.ReceivedMs);
        Assert.Equal(UInt128.Parse(Id.Replace("-", "", StringComparison.Ordinal), System.Globalization.NumberStyles.HexNumber, null), header.Id);
        Assert.Equal((SmallCity.School.Node.Key, SmallCity.School.Kiosks[0].Key), (header.School, header.Source));
        Assert.Equal((ScanDirection.Out, ScanMode.Phone, (byte)0), (scan.Direction, scan.Mode, scan.Verdict));
        Assert.Contains(scan.Person, SmallCity.School.PersonKeys);
        Assert.Equal(EventHeader.Size + ScanBody.Size, stored.Length);
    }

    [Fact]
    public async Task What_is_rejected_is_kept_as_it_came()
    {
        Rejects(Scan, With(Good, "card", "\"HUE9999999\""), RejectReason.UnknownCard);
        var record = RejectedRecord.Read((await Stored(LogStream.Rejected)).Single());
        Assert.Equal((RejectReason.UnknownCard, PayloadFormat.Json, Scan), (record.Reason, record.Format, record.Topic));
        Assert.Equal(With(Good, "card", "\"HUE9999999\""), Encoding.UTF8.GetString(record.Payload));
        Assert.Contains("HUE9999999", record.Detail, StringComparison.Ordinal);
        Assert.Equal(Time.GetUtcNow().ToUnixTimeMilliseconds(), record.ReceivedMs);
    }
}
