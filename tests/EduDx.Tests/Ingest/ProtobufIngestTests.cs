using System.Globalization;
using EduDx.Contracts.Ingest.V1;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Ingest;
using Google.Protobuf;

namespace EduDx.Tests.Ingest;

public sealed class ProtobufIngestTests : IngestFixture
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "scan", """ "card":"HUE0000001","dir":"in" """ },
        { "scan", """ "card":"HUES000001","dir":"out","lat":16.4637,"lon":107.5909,"acc":8.5,"mode":"phone" """ },
        { "status", """ "state":"online","firmware":"1.4.2" """ },
        { "status", """ "state":"offline" """ },
        { "telemetry", """ "metrics":{"cpu_pct":12.5,"temp_c":-41,"on":1} """ },
        { "roll", """ "person":"p-0000002","state":"excused","by":"Nguyễn" """ },
        { "override", """ "person":"p-0000009","state":"absent" """ },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Protobuf_stores_the_same_bytes_as_JSON(string message, string body)
    {
        var topic = TopicOf(message);
        Accepts(topic, $$"""{"id":"{{Id}}","at":"{{At}}","boot":3,"seq":118,{{body}}}""");
        var e = Of(message, body);
        Assert.Equal(1, Take(topic, new EventBatch { Events = { e } }.ToByteArray(), PayloadFormat.Protobuf).Accepted);
        Assert.Equal(1, Take(topic, e.ToByteArray(), PayloadFormat.ProtobufEvent).Accepted);
        (e.School, e.Kind, e.Source) = ("thcs-phu-xuan-1", topic.Split('/')[3], topic.Split('/')[4]);
        Assert.Equal(1, Ingestor.IngestEvent(e.ToByteArray()).Accepted);
        var stored = await Stored();
        Assert.Equal(4, stored.Count);
        Assert.All(stored, s => Assert.Equal(stored[0], s));
    }

    [Fact]
    public void Field_numbers_are_those_of_the_proto()
    {
        static Dictionary<string, int> Numbers(Google.Protobuf.Reflection.MessageDescriptor message) =>
            message.Fields.InDeclarationOrder().ToDictionary(f => f.Name, f => f.FieldNumber);
        Assert.Equal(
            new Dictionary<string, int> { ["id"] = 1, ["at_ms"] = 2, ["boot"] = 3, ["seq"] = 4, ["school"] = 5, ["kind"] = 6, ["source"] = 7, ["scan"] = 10, ["status"] = 11, ["telemetry"] = 12, ["roll"] = 13, ["override"] = 14, ["meeting"] = 20, ["occupancy"] = 21, ["meal"] = 22, ["nap"] = 23, ["cook"] = 24, ["check"] = 25, ["sample"] = 26 },
            Numbers(Event.Descriptor));
        Assert.Equal(
            new Dictionary<string, int> { ["card"] = 1, ["token"] = 2, ["dir"] = 3, ["lat"] = 4, ["lon"] = 5, ["acc"] = 6, ["mode"] = 7, ["place_code"] = 8, ["phone"] = 9 },
            Numbers(Contracts.Ingest.V1.Scan.Descriptor));
        Assert.Equal(new Dictionary<string, int> { ["state"] = 1, ["firmware"] = 2 }, Numbers(Contracts.Ingest.V1.Status.Descriptor));
        Assert.Equal(new Dictionary<string, int> { ["metrics"] = 1 }, Numbers(Contracts.Ingest.V1.Telemetry.Descriptor));
        Assert.Equal(new Dictionary<string, int> { ["person"] = 1, ["state"] = 2, ["by"] = 3 }, Numbers(Contracts.Ingest.V1.Roll.Descriptor));
        Assert.Equal(new Dictionary<string, int> { ["person"] = 1, ["state"] = 2, ["by"] = 3 }, Numbers(Contracts.Ingest.V1.Override.Descriptor));
        Assert.Equal(
            new Dictionary<string, int> { ["meeting"] = 1, ["state"] = 2, ["starts_at_ms"] = 3, ["ends_at_ms"] = 4, ["invited"] = 5, ["checked_in"] = 6, ["paperless"] = 7 },
            Numbers(Contracts.Ingest.V1.Meeting.Descriptor));
        Assert.Equal(new Dictionary<string, int> { ["people"] = 1, ["co2_ppm"] = 2 }, Numbers(Contracts.Ingest.V1.Occupancy.Descriptor));
        foreach (var state in Enum.GetValues<MeetingState>()) Assert.Equal(state.ToString(), ((Contracts.Ingest.V1.Meeting.Types.State)(int)state).ToString());
        foreach (var step in Enum.GetValues<PaperlessStep>().Skip(1)) Assert.Equal(step.ToString(), ((Contracts.Ingest.V1.Meeting.Types.Paperless)(int)step).ToString());
        Assert.Equal(1, EventBatch.EventsFieldNumber);
        // The canonical event takes these numbers as they are.
        Assert.Equal((1, 2), ((int)Direction.In, (int)Direction.Out));
        Assert.Equal((1, 2), ((int)Contracts.Ingest.V1.ScanMode.Kiosk, (int)Contracts.Ingest.V1.ScanMode.Phone));
        foreach (var state in Enum.GetValues<SaidState>().Skip(1)) Assert.Equal(state.ToString(), ((AttendanceState)(int)state).ToString());
    }

    [Theory]
    [InlineData(RejectReason.MissingField, 0)]
    [InlineData(RejectReason.InvalidField, 1)]
    [InlineData(RejectReason.InvalidField, 2)]
    [InlineData(RejectReason.InvalidField, 3)]
    [InlineData(RejectReason.InvalidField, 4)]
    [InlineData(RejectReason.MissingField, 5)]
    [InlineData(RejectReason.MissingField, 6)]
    [InlineData(RejectReason.InvalidField, 7)]
    [InlineData(RejectReason.InvalidField, 8)]
    [InlineData(RejectReason.TooOld, 9)]
    [InlineData(RejectReason.InvalidField, 10)]
    public void Bad_values(RejectReason reason, int fault)
    {
        var e = Of("scan", """ "card":"HUE0000001","dir":"in" """);
        switch (fault)
        {
            case 0: e.Scan = null; break;
            case 1: e.Id = ByteString.CopyFrom(new byte[15]); break;
            case 2: e.Id = ByteString.CopyFrom(new byte[16]); break;
            case 3: e.Scan.Dir = (Direction)3; break;
            case 4: e.Scan.Mode = (Contracts.Ingest.V1.ScanMode)9; break;
            case 5: e.Scan.Card = ""; break;
            case 6: e.Scan.Dir = Direction.Unspecified; break;
            case 7: (e.Scan.Lat, e.Scan.Lon) = (double.NaN, 107); break;
            case 8: e.Status = new() { State = Contracts.Ingest.V1.Status.Types.State.Online }; break;
            case 9: e.AtMs = long.MinValue; break;
            case 10: (e.Scan.Lat, e.Scan.Lon, e.Scan.Acc) = (16, 107, double.PositiveInfinity); break;
        }
        var result = Take(Scan, new EventBatch { Events = { e } }.ToByteArray(), PayloadFormat.Protobuf);
        Assert.Equal((0, 1, reason), (result.Accepted, result.Rejected, result.Reason));
    }

    [Fact]
    public void A_value_that_is_not_finite_is_no_metric()
    {
        var e = Of("telemetry", """ "metrics":{"a":1} """);
        e.Telemetry.Metrics["b"] = double.NaN;
        Assert.Equal(RejectReason.InvalidField, Take(Telemetry, new EventBatch { Events = { e } }.ToByteArray(), PayloadFormat.Protobuf).Reason);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_rejected()
    {
        var good = Of("roll", """ "person":"p-0000002","state":"excused","by":"xy" """).ToByteArray();
        good[good.AsSpan().IndexOf("xy"u8)] = 0xFF;
        Assert.Equal(RejectReason.InvalidField, Take(Roll, good, PayloadFormat.ProtobufEvent).Reason);
    }

    [Fact]
    public void A_field_of_another_wire_type_does_not_take_the_value_before_it()
    {
        // mode = 1 (varint), then dir as an empty string: the direction is not the mode's 1.
        byte[] scan = [0x38, 0x01, 0x1A, 0x00, 0x0A, 0x0A, .. "HUE0000001"u8];
        var head = Of("scan", "");
        head.Scan = null;
        byte[] bytes = [.. head.ToByteArray(), 0x52, (byte)scan.Length, .. scan];
        Assert.Equal(RejectReason.InvalidField, Take(Scan, bytes, PayloadFormat.ProtobufEvent).Reason);
    }

    [Fact]
    public void Sick_events_do_not_fail_their_batch()
    {
        var (good, bad) = (Of("scan", """ "card":"HUE0000001","dir":"in" """), Of("scan", """ "card":"none","dir":"in" """));
        var result = Take(Scan, new EventBatch { Events = { good, bad, good, new Event(), good } }.ToByteArray(), PayloadFormat.Protobuf);
        Assert.Equal((3, 2, RejectReason.UnknownCard), (result.Accepted, result.Rejected, result.Reason));
    }

    [Fact]
    public void An_empty_batch_and_noise_are_malformed()
    {
        foreach (var bytes in new byte[][] { [], [0xFF], [0x0A, 0x7F], [0x0B] })
        {
            var result = Take(Scan, bytes, PayloadFormat.Protobuf);
            Assert.Equal((0, 1, RejectReason.MalformedProtobuf), (result.Accepted, result.Rejected, result.Reason));
        }
    }

    [Fact]
    public async Task A_rejected_protobuf_event_can_be_sent_again()
    {
        var bad = Of("scan", """ "card":"NEW0000001","dir":"in" """);
        Take(Scan, new EventBatch { Events = { bad } }.ToByteArray(), PayloadFormat.Protobuf);
        await Stored();
        var rejected = new RejectedEvents(Opened, Ingestor, Time);
        var again = await rejected.ResendAsync(0, default);
        Assert.Equal(RejectReason.UnknownCard, again!.Value.Reason);
        Assert.Null(await rejected.ResendAsync(99, default));
        var (newest, first) = (rejected.List(10, null).Items[0], rejected.List(10, null).Items[1]);
        Assert.Equal(("unknown_card", "unknown_card", first.Payload), (newest.Reason, first.Reason, newest.Payload));
    }

    private static string TopicOf(string message) => message switch
    {
        "scan" => Scan, "status" => Status, "telemetry" => Telemetry, "roll" => Roll, _ => Override,
    };

    private static Event Of(string message, string body)
    {
        // The proto's own JSON names are those of the contract, but for the words of its enums.
        var parser = new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
        var words = body.Replace("\"in\"", "\"DIRECTION_IN\"", StringComparison.Ordinal).Replace("\"out\"", "\"DIRECTION_OUT\"", StringComparison.Ordinal)
            .Replace("\"phone\"", "\"SCAN_MODE_PHONE\"", StringComparison.Ordinal)
            .Replace("\"online\"", "\"STATE_ONLINE\"", StringComparison.Ordinal).Replace("\"offline\"", "\"STATE_OFFLINE\"", StringComparison.Ordinal)
            .Replace("\"excused\"", "\"ATTENDANCE_STATE_EXCUSED\"", StringComparison.Ordinal).Replace("\"absent\"", "\"ATTENDANCE_STATE_ABSENT\"", StringComparison.Ordinal);
        var e = parser.Parse<Event>($"{{\"{message}\":{{{words}}}}}");
        e.Id = ByteString.CopyFrom(Guid.Parse(Id).ToByteArray(bigEndian: true));
        e.AtMs = DateTimeOffset.Parse(At, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        (e.Boot, e.Seq) = (3, 118);
        return e;
    }
}
