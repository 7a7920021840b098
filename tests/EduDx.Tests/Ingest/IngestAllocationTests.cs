using System.Text;
using System.Text.Json;
using EduDx.Contracts.Ingest.V1;
using EduDx.Contracts.Topics;
using EduDx.Live.Events;
using EduDx.Ops.Ingest;
using EduDx.Ops.Ingest.Decode;
using Google.Protobuf;

namespace EduDx.Tests.Ingest;

public sealed class IngestAllocationTests : IngestFixture
{
    private static readonly byte[] Json = Encoding.UTF8.GetBytes(With(With(With(Good, "lat", "16.4637"), "lon", "107.5909"), "acc", "8"));

    [Fact]
    public void Decoding_and_encoding_a_scan_allocates_nothing()
    {
        var (now, scan) = (Time.GetUtcNow().ToUnixTimeMilliseconds(), Encoding.UTF8.GetBytes(Scan));
        var proto = new Event
        {
            Id = ByteString.CopyFrom(Guid.Parse(Id).ToByteArray(bigEndian: true)), AtMs = now,
            Scan = new() { Card = "HUE0000001", Dir = Direction.In, Lat = 16.4637, Lon = 107.5909, Acc = 8 },
        }.ToByteArray();
        var written = 0;
        Assert.Equal(0, LeastAllocated(() => written = EncodeJson(scan, now)));
        Assert.Equal(EventHeader.Size + ScanBody.Size, written);
        Assert.Equal(0, LeastAllocated(() => written = EncodeProtobuf(scan, proto, now)));
        Assert.Equal(EventHeader.Size + ScanBody.Size, written);
    }

    [Fact]
    public void Taking_in_a_scan_allocates_nothing()
    {
        var scan = Encoding.UTF8.GetBytes(Scan);
        Assert.Equal(0, LeastAllocated(() => Ingestor.Ingest(scan, Json, PayloadFormat.Json)));
    }

    // The log's buffers grow in some rounds, and tiers change: that one round of a hundred allocates nothing is enough.
    private static long LeastAllocated(Action work)
    {
        for (var i = 0; i < 500; i++) work();
        var least = long.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    private static int EncodeJson(byte[] topic, long now)
    {
        SourceTopic.TryParse(topic, out var parsed);
        IngestSource.TryFind(SmallCity.Model, parsed, out var source);
        Span<byte> scratch = stackalloc byte[EventHeader.MaxEvent];
        Span<byte> canonical = stackalloc byte[EventHeader.MaxEvent];
        scoped var reader = new Utf8JsonReader(Json);
        reader.Read();
        scoped var e = new DecodedEvent();
        JsonDecoder.Read(ref reader, parsed.Message, scratch, ref e);
        return EventEncoder.Encode(SmallCity.Model, source, parsed.Message, now, now, ref e, canonical);
    }

    private static int EncodeProtobuf(byte[] topic, byte[] bytes, long now)
    {
        SourceTopic.TryParse(topic, out var parsed);
        IngestSource.TryFind(SmallCity.Model, parsed, out var source);
        Span<byte> scratch = stackalloc byte[EventHeader.MaxEvent];
        Span<byte> canonical = stackalloc byte[EventHeader.MaxEvent];
        scoped var e = new DecodedEvent();
        ProtobufDecoder.Read(bytes, parsed.Message, scratch, ref e);
        return EventEncoder.Encode(SmallCity.Model, source, parsed.Message, now, now, ref e, canonical);
    }
}
