using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EduDx.Contracts.Topics;
using EduDx.Live.City;
using EduDx.Log;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Audit;
using EduDx.Ops.Ingest;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace EduDx.Ops.Api;

/// <summary>Bookings of meeting rooms from an iCalendar file (RFC 5545): each occurrence becomes a meeting event of the room, as if the room had sent it.</summary>
internal static class RoomsApi
{
    private const int MaxBytes = 1 << 20;
    private const int MaxOccurrences = 500;
    private const int MaxDaysAhead = 60;

    public static void MapRoomsApi(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/rooms/{school}/{room}/calendar", ImportAsync).Accepts<string>("text/calendar").Needs(AccessAction.Act, DataClass.Rooms, "school").Audited("room.book", "{school}/{room}").WithSummary("Books a room from an iCalendar file");

    private static async Task<IResult> ImportAsync(string school, string room, HttpRequest request, Ingestor ingestor, EventLog log, TimeProvider time, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, cancel);
        if (memory.Length > MaxBytes) return Problems.Bad($"the calendar has {memory.Length} bytes, at most {MaxBytes} are taken");
        var now = time.GetUtcNow();
        List<Booking> bookings;
        try
        {
            var calendar = Ical.Net.Calendar.Load(Encoding.UTF8.GetString(memory.ToArray()));
            if (calendar is null) return Problems.Bad("the body holds no VCALENDAR; send the file as text/calendar");
            bookings = Bookings(calendar, now);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or System.Runtime.Serialization.SerializationException or InvalidOperationException)
        {
            return Problems.Bad($"the calendar cannot be read: {e.Message}");
        }
        var (topic, result) = (Encoding.UTF8.GetBytes(SourceTopic.Format(school, SourceKind.Room, room, MessageKind.Meeting)), new IngestResult());
        foreach (var chunk in bookings.Chunk(Ingestor.MaxEvents))
        {
            var taken = ingestor.Ingest(topic, JsonSerializer.SerializeToUtf8Bytes(chunk.Select(b => b.Event(now))), PayloadFormat.Json);
            if (taken.Status != AppendStatus.Queued) return Problems.Later(Ingest.Mqtt.PublishAnswer.Refusal(taken.Status));
            (result.Accepted, result.Rejected) = (result.Accepted + taken.Accepted, result.Rejected + taken.Rejected);
            (result.Reason, result.Detail, result.Ticket) = (taken.Reason, result.Detail ?? taken.Detail, taken.Ticket);
        }
        if (bookings.Count > 0) await log.WaitAsync(result.Ticket, cancel);
        return result.Rejected > 0
            ? Results.Problem(result.Detail, statusCode: StatusCodes.Status422UnprocessableEntity, title: $"{result.Rejected} of {bookings.Count} bookings were not taken")
            : Results.Ok(new { booked = bookings.Count(b => !b.Cancelled), cancelled = bookings.Count(b => b.Cancelled) });
    }

    private static List<Booking> Bookings(Ical.Net.Calendar calendar, DateTimeOffset now)
    {
        var bookings = new List<Booking>();
        var from = new CalDateTime(now.AddDays(-1).UtcDateTime, "UTC");
        foreach (var item in calendar.Events)
        {
            var cancelled = string.Equals(item.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase);
            foreach (var occurrence in item.GetOccurrences(from).TakeWhile(o => o.Period.StartTime.AsUtc < now.UtcDateTime.AddDays(MaxDaysAhead)))
            {
                if (bookings.Count >= MaxOccurrences) throw new FormatException($"it holds more than {MaxOccurrences} occurrences within {MaxDaysAhead} days; send it in parts");
                bookings.Add(Booking.Of(item, occurrence, cancelled));
            }
        }
        return bookings;
    }

    /// <summary>One occurrence. The same occurrence of the same revision is the same event, however often it is imported.</summary>
    private sealed record Booking(string Meeting, long StartsMs, long EndsMs, int Invited, bool Cancelled, string Revision)
    {
        public static Booking Of(CalendarEvent item, Occurrence occurrence, bool cancelled)
        {
            var starts = new DateTimeOffset(occurrence.Period.StartTime.AsUtc, TimeSpan.Zero).ToUnixTimeMilliseconds();
            var ends = occurrence.Period.EffectiveEndTime is { } end ? new DateTimeOffset(end.AsUtc, TimeSpan.Zero).ToUnixTimeMilliseconds() : starts + 3_600_000;
            var original = (item.RecurrenceIdentifier?.StartTime ?? occurrence.Period.StartTime).AsUtc;
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Uid}\n{original:O}")))[..24];
            return new Booking($"ical-{id}", starts, ends, item.Attendees.Count, cancelled, $"{item.Sequence}/{item.DtStamp?.AsUtc:O}/{starts}/{ends}/{item.Attendees.Count}/{cancelled}");
        }

        public object Event(DateTimeOffset now) => new
        {
            id = Id(),
            at = now.ToOffset(LocalTime.Offset),
            meeting = Meeting,
            state = Cancelled ? "cancelled" : "scheduled",
            starts_at = LocalTime.At(StartsMs),
            ends_at = LocalTime.At(EndsMs),
            invited = Invited,
        };

        // RFC 9562, version 8: bits of a hash.
        private Guid Id()
        {
            var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{Meeting}\n{Revision}")).AsSpan(0, 16);
            bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
            bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
            return new Guid(bytes, bigEndian: true);
        }
    }
}
