using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using EduDx.Contracts.Topics;
using EduDx.Live.Events;
using EduDx.Ops.Cards;
using EduDx.Ops.Cards.Keys;
using EduDx.Ops.Ingest;
using EduDx.Ops.Ingest.Decode;
using EduDx.Ops.Scans;

namespace EduDx.Benchmarks;

/// <summary>What a scan costs by what it shows: a plain card with and without the gate, a signed card that was read before, and one that was not.</summary>
[MemoryDiagnoser]
public class CardBenchmarks
{
    private const string At = "2026-09-07T06:45:12.250+07:00";

    private readonly byte[] _topic = "edudx/v1/th-00-0/kiosk/k1/scan"u8.ToArray();
    private readonly string _data = Directory.CreateTempSubdirectory("edudx-cards-").FullName;
    private readonly long _now = DateTimeOffset.Parse(At, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
    private CardKeys _keys = null!;
    private ScanGate _gate = null!;
    private byte[] _card = [];
    private byte[] _signed = [];
    private byte[] _token = [];
    private byte[] _forged = [];

    [GlobalSetup]
    public void Setup()
    {
        var city = BenchmarkCity.Model;
        _keys = CardKeys.Open(_data, TimeProvider.System);
        var person = city.PersonRefs[city.CardPersons[city.Cards.Find(Encoding.UTF8.GetBytes(BenchmarkCity.Card(1)))]];
        const ulong Id = 0x0123456789ABCDEF;
        var token = CardToken.Seal(new(Id, _now / 1000 - 86_400, _now / 1000 + 86_400, 2026), _keys.Active());
        _gate = new(_keys, new CardVerifier(_keys), new SignedCards([new(Id, city.Schools[person.School].PersonKeys[person.Slot], 0)]), new PlaceCodes(_data));
        _token = Encoding.ASCII.GetBytes(token);
        using var stranger = CardKey.Create(DateTimeOffset.UnixEpoch);
        _forged = Encoding.ASCII.GetBytes(CardToken.Seal(new(Id, 0, 1, 2026), stranger));
        _card = Encoding.UTF8.GetBytes($$"""{"id":"018f3c1a-7b2e-7c44-9a51-0a1b2c3d4e5f","at":"{{At}}","card":"{{BenchmarkCity.Card(1)}}","dir":"in"}""");
        _signed = Encoding.UTF8.GetBytes($$"""{"id":"018f3c1a-7b2e-7c44-9a51-0a1b2c3d4e60","at":"{{At}}","token":"{{token}}","dir":"in"}""");
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_data, recursive: true);

    /// <summary>As before there were signed cards.</summary>
    [Benchmark(Baseline = true)]
    public int PlainCard() => Encode(_card, null);

    /// <summary>The same behind the gate.</summary>
    [Benchmark]
    public int PlainCardJudged() => Encode(_card, _gate);

    /// <summary>A signed card whose token was verified before: SHA-256, two look-ups, the watch of travel.</summary>
    [Benchmark]
    public int SignedCardKnown() => Encode(_signed, _gate);

    /// <summary>A token that was never seen: Base45, zlib, COSE, ECDSA of P-256.</summary>
    [Benchmark]
    public int TokenVerified() => CardToken.Open(_token, _keys, out _, out _) == TokenVerdict.Good ? 1 : throw new InvalidOperationException("the token must be good");

    /// <summary>A token of a key that nobody trusts: no signature is computed.</summary>
    [Benchmark]
    public int TokenOfStranger() => CardToken.Open(_forged, _keys, out _, out _) == TokenVerdict.UnknownKey ? 1 : throw new InvalidOperationException("the key must be unknown");

    private int Encode(byte[] json, ScanGate? gate)
    {
        SourceTopic.TryParse(_topic, out var topic);
        IngestSource.TryFind(BenchmarkCity.Model, topic, out var source);
        Span<byte> scratch = stackalloc byte[EventHeader.MaxEvent];
        Span<byte> canonical = stackalloc byte[EventHeader.MaxEvent];
        scoped var reader = new Utf8JsonReader(json);
        reader.Read();
        scoped var e = new DecodedEvent();
        JsonDecoder.Read(ref reader, topic.Message, scratch, ref e);
        var written = EventEncoder.Encode(BenchmarkCity.Model, source, topic.Message, _now, _now, ref e, canonical, gate);
        return written > 0 ? written : throw new InvalidOperationException(e.Detail);
    }
}
