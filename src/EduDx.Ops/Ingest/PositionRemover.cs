using EduDx.Contracts.Ingest.V1;
using Google.Protobuf;

namespace EduDx.Ops.Ingest;

/// <summary>
/// Takes the position out of a scan that is kept because it was rejected: positions are stored nowhere. Sent again, such a scan says nothing about its
/// place. Only on the way of rejected events, where allocating is no matter.
/// </summary>
internal static class PositionRemover
{
    /// <summary>The payload without positions; the same bytes when it has none.</summary>
    public static ReadOnlySpan<byte> Remove(ReadOnlySpan<byte> payload, PayloadFormat format) => format switch
    {
        PayloadFormat.Json => Json(payload),
        PayloadFormat.ProtobufEvent => Protobuf(payload, Event.Parser, static e => e.Scan is null ? [] : [e.Scan]),
        _ => Protobuf(payload, EventBatch.Parser, static b => b.Events.Where(e => e.Scan is not null).Select(e => e.Scan)),
    };

    // Null in the place of the values of lat, lon and acc, whatever they are: a position that was written as text is rejected for that, and is a position all the
    // same. It looks for the names in the bytes: what is kept need not be JSON, and may break off anywhere.
    private static ReadOnlySpan<byte> Json(ReadOnlySpan<byte> json)
    {
        List<byte>? kept = null;
        var from = 0;
        for (var at = json.IndexOf((byte)'"'); at >= 0;)
        {
            if (JsonPosition.ValueBehindName(json, at) is >= 0 and var value)
            {
                kept ??= new(json.Length);
                kept.AddRange(json[from..value]);
                kept.AddRange("null"u8);
                from = JsonPosition.EndOfValue(json, value);
                at = from - 1;
            }
            var next = json[(at + 1)..].IndexOf((byte)'"');
            at = next < 0 ? -1 : at + 1 + next;
        }
        if (kept is null) return json;
        kept.AddRange(json[from..]);
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(kept);
    }

    // Bytes that are not of the message stay as they are: nobody can say what in them is a position.
    private static ReadOnlySpan<byte> Protobuf<T>(ReadOnlySpan<byte> bytes, MessageParser<T> parser, Func<T, IEnumerable<Scan>> scans) where T : IMessage<T>
    {
        try
        {
            var message = parser.ParseFrom(bytes);
            var found = scans(message).Where(s => s.HasLat || s.HasLon || s.HasAcc).ToArray();
            foreach (var scan in found)
            {
                scan.ClearLat();
                scan.ClearLon();
                scan.ClearAcc();
            }
            return found.Length == 0 ? bytes : message.ToByteArray();
        }
        catch (InvalidProtocolBufferException)
        {
            return bytes;
        }
    }
}
