using System.Buffers.Binary;
using System.Text.Json;
using EduDx.Contracts.Topics;
using EduDx.Live.Events;

namespace EduDx.Ops.Ingest.Decode;

/// <summary>
/// Reads one JSON event in place. Hot path: no string and no object an event; <c>ValueTextEquals</c> compares names as bytes.
/// </summary>
internal static partial class JsonDecoder
{
    /// <summary>Longest string value that may be escaped; plain strings are not copied.</summary>
    public const int MaxEscaped = 512;

    // Bytes of one escaped sign.
    private const int MaxEscape = 6;
    // RFC 3339 with seven digits of a second.
    private const int MaxEscapedTime = 33 * MaxEscape;
    private const int MaxMetrics = 32;

    /// <summary>Reads the object that <paramref name="reader"/> stands on, to its end.</summary>
    /// <param name="reader">On the StartObject token.</param>
    /// <param name="message">Decides what <c>state</c> means.</param>
    /// <param name="scratch">At least <see cref="EventHeader.MaxEvent"/> bytes; holds unescaped strings and packed metrics.</param>
    /// <param name="e">What was read; <see cref="DecodedEvent.Reason"/> says whether it can be used.</param>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static void Read(scoped ref Utf8JsonReader reader, MessageKind message, Span<byte> scratch, ref DecodedEvent e)
    {
        var depth = reader.CurrentDepth;
        try
        {
            ReadFields(ref reader, message, scratch, ref e);
        }
        catch (InvalidOperationException)
        {
            // The reader's word for an escaped half of a surrogate pair, or for bytes that are not UTF-8 beside an escape.
            e.Fail(RejectReason.MalformedJson, $"the text near byte {reader.TokenStartIndex} is not Unicode");
            while (reader.CurrentDepth > depth || reader.TokenType != JsonTokenType.EndObject) reader.Read();
        }
    }

    private static void ReadFields(scoped ref Utf8JsonReader reader, MessageKind message, Span<byte> scratch, ref DecodedEvent e)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader);
            if (field != Fields.None && !e.Take(field)) e.Fail(RejectReason.InvalidField, $"the field '{FieldNames.NameOf(field)}' occurs twice");
            reader.Read();
            if (field == Fields.None || reader.TokenType == JsonTokenType.Null)
            {
                e.Seen &= ~field;
                e.Null |= field;
                reader.Skip();
                continue;
            }
            ReadValue(ref reader, field, message, ref scratch, ref e);
        }
    }

    private static Fields FieldOf(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        if (!reader.ValueIsEscaped) return FieldNames.Find(name);
        if (name.Length > FieldNames.MaxLength * MaxEscape) return Fields.None;
        Span<byte> plain = stackalloc byte[name.Length];
        return FieldNames.Find(plain[..reader.CopyString(plain)]);
    }

    private static void ReadValue(scoped ref Utf8JsonReader reader, Fields field, MessageKind message, scoped ref Span<byte> scratch, ref DecodedEvent e)
    {
        var ok = field switch
        {
            Fields.Id => reader.TokenType == JsonTokenType.String && TryId(ref reader, out e.Id),
            Fields.At => reader.TokenType == JsonTokenType.String && TryAt(ref reader, out e.AtMs),
            Fields.Boot => reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out e.Boot),
            Fields.Seq => reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out e.Seq),
            Fields.Lat => reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out e.Latitude),
            Fields.Lon => reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out e.Longitude),
            Fields.Acc => reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out e.Accuracy),
            Fields.Card => TryText(ref reader, ref scratch, out e.Card),
            Fields.Token => TryText(ref reader, ref scratch, out e.Token),
            Fields.Place_Code => TryText(ref reader, ref scratch, out e.PlaceCode),
            Fields.Phone => TryText(ref reader, ref scratch, out e.Phone),
            Fields.Person => TryText(ref reader, ref scratch, out e.Person),
            Fields.By => TryText(ref reader, ref scratch, out e.By),
            Fields.Firmware => TryText(ref reader, ref scratch, out e.Firmware),
            Fields.Dir => TryDirection(ref reader, out e.Direction),
            Fields.Mode => TryMode(ref reader, out e.Mode),
            Fields.State => TryState(ref reader, message, ref e),
            Fields.Metrics => TryMetrics(ref reader, ref scratch, ref e),
            _ => TryRoomField(ref reader, field, ref scratch, ref e),
        };
        if (ok) return;
        e.Fail(RejectReason.InvalidField, $"the field '{FieldNames.NameOf(field)}' {Expectation(field)}");
        // Behind a value of the wrong type the object goes on.
        reader.Skip();
    }

    private static bool TryId(ref Utf8JsonReader reader, out UInt128 id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id = default;
        if (!reader.TryGetGuid(out var guid)) return false;
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        id = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return id != UInt128.Zero;
    }

    private static bool TryAt(scoped ref Utf8JsonReader reader, out long ms)
    {
        ms = 0;
        scoped ReadOnlySpan<byte> text = reader.ValueSpan;
        Span<byte> plain = stackalloc byte[MaxEscapedTime];
        if (reader.ValueIsEscaped)
        {
            // Some encoders write the plus sign of the offset as an escape.
            if (text.Length > plain.Length) return false;
            text = plain[..reader.CopyString(plain)];
        }
        // Without an offset the instant would depend on where the server stands.
        if (text.Length < 20 || (text[^1] is not ((byte)'Z' or (byte)'z') && text[^6] is not ((byte)'+' or (byte)'-'))) return false;
        if (UsualInstant.TryParse(text, out ms)) return true;
        if (!reader.TryGetDateTimeOffset(out var at)) return false;
        ms = at.ToUnixTimeMilliseconds();
        return true;
    }

    private static bool TryText(scoped ref Utf8JsonReader reader, scoped ref Span<byte> scratch, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (reader.TokenType != JsonTokenType.String) return false;
        if (!reader.ValueIsEscaped)
        {
            text = reader.ValueSpan;
            return true;
        }
        if (reader.ValueSpan.Length > Math.Min(MaxEscaped, scratch.Length)) return false;
        var written = reader.CopyString(scratch);
        text = scratch[..written];
        scratch = scratch[written..];
        return true;
    }

    private static bool TryDirection(ref Utf8JsonReader reader, out ScanDirection direction)
    {
        direction = default;
        if (reader.TokenType != JsonTokenType.String) return false;
        direction = reader.ValueTextEquals("in"u8) ? ScanDirection.In : reader.ValueTextEquals("out"u8) ? ScanDirection.Out : default;
        return direction != default;
    }

    private static bool TryMode(ref Utf8JsonReader reader, out ScanMode mode)
    {
        mode = default;
        if (reader.TokenType != JsonTokenType.String) return false;
        mode = reader.ValueTextEquals("kiosk"u8) ? ScanMode.Kiosk : reader.ValueTextEquals("phone"u8) ? ScanMode.Phone : default;
        return mode != default;
    }

    private static bool TryState(scoped ref Utf8JsonReader reader, MessageKind message, ref DecodedEvent e)
    {
        if (reader.TokenType != JsonTokenType.String) return false;
        if (message == MessageKind.Status)
        {
            e.Online = reader.ValueTextEquals("online"u8) ? true : reader.ValueTextEquals("offline"u8) ? false : null;
            return e.Online is not null;
        }
        if (message == MessageKind.Meeting) return TryMeetingState(ref reader, ref e);
        if (TryCareState(ref reader, message, ref e) is { } known) return known;
        e.Said = reader.ValueTextEquals("present"u8) ? SaidState.Present
            : reader.ValueTextEquals("late"u8) ? SaidState.Late
            : reader.ValueTextEquals("absent"u8) ? SaidState.Absent
            : reader.ValueTextEquals("excused"u8) ? SaidState.Excused
            : SaidState.None;
        return e.Said != SaidState.None;
    }

    private static bool TryMetrics(scoped ref Utf8JsonReader reader, scoped ref Span<byte> scratch, ref DecodedEvent e)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        var at = 0;
        var sound = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            sound = sound && !reader.ValueIsEscaped && MetricName.IsValid(name) && e.MetricCount < MaxMetrics && at + name.Length + 9 <= scratch.Length;
            if (sound)
            {
                scratch[at] = (byte)name.Length;
                name.CopyTo(scratch[(at + 1)..]);
                at += 1 + name.Length;
            }
            reader.Read();
            double value = 0;
            sound = sound && reader.TokenType switch
            {
                JsonTokenType.Number => reader.TryGetDouble(out value) && double.IsFinite(value),
                JsonTokenType.True => (value = 1) == 1,
                JsonTokenType.False => true,
                _ => false,
            };
            if (!sound)
            {
                reader.Skip();
                continue;
            }
            BinaryPrimitives.WriteDoubleLittleEndian(scratch[at..], value);
            at += 8;
            e.MetricCount++;
        }
        if (!sound)
        {
            e.Fail(RejectReason.InvalidField, $"the field 'metrics' {Expectation(Fields.Metrics)}");
            return true;
        }
        e.Metrics = scratch[..at];
        scratch = scratch[at..];
        return true;
    }

    private static string Expectation(Fields field) => field switch
    {
        Fields.Id => "must be a UUID in text form, not the nil UUID",
        Fields.At or Fields.Starts_At or Fields.Ends_At => "must be an RFC 3339 time with an offset, for example 2026-09-07T06:45:12.250+07:00",
        Fields.Boot => "must be a whole number from 0 to 4294967295",
        Fields.Seq => "must be a whole number of at most 64 bits",
        Fields.Lat or Fields.Lon => "must be degrees as a number",
        Fields.Acc => "must be metres as a number",
        Fields.Dir => "must be \"in\" or \"out\"",
        Fields.Mode => "must be \"kiosk\" or \"phone\"",
        Fields.State => "must be one of the states that docs/contract.md lists for this message",
        Fields.Metrics => $"must be an object of at most {MaxMetrics} numbers or booleans whose names are [a-z0-9_]{{1,40}}",
        Fields.Meal => "must be \"breakfast\", \"lunch\", \"snack\" or \"dinner\"",
        Fields.Kcal or Fields.Protein_G or Fields.Lipid_G or Fields.Glucid_G or Fields.Wasted_Kg => "must be a number of 0 or more",
        Fields.Intake_Pct => "must be a number from 0 to 100",
        Fields.Position => "must be \"back\", \"side\" or \"front\"",
        Fields.Menu => $"must be at most {CookBody.MaxDishes} ids of dishes, [a-z0-9-]{{1,40}}",
        Fields.Step => "must be 1, 2 or 3",
        Fields.Ok => "must be true or false",
        Fields.Invited or Fields.Checked_In or Fields.People or Fields.Served or Fields.Cooked or Fields.Portions => $"must be a whole number from 0 to {MaxPeople}",
        Fields.Co2_Ppm => "must be parts per million as a number",
        Fields.Paperless => "must be true, false, or one of \"registered\", \"invited\", \"documents\", \"started\", \"concluded\"",
        _ => "must be a string",
    };
}
