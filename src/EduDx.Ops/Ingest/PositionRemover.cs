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

    // Null in the place of the numbers of lat, lon and acc. It looks for the names in the bytes: what is kept need not be JSON. A name that is written with
    // escapes is not found; no encoder writes those.
    private static ReadOnlySpan<byte> Json(ReadOnlySpan<byte> json)
    {
        List<byte>? kept = null;
        var from = 0;
        for (var at = json.IndexOf((byte)'"'); at >= 0;)
        {
            if (NumberBehindName(json, at) is >= 0 and var number)
            {
                kept ??= new(json.Length);
                kept.AddRange(json[from..number]);
                kept.AddRange("null"u8);
                from = number;
                while (from < json.Length && IsOfNumber(json[from])) from++;
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

    // Where the number begins, if a name of the position with a number behind it begins here; -1 otherwise.
    private static int NumberBehindName(ReadOnlySpan<byte> json, int at)
    {
        var rest = json[at..];
        if (!rest.StartsWith("\"lat\""u8) && !rest.StartsWith("\"lon\""u8) && !rest.StartsWith("\"acc\""u8)) return -1;
        var i = at + 5;
        while (i < json.Length && json[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') i++;
        if (i == json.Length || json[i] != (byte)':') return -1;
        do i++;
        while (i < json.Length && json[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');
        return i < json.Length && IsOfNumber(json[i]) ? i : -1;
    }

    private static bool IsOfNumber(byte b) => b is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E';
}
