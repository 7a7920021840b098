using System.Text;
using System.Text.Unicode;
using EduDx.Contracts.Topics;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Ops.Ingest.Decode;
using EduDx.Ops.Scans;

namespace EduDx.Ops.Ingest;

/// <summary>
/// Holds a decoded event against the registry and the limits, and writes the canonical event. Hot path: a good event
/// allocates nothing; a bad one pays for its sentence.
/// </summary>
internal static partial class EventEncoder
{
    private const long OldestMs = 7 * LocalTime.DayMs;
    private const long NewestMs = 5 * 60 * 1000;
    private const int MaxText = 64;

    /// <summary>Writes the canonical event into <paramref name="target"/>.</summary>
    /// <param name="city">The model in force.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="message">What it is.</param>
    /// <param name="nowMs">When it came in.</param>
    /// <param name="e">The event.</param>
    /// <param name="target">At least <see cref="EventHeader.MaxEvent"/> bytes.</param>
    /// <param name="gate">Judges scans; without one no token is taken and nothing is flagged.</param>
    /// <returns>Its length; 0 when the event is rejected, and <see cref="DecodedEvent.Reason"/> says why.</returns>
    public static int Encode(
        CityModel city, in IngestSource source, MessageKind message, long nowMs, long receivedMs, ref DecodedEvent e, scoped Span<byte> target, ScanGate? gate = null)
    {
        if (!Check(message, nowMs, receivedMs, ref e)) return 0;
        var type = (EventType)message;
        var header = new EventHeader(type, (byte)source.Kind, source.SchoolKey, source.Key, e.Boot, e.Seq, e.AtMs, receivedMs, e.Id);
        var length = message switch
        {
            MessageKind.Scan => EncodeScan(city, source, gate, nowMs, ref e, target),
            MessageKind.Roll or MessageKind.Override => EncodeSaid(city, source, ref e, target),
            MessageKind.Status => EncodeStatus(ref e, target),
            MessageKind.Meeting => EncodeMeeting(ref e, target),
            MessageKind.Occupancy => new OccupancyBody((int)e.People, e.Has(Fields.Co2_Ppm) ? e.Co2Ppm : double.NaN).Write(target),
            MessageKind.Telemetry => EncodeTelemetry(ref e, target),
            _ => EncodeCare(city, source, message, ref e, target),
        };
        if (length > 0) header.Write(target);
        return length;
    }

    private static bool Check(MessageKind message, long nowMs, long receivedMs, ref DecodedEvent e)
    {
        if (e.Reason != RejectReason.None) return false;
        var required = Fields.Id | Fields.At | message switch
        {
            MessageKind.Scan => Fields.Dir,
            MessageKind.Status => Fields.State,
            MessageKind.Telemetry => Fields.Metrics,
            MessageKind.Occupancy => Fields.People,
            MessageKind.Meeting when e.MeetingState == MeetingState.Scheduled => Fields.Meeting | Fields.State | Fields.Starts_At | Fields.Ends_At,
            MessageKind.Meeting => Fields.Meeting | Fields.State,
            MessageKind.Meal => Fields.Meal | Fields.Served,
            MessageKind.Nap when e.Care.Nap == NapState.Check => Fields.State,
            MessageKind.Nap => Fields.Child | Fields.State,
            MessageKind.Cook => Fields.Meal,
            MessageKind.Check => Fields.Step | Fields.Ok,
            MessageKind.Sample => Fields.Dish | Fields.Meal | Fields.State,
            _ => Fields.Person | Fields.State,
        };
        if (!e.Has(required)) e.Fail(RejectReason.MissingField, $"the field '{FieldNames.NameOf(Lowest(required & ~e.Seen))}' is missing");
        else if (message == MessageKind.Scan && !e.Has(Fields.Card) && !e.Has(Fields.Token)) e.Fail(RejectReason.MissingField, "a scan needs the field 'card' or 'token'");
        else if (e.Has(Fields.Card | Fields.Token)) e.Fail(RejectReason.InvalidField, "a scan has either 'card' or 'token', not both");
        // A Last Will carries the time of its connection, which may be weeks ago: it counts by its receipt.
        else if (e.AtMs < nowMs - OldestMs && !(message == MessageKind.Status && e.Online == false)) e.Fail(RejectReason.TooOld, $"'at' {Text(e.AtMs)} is more than 7 days before the server's {Text(nowMs)}");
        // Receipts do not follow a server's clock that is set back: by mistake, it would make everybody else's wrong.
        else if (e.AtMs > receivedMs + NewestMs) e.Fail(RejectReason.TooNew, $"'at' {Text(e.AtMs)} is more than 5 minutes after the server's {Text(receivedMs)}: set the source's clock");
        else if (!IsPlace(e)) e.Fail(RejectReason.InvalidField, "'lat', 'lon' and 'acc' must be -90 to 90 degrees, -180 to 180 degrees and 0 metres or more");
        return e.Reason == RejectReason.None;
    }

    // Absent ones are 0. A NaN fails every comparison.
    private static bool IsPlace(in DecodedEvent e) =>
        Math.Abs(e.Latitude) <= 90 && Math.Abs(e.Longitude) <= 180 && e.Accuracy >= 0 && double.IsFinite(e.Accuracy);

    private static int EncodeScan(CityModel city, in IngestSource source, ScanGate? gate, long nowMs, ref DecodedEvent e, scoped Span<byte> target)
    {
        var index = e.Has(Fields.Token) ? FindToken(city, source, gate, ref e) : FindCard(city, source, ref e);
        if (index < 0) return 0;
        if (e.PlaceCode.Length > MaxText || e.Phone.Length > MaxText)
        {
            e.Fail(RejectReason.InvalidField, $"the fields 'place_code' and 'phone' must be UTF-8 of at most {MaxText} bytes");
            return 0;
        }
        var person = city.PersonRefs[index];
        e.PersonKey = city.Schools[person.School].PersonKeys[person.Slot];
        e.Mode = e.Mode == default ? ScanMode.Kiosk : e.Mode;
        var (verdict, distance, accuracy) = e.Has(Fields.Lat | Fields.Lon)
            ? PlaceCheck.Check(source.Place, e.Latitude, e.Longitude, e.Has(Fields.Acc) ? e.Accuracy : null)
            : default;
        gate?.Judge(city, source, verdict, nowMs, ref e);
        return new ScanBody(e.PersonKey, e.Direction, e.Mode, (byte)verdict, distance, accuracy, e.Flags).Write(target);
    }

    private static int FindToken(CityModel city, in IngestSource source, ScanGate? gate, ref DecodedEvent e)
    {
        if (gate is not null) return gate.Identify(city, source, ref e);
        e.Fail(RejectReason.TokenNotAccepted, "signed tokens are not taken here; send the card's code as 'card'");
        return -1;
    }

    private static int FindCard(CityModel city, in IngestSource source, ref DecodedEvent e)
    {
        var card = city.Cards.Find(e.Card);
        if (card < 0)
        {
            e.Fail(RejectReason.UnknownCard, $"the registry has no card '{Text(e.Card)}': import it, then send this event again");
            return -1;
        }
        var index = city.CardPersons[card];
        if (city.PersonRefs[index].School == source.School) return index;
        e.Fail(RejectReason.UnknownCard, $"the card '{Text(e.Card)}' belongs to the school '{city.Schools[city.PersonRefs[index].School].Node.Id}': correct the roster, or give the person a card of this school");
        return -1;
    }

    private static int EncodeSaid(CityModel city, in IngestSource source, ref DecodedEvent e, scoped Span<byte> target)
    {
        var index = city.PersonIds.Find(e.Person);
        if (index < 0 || city.PersonRefs[index].School != source.School)
        {
            e.Fail(RejectReason.UnknownPerson, $"the school has no person '{Text(e.Person)}': import the roster, then send this event again");
            return 0;
        }
        if (!IsText(e.By))
        {
            e.Fail(RejectReason.InvalidField, $"the field 'by' must be UTF-8 of at most {MaxText} bytes");
            return 0;
        }
        var person = city.PersonRefs[index];
        return new SaidBody(city.Schools[person.School].PersonKeys[person.Slot], e.Said).Write(target, e.By);
    }

    private static int EncodeStatus(ref DecodedEvent e, scoped Span<byte> target)
    {
        if (!IsText(e.Firmware))
        {
            e.Fail(RejectReason.InvalidField, $"the field 'firmware' must be UTF-8 of at most {MaxText} bytes");
            return 0;
        }
        var body = target[EventHeader.Size..];
        body[0] = (byte)(e.Online == true ? 1 : 2);
        body[1] = (byte)e.Firmware.Length;
        e.Firmware.CopyTo(body[2..]);
        return EventHeader.Size + 2 + e.Firmware.Length;
    }

    private static int EncodeMeeting(ref DecodedEvent e, scoped Span<byte> target)
    {
        if (e.Meeting.IsEmpty || !IsText(e.Meeting)) e.Fail(RejectReason.InvalidField, $"the field 'meeting' must be UTF-8 of 1 to {MaxText} bytes");
        else if (e.Has(Fields.Starts_At) != e.Has(Fields.Ends_At)) e.Fail(RejectReason.MissingField, "'starts_at' and 'ends_at' come together");
        else if (e.Has(Fields.Starts_At) && (e.EndsMs <= e.StartsMs || e.EndsMs - e.StartsMs > LocalTime.DayMs)) e.Fail(RejectReason.InvalidField, $"'ends_at' {Text(e.EndsMs)} must be after 'starts_at' {Text(e.StartsMs)}, and at most a day after it");
        if (e.Reason != RejectReason.None) return 0;
        return new MeetingBody
        {
            StartsMs = e.StartsMs,
            EndsMs = e.EndsMs,
            Invited = e.Has(Fields.Invited) ? (int)e.Invited : -1,
            CheckedIn = e.Has(Fields.Checked_In) ? (int)e.CheckedIn : -1,
            State = e.MeetingState,
            Paperless = e.Paperless,
            Meeting = e.Meeting,
        }.Write(target);
    }

    private static int EncodeTelemetry(ref DecodedEvent e, scoped Span<byte> target)
    {
        var body = target[EventHeader.Size..];
        body[0] = (byte)e.MetricCount;
        e.Metrics.CopyTo(body[1..]);
        return EventHeader.Size + 1 + e.Metrics.Length;
    }

    private static bool IsText(ReadOnlySpan<byte> text) => text.Length <= MaxText && Utf8.IsValid(text);

    private static Fields Lowest(Fields fields) => (Fields)((long)fields & -(long)fields);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxText)]);

    private static string Text(long ms) => ms is > -62_000_000_000_000 and < 253_000_000_000_000
        ? LocalTime.At(ms).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)
        : $"{ms} ms";
}
