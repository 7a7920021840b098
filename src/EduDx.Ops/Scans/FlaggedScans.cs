using System.Buffers.Binary;
using System.Text;
using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Log;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Scans;

/// <summary>The suspicious scans that the log keeps, listed newest first for a person to look at.</summary>
internal sealed class FlaggedScans(EventLog log, CityHolder holder)
{
    /// <summary>At most <paramref name="limit"/> scans below offset <paramref name="before"/>.</summary>
    public FlaggedAnswer List(int limit, long? before)
    {
        var items = new List<FlaggedItem>();
        var city = holder.Current;
        var end = Math.Min(before ?? long.MaxValue, log.DurableOffset(LogStream.Flagged));
        while (items.Count < limit && end > log.FirstOffset(LogStream.Flagged) && log.Read(LogStream.Flagged, end - 1) is { } batch)
        {
            var offset = batch.FirstOffset;
            var some = new List<FlaggedItem>();
            foreach (var bytes in batch)
            {
                if (offset < end) some.Add(Item(city, offset, FlaggedRecord.Read(bytes)));
                offset++;
            }
            some.Reverse();
            items.AddRange(some.Take(limit - items.Count));
            end = batch.FirstOffset;
            batch.Release();
        }
        return new FlaggedAnswer { Items = [.. items], Total = log.DurableOffset(LogStream.Flagged) - log.FirstOffset(LogStream.Flagged) };
    }

    private static FlaggedItem Item(CityModel city, long offset, in FlaggedRecord record)
    {
        var (schoolKey, kioskKey) = (record.School, record.Kiosk);
        var school = city.NodeByKey.TryGetValue(schoolKey, out var node) ? city.SchoolOf(city.Nodes[node]) : null;
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(id, record.Id);
        return new FlaggedItem
        {
            Offset = offset,
            Id = new Guid(id, bigEndian: true),
            At = LocalTime.At(record.AtMs),
            ReceivedAt = LocalTime.At(record.ReceivedMs),
            School = school?.Node.Id,
            Kiosk = school is null ? null : Array.Find(school.Kiosks, k => k.Key == kioskKey)?.Source,
            Person = Person(city, record.Person),
            Reasons = record.Rejected == RejectReason.None ? [.. FlagCodes.Of(record.Flags)] : [record.Rejected.Code()],
            Outcome = record.Rejected == RejectReason.None ? "counted" : "rejected",
        };
    }

    private static string? Person(CityModel city, int key) =>
        key > 0 && (uint)key < (uint)city.PersonByKey.Length && city.PersonByKey[key] is >= 0 and var at ? Encoding.UTF8.GetString(city.PersonIds[at]) : null;
}
