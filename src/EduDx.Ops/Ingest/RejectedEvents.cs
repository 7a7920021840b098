using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Log;

namespace EduDx.Ops.Ingest;

/// <summary>The rejected events that the log keeps: listed newest first, and taken in again.</summary>
public sealed class RejectedEvents
{
    // A mark says that the rejected event at an offset (8 bytes) was taken in again at a time (8 bytes, Unix milliseconds).
    private const int MarkSize = 16;

    private readonly EventLog _log;
    private readonly Ingestor _ingestor;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<long, long> _resent = new();

    /// <summary>Reads the marks.</summary>
    public RejectedEvents(EventLog log, Ingestor ingestor, TimeProvider time)
    {
        (_log, _ingestor, _time) = (log, ingestor, time);
        foreach (var batch in log.From(LogStream.Marks, log.FirstOffset(LogStream.Marks)))
        {
            foreach (var mark in batch) _resent[BinaryPrimitives.ReadInt64LittleEndian(mark)] = BinaryPrimitives.ReadInt64LittleEndian(mark[8..]);
        }
    }

    /// <summary>At most <paramref name="limit"/> events below offset <paramref name="before"/>, newest first.</summary>
    public RejectedAnswer List(int limit, long? before)
    {
        var items = new List<RejectedItem>();
        var end = Math.Min(before ?? long.MaxValue, _log.DurableOffset(LogStream.Rejected));
        while (items.Count < limit && end > _log.FirstOffset(LogStream.Rejected) && _log.Read(LogStream.Rejected, end - 1) is { } batch)
        {
            var offset = batch.FirstOffset;
            var some = new List<RejectedItem>();
            foreach (var bytes in batch)
            {
                if (offset < end) some.Add(Item(offset, Open(bytes)));
                offset++;
            }
            some.Reverse();
            items.AddRange(some.Take(limit - items.Count));
            end = batch.FirstOffset;
            batch.Release();
        }
        return new RejectedAnswer { Items = [.. items], Total = _log.DurableOffset(LogStream.Rejected) - _log.FirstOffset(LogStream.Rejected) };
    }

    /// <summary>Forgets what was done about events that the log has dropped.</summary>
    /// <returns>Offset of the oldest mark about an event that is still kept.</returns>
    internal long ForgetGone()
    {
        var first = _log.FirstOffset(LogStream.Rejected);
        foreach (var offset in _resent.Keys.Where(o => o < first).ToArray()) _resent.TryRemove(offset, out _);
        foreach (var batch in _log.From(LogStream.Marks, _log.FirstOffset(LogStream.Marks)))
        {
            var at = batch.FirstOffset;
            foreach (var mark in batch)
            {
                if (BinaryPrimitives.ReadInt64LittleEndian(mark) >= first) return at;
                at++;
            }
        }
        return long.MaxValue;
    }

    /// <summary>Takes a rejected event in again, for example after its card was imported.</summary>
    /// <returns>Null when there is no such event; otherwise what became of it, durable.</returns>
    public async Task<IngestResult?> ResendAsync(long offset, CancellationToken cancel)
    {
        if (Find(offset) is not { } record) return null;
        var result = record.Format == PayloadFormat.ProtobufEvent && record.Topic == "grpc"
            ? _ingestor.IngestEvent(record.Payload)
            : _ingestor.Ingest(Encoding.UTF8.GetBytes(record.Topic), record.Payload, record.Format);
        if (result.Status != AppendStatus.Queued) return result;
        if (result.Accepted == 0)
        {
            await _log.WaitAsync(result.Ticket, cancel);
            return result;
        }
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        // Refused, it is answered as not done: sent once more, the event counts once, and the mark is written then.
        if (!TryMark(offset, now, ref result)) return result;
        // Whoever asked may be gone: what is in the log is shown as sent again all the same.
        await _log.WaitAsync(result.Ticket, CancellationToken.None);
        _resent[offset] = now;
        return result;
    }

    private bool TryMark(long offset, long now, ref IngestResult result)
    {
        Span<byte> mark = stackalloc byte[MarkSize];
        BinaryPrimitives.WriteInt64LittleEndian(mark, offset);
        BinaryPrimitives.WriteInt64LittleEndian(mark[8..], now);
        result.Status = _log.Append(LogStream.Marks, mark, out result.Ticket);
        return result.Status == AppendStatus.Queued;
    }

    private RejectedRecord? Find(long offset)
    {
        if (offset < _log.FirstOffset(LogStream.Rejected) || _log.Read(LogStream.Rejected, offset) is not { } batch) return null;
        var at = batch.FirstOffset;
        foreach (var bytes in batch)
        {
            if (at++ == offset) return Open(bytes);
        }
        return null;
    }

    private RejectedRecord Open(ReadOnlySpan<byte> bytes) => (_ingestor.Seal is { } seal ? seal.Open(bytes) : bytes.ToArray()) is { } record
        ? RejectedRecord.Read(record)
        : new(RejectReason.None, PayloadFormat.Json, 0, "", "it is sealed, and its key is not in the folder of keys (Ops:Vault:Keys)", []);

    private RejectedItem Item(long offset, RejectedRecord record) => new()
    {
        Offset = offset,
        ReceivedAt = LocalTime.At(record.ReceivedMs),
        Topic = record.Topic,
        Reason = record.Reason.Code(),
        Detail = record.Detail,
        Payload = record.Format == PayloadFormat.Json && System.Text.Unicode.Utf8.IsValid(record.Payload)
            ? Encoding.UTF8.GetString(record.Payload)
            : Convert.ToBase64String(record.Payload),
        Format = record.Format == PayloadFormat.Json ? "json" : "protobuf",
        ResentAt = _resent.TryGetValue(offset, out var ms) ? LocalTime.At(ms) : null,
    };
}
