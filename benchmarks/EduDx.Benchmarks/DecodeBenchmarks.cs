using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using EduDx.Contracts.Ingest.V1;
using EduDx.Contracts.Topics;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Ops.Ingest;
using EduDx.Ops.Ingest.Decode;
using Google.Protobuf;

namespace EduDx.Benchmarks;

/// <summary>One scan from payload to canonical event: topic, source, fields, card, place. The naive one stops at an object with strings.</summary>
[MemoryDiagnoser]
[SkipLocalsInit]
public class DecodeBenchmarks
{
    private const string Id = "018f3c1a-7b2e-7c44-9a51-0a1b2c3d4e5f";
    private const string At = "2026-09-07T06:45:12.250+07:00";

    private readonly CityModel _city = BenchmarkCity.Model;
    private readonly byte[] _topic = "edudx/v1/th-00-0/kiosk/k1/scan"u8.ToArray();
    private readonly byte[] _json = Encoding.UTF8.GetBytes(
        $$"""{"id":"{{Id}}","at":"{{At}}","boot":3,"seq":118,"card":"{{BenchmarkCity.Card(1)}}","dir":"in","lat":16.4637,"lon":107.5909,"acc":8,"mode":"kiosk"}""");
    private readonly byte[] _protobuf = new Event
    {
        Id = ByteString.CopyFrom(Guid.Parse(Id).ToByteArray(bigEndian: true)),
        AtMs = DateTimeOffset.Parse(At, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
        Boot = 3,
        Seq = 118,
        Scan = new() { Card = BenchmarkCity.Card(1), Dir = Direction.In, Lat = 16.4637, Lon = 107.5909, Acc = 8, Mode = Contracts.Ingest.V1.ScanMode.Kiosk },
    }.ToByteArray();
    private readonly long _now = DateTimeOffset.Parse(At, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    /// <summary>A document, then an object with strings; no check against the registry.</summary>
    [Benchmark(Baseline = true)]
    public object NaiveJsonDocument()
    {
        using var document = JsonDocument.Parse(_json);
        var e = document.RootElement;
        return new NaiveScan(
            e.GetProperty("id").GetGuid(), e.GetProperty("at").GetDateTimeOffset(), e.GetProperty("boot").GetUInt32(), e.GetProperty("seq").GetUInt64(),
            e.GetProperty("card").GetString()!, e.GetProperty("dir").GetString()!, e.GetProperty("lat").GetDouble(), e.GetProperty("lon").GetDouble(),
            e.GetProperty("acc").GetDouble(), e.GetProperty("mode").GetString()!);
    }

    /// <summary>The generated message; no check against the registry.</summary>
    [Benchmark]
    public object NaiveProtobufMessage() => Event.Parser.ParseFrom(_protobuf);

    /// <summary>The same fields of the same JSON, in place: what the document is held against.</summary>
    [Benchmark]
    public long JsonFields()
    {
        Span<byte> scratch = stackalloc byte[EventHeader.MaxEvent];
        scoped var reader = new Utf8JsonReader(_json);
        reader.Read();
        scoped var e = new DecodedEvent();
        JsonDecoder.Read(ref reader, MessageKind.Scan, scratch, ref e);
        return e.AtMs;
    }

    /// <summary>JSON in place, checked, as a canonical event.</summary>
    [Benchmark]
    public int Json()
    {
        SourceTopic.TryParse(_topic, out var topic);
        IngestSource.TryFind(_city, topic, out var source);
        Span<byte> scratch = stackalloc byte[EventHeader.MaxEvent];
        Span<byte> canonical = stackalloc byte[EventHeader.MaxEvent];
        scoped var reader = new Utf8JsonReader(_json);
        reader.Read();
        scoped var e = new DecodedEvent();
        JsonDecoder.Read(ref reader, topic.Message, scratch, ref e);
        return Checked(EventEncoder.Encode(_city, source, topic.Message, _now, _now, ref e, canonical));
    }

    /// <summary>Protobuf in place, checked, as a canonical event.</summary>
    [Benchmark]
    public int Protobuf()
    {
        SourceTopic.TryParse(_topic, out var topic);
        IngestSource.TryFind(_city, topic, out var source);
        Span<byte> scratch = stackalloc byte[EventHeader.MaxEvent];
        Span<byte> canonical = stackalloc byte[EventHeader.MaxEvent];
        scoped var e = new DecodedEvent();
        ProtobufDecoder.Read(_protobuf, topic.Message, scratch, ref e);
        return Checked(EventEncoder.Encode(_city, source, topic.Message, _now, _now, ref e, canonical));
    }

    private static int Checked(int length) => length > 0 ? length : throw new InvalidOperationException("the benchmark's scan was rejected");

    private sealed record NaiveScan(Guid Id, DateTimeOffset At, uint Boot, ulong Seq, string Card, string Dir, double Lat, double Lon, double Acc, string Mode);
}
