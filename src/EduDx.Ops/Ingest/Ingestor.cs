using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using EduDx.Contracts.Topics;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Access.Devices;
using EduDx.Ops.Clock;
using EduDx.Ops.Ingest.Decode;
using EduDx.Ops.Scans;
using EduDx.Ops.Telemetry;

namespace EduDx.Ops.Ingest;

/// <summary>
/// The one way in: bytes from any transport are decoded in place, held against the registry, and appended to the log. It does not
/// wait for the disk; whoever acknowledges waits for <see cref="IngestResult.Ticket"/>. A sick event never fails its batch.
/// <para>Hot path: no allocation for events that are accepted; of the 4 KiB of stack only what was written is read, so none of it is cleared before.</para>
/// </summary>
[SkipLocalsInit]
public sealed partial class Ingestor(EventLog log, CityHolder city, TimeProvider time, ReceiptClock receipts, MemoryWatch memory, OpsMetrics metrics)
{
    /// <summary>Largest payload, bytes.</summary>
    public const int MaxPayload = 256 * 1024;

    /// <summary>Largest event, bytes.</summary>
    public const int MaxEvent = 16 * 1024;

    /// <summary>Most events in a payload.</summary>
    public const int MaxEvents = 500;

    private static readonly JsonReaderOptions Strict = new() { CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 8 };

    /// <summary>Takes in a payload that came under a topic.</summary>
    /// <param name="topic">UTF-8 bytes of the topic.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="format">How it is encoded.</param>
    public IngestResult Ingest(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, PayloadFormat format) => Ingest(topic, payload, format, last: null);

    /// <summary>Takes in a payload of a connection, which mostly speaks under one topic.</summary>
    /// <param name="last">Its topic before, and whose it was.</param>
    internal IngestResult Ingest(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, PayloadFormat format, LastTopic? last)
    {
        var result = new IngestResult();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var (model, number) = city.InForce;
        if (last is not null && payload.Length <= MaxPayload && last.Is(topic, number))
        {
            Take(ref result, model, topic, last.Source, last.Message, payload, format, now);
        }
        else if (!SourceTopic.TryParse(topic, out var parsed))
        {
            Reject(ref result, topic, payload, format, now, RejectReason.UnknownTopic, "the topic does not follow edudx/v1/{school}/{kind}/{source}/{message} of docs/contract.md");
        }
        else if (payload.Length > MaxPayload)
        {
            Reject(ref result, topic, payload[..MaxPayload], format, now, RejectReason.TooLarge, $"the payload has {payload.Length} bytes, at most {MaxPayload} are taken; only those were kept");
        }
        else if (!IngestSource.TryFind(model, parsed, out var source))
        {
            Reject(ref result, topic, payload, format, now, RejectReason.UnknownSource, IngestSource.Unknown(parsed));
        }
        else
        {
            last?.Set(topic, number, source, parsed.Message);
            Take(ref result, model, topic, source, parsed.Message, payload, format, now);
        }
        metrics.Ingested(result);
        return result;
    }

    /// <summary>Takes in one protobuf event that names its own source (gRPC).</summary>
    public IngestResult IngestEvent(ReadOnlySpan<byte> bytes) => IngestEvent(bytes, scope: null);

    /// <summary>Takes in one protobuf event, if the stream may speak for its source.</summary>
    internal IngestResult IngestEvent(ReadOnlySpan<byte> bytes, StreamScope? scope)
    {
        var result = new IngestResult();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var model = city.Current;
        Span<byte> topic = stackalloc byte[SourceTopic.MaxLength];
        if (!ProtobufDecoder.TryEnvelope(bytes, out var envelope))
        {
            Reject(ref result, "grpc"u8, bytes, PayloadFormat.ProtobufEvent, now, RejectReason.MalformedProtobuf, "not an edudx.ingest.v1.Event");
        }
        else if (scope is not null && !scope.MaySpeak(envelope.School, envelope.Kind, envelope.Source))
        {
            result.IsRefused = true;
            return result;
        }
        else if (!TryTopic(envelope, ref topic) || !SourceTopic.TryParse(topic, out var parsed))
        {
            Reject(ref result, "grpc"u8, bytes, PayloadFormat.ProtobufEvent, now, RejectReason.UnknownTopic, "school, kind, source and body do not make a topic of docs/contract.md");
        }
        else if (!IngestSource.TryFind(model, parsed, out var source))
        {
            Reject(ref result, topic, bytes, PayloadFormat.ProtobufEvent, now, RejectReason.UnknownSource, IngestSource.Unknown(parsed));
        }
        else
        {
            Take(ref result, model, topic, source, parsed.Message, bytes, PayloadFormat.ProtobufEvent, now);
        }
        metrics.Ingested(result);
        return result;
    }

    /// <summary>Judges scans; without one no token is taken and nothing is flagged.</summary>
    internal ScanGate? Gate { get; init; }

    /// <summary>Seals what is rejected; without one it is kept as it is.</summary>
    internal RecordSeal? Seal { get; init; }

    /// <summary>Keeps an event that something behind the log refused, for example a history store.</summary>
    internal void Keep(RejectedRecord record) =>
        log.Append(LogStream.Rejected, Kept(record with { ReceivedMs = time.GetUtcNow().ToUnixTimeMilliseconds() }), out _);

    private byte[] Kept(RejectedRecord record) => Seal is null ? record.ToBytes() : Seal.Seal(record.ToBytes());

    private bool IsShed(MessageKind message) => message is MessageKind.Telemetry or MessageKind.Occupancy && memory.IsShort;

    private void Take(ref IngestResult result, CityModel model, ReadOnlySpan<byte> topic, in IngestSource source, MessageKind message, ReadOnlySpan<byte> payload, PayloadFormat format, long now)
    {
        if (IsShed(message)) result.Status = AppendStatus.Shed;
        else if (format == PayloadFormat.Json) IngestJson(ref result, model, topic, source, message, payload, now);
        else if (format == PayloadFormat.ProtobufEvent) AppendProtobuf(ref result, model, topic, source, message, payload, now);
        else IngestProtobuf(ref result, model, topic, source, message, payload, now);
    }

    private void IngestJson(ref IngestResult result, CityModel model, ReadOnlySpan<byte> topic, in IngestSource source, MessageKind message, ReadOnlySpan<byte> payload, long now)
    {
        Span<byte> scratch = stackalloc byte[EventHeader.MaxEvent];
        scoped var reader = new Utf8JsonReader(payload, Strict);
        var started = 0;
        try
        {
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                Reject(ref result, topic, payload, PayloadFormat.Json, now, RejectReason.MalformedJson, "the payload must be a JSON object or an array of objects");
                return;
            }
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                AppendJson(ref result, model, topic, source, message, payload, ref reader, scratch, now);
                started = (int)reader.BytesConsumed;
                if (reader.Read()) throw new JsonException("there is something behind the object");
                return;
            }
            var events = 0;
            started = (int)reader.BytesConsumed;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                started = (int)reader.TokenStartIndex;
                if (++events > MaxEvents)
                {
                    Reject(ref result, topic, payload[started..], PayloadFormat.Json, now, RejectReason.TooLarge, $"more than {MaxEvents} events in one payload; those behind were not taken");
                    return;
                }
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    AppendJson(ref result, model, topic, source, message, payload, ref reader, scratch, now);
                }
                else
                {
                    reader.Skip();
                    Reject(ref result, topic, payload[started..(int)reader.BytesConsumed], PayloadFormat.Json, now, RejectReason.MalformedJson, $"the element at byte {started} is not an object");
                }
                started = (int)reader.BytesConsumed;
            }
            if (events == 0) Reject(ref result, topic, payload, PayloadFormat.Json, now, RejectReason.MalformedJson, "the array holds no event");
        }
        catch (JsonException e)
        {
            Reject(ref result, topic, payload[started..], PayloadFormat.Json, now, RejectReason.MalformedJson, $"not JSON near byte {reader.BytesConsumed}: {e.Message}");
        }
    }

    private void AppendJson(ref IngestResult result, CityModel model, ReadOnlySpan<byte> topic, in IngestSource source, MessageKind message, ReadOnlySpan<byte> payload, ref Utf8JsonReader reader, Span<byte> scratch, long now)
    {
        Span<byte> canonical = stackalloc byte[EventHeader.MaxEvent + EventHeader.Size];
        var e = new DecodedEvent();
        var start = (int)reader.TokenStartIndex;
        JsonDecoder.Read(ref reader, message, scratch, ref e);
        var length = (int)reader.BytesConsumed - start;
        // The reader looks at no more than the syntax; on ASCII this costs a few nanoseconds.
        if (!Utf8.IsValid(payload.Slice(start, length))) e.Fail(RejectReason.MalformedJson, $"the event at byte {start} is not UTF-8");
        if (length > MaxEvent) e.Fail(RejectReason.TooLarge, $"the event has {length} bytes, at most {MaxEvent} are taken");
        var written = EventEncoder.Encode(model, source, message, now, receipts.At(now), ref e, canonical, Gate);
        if (written > 0) Store(ref result, canonical[..written]);
        else Reject(ref result, topic, payload.Slice(start, length), PayloadFormat.Json, now, e.Reason, e.Detail!);
        if (e.IsJudged || e.Flags != 0 || e.Reason.IsAboutACard()) Flag(ref result, source, message, now, ref e);
    }

    private void IngestProtobuf(ref IngestResult result, CityModel model, ReadOnlySpan<byte> topic, in IngestSource source, MessageKind message, ReadOnlySpan<byte> payload, long now)
    {
        var reader = new ProtoReader(payload);
        var events = 0;
        while (reader.Next())
        {
            if (reader.Field != 1) continue;
            if (++events > MaxEvents)
            {
                Reject(ref result, topic, reader.Bytes, PayloadFormat.ProtobufEvent, now, RejectReason.TooLarge, $"more than {MaxEvents} events in one payload");
                return;
            }
            AppendProtobuf(ref result, model, topic, source, message, reader.Bytes, now);
        }
        if (reader.Broken || events == 0)
        {
            Reject(ref result, topic, payload, PayloadFormat.Protobuf, now, RejectReason.MalformedProtobuf, $"not an edudx.ingest.v1.EventBatch with events, at byte {reader.Position}");
        }
    }

    private void AppendProtobuf(ref IngestResult result, CityModel model, ReadOnlySpan<byte> topic, in IngestSource source, MessageKind message, ReadOnlySpan<byte> bytes, long now)
    {
        Span<byte> scratch = stackalloc byte[EventHeader.MaxEvent];
        Span<byte> canonical = stackalloc byte[EventHeader.MaxEvent + EventHeader.Size];
        scoped var e = new DecodedEvent();
        ProtobufDecoder.Read(bytes, message, scratch, ref e);
        if (bytes.Length > MaxEvent) e.Fail(RejectReason.TooLarge, $"the event has {bytes.Length} bytes, at most {MaxEvent} are taken");
        var written = EventEncoder.Encode(model, source, message, now, receipts.At(now), ref e, canonical, Gate);
        if (written > 0) Store(ref result, canonical[..written]);
        else Reject(ref result, topic, bytes, PayloadFormat.ProtobufEvent, now, e.Reason, e.Detail!);
        if (e.IsJudged || e.Flags != 0 || e.Reason.IsAboutACard()) Flag(ref result, source, message, now, ref e);
    }

    private void Store(ref IngestResult result, ReadOnlySpan<byte> canonical)
    {
        var status = log.Append(LogStream.Events, canonical, out result.Ticket);
        if (status == AppendStatus.Queued) result.Accepted++;
        else result.Status = status;
    }

    private void Reject(ref IngestResult result, ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, PayloadFormat format, long now, RejectReason reason, string detail)
    {
        var record = new RejectedRecord(reason, format, now, Encoding.UTF8.GetString(topic), detail, PositionRemover.Remove(payload, format).ToArray());
        var status = log.Append(LogStream.Rejected, Kept(record), out result.Ticket);
        if (status != AppendStatus.Queued)
        {
            result.Status = status;
            return;
        }
        if (result.Rejected++ > 0) return;
        result.Reason = reason;
        result.Detail = detail;
    }

    private static bool TryTopic(in ProtobufDecoder.Envelope envelope, ref Span<byte> topic)
    {
        var message = envelope.Message switch
        {
            MessageKind.Scan => "scan"u8,
            MessageKind.Status => "status"u8,
            MessageKind.Telemetry => "telemetry"u8,
            MessageKind.Roll => "roll"u8,
            MessageKind.Override => "override"u8,
            MessageKind.Meeting => "meeting"u8,
            MessageKind.Occupancy => "occupancy"u8,
            MessageKind.Meal => "meal"u8,
            MessageKind.Nap => "nap"u8,
            MessageKind.Cook => "cook"u8,
            MessageKind.Check => "check"u8,
            _ => "sample"u8,
        };
        var length = 9 + envelope.School.Length + 1 + envelope.Kind.Length + 1 + envelope.Source.Length + 1 + message.Length;
        if (length > topic.Length || envelope.Message == default) return false;
        var at = 0;
        Put(topic, ref at, "edudx/v1/"u8);
        Put(topic, ref at, envelope.School);
        topic[at++] = (byte)'/';
        Put(topic, ref at, envelope.Kind);
        topic[at++] = (byte)'/';
        Put(topic, ref at, envelope.Source);
        topic[at++] = (byte)'/';
        Put(topic, ref at, message);
        topic = topic[..at];
        return true;
    }

    private static void Put(Span<byte> target, ref int at, ReadOnlySpan<byte> part)
    {
        part.CopyTo(target[at..]);
        at += part.Length;
    }
}
