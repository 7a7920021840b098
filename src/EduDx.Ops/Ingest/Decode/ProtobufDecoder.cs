using System.Buffers.Binary;
using EduDx.Contracts.Topics;
using EduDx.Live.Events;

namespace EduDx.Ops.Ingest.Decode;

/// <summary>Reads one <c>edudx.ingest.v1.Event</c> in place. Field numbers as in ingest.proto; a test holds them against its descriptor.</summary>
internal static partial class ProtobufDecoder
{
    private const int MaxMetrics = 32;

    /// <summary>Which body an event has and which source it names; read before the event itself.</summary>
    internal ref struct Envelope
    {
        public ReadOnlySpan<byte> School;
        public ReadOnlySpan<byte> Kind;
        public ReadOnlySpan<byte> Source;
        public MessageKind Message;
    }

    /// <summary>Reads the fields that name the source, and the kind of body.</summary>
    /// <returns>False when the bytes are not an event with one known body.</returns>
    public static bool TryEnvelope(ReadOnlySpan<byte> bytes, out Envelope envelope)
    {
        envelope = default;
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 5: envelope.School = reader.Bytes; break;
                case 6: envelope.Kind = reader.Bytes; break;
                case 7: envelope.Source = reader.Bytes; break;
                case (>= 10 and <= 14) or (>= 20 and <= 26): envelope.Message = MessageOf(reader.Field); break;
            }
        }
        return !reader.Broken;
    }

    /// <summary>Reads an event.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="message">The body that the topic asks for.</param>
    /// <param name="scratch">Holds packed metrics.</param>
    /// <param name="e">What was read.</param>
    public static void Read(ReadOnlySpan<byte> bytes, MessageKind message, Span<byte> scratch, ref DecodedEvent e)
    {
        var reader = new ProtoReader(bytes);
        var bodies = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: ReadId(reader.Bytes, ref e); break;
                case 2:
                    e.AtMs = (long)reader.Number;
                    e.Seen |= Fields.At;
                    break;
                case 3: e.Boot = (uint)reader.Number; break;
                case 4: e.Seq = reader.Number; break;
                case (>= 10 and <= 14) or (>= 20 and <= 26):
                    bodies++;
                    if (MessageOf(reader.Field) != message) e.Fail(RejectReason.InvalidField, $"the body is not the '{message.ToString().ToLowerInvariant()}' that the topic names");
                    else ReadBody(reader.Bytes, message, scratch, ref e);
                    break;
            }
        }
        if (reader.Broken) e.Fail(RejectReason.MalformedProtobuf, $"not an edudx.ingest.v1.Event at byte {reader.Position}");
        else if (bodies != 1) e.Fail(RejectReason.MissingField, $"an event has exactly one body (scan, status, ...); this one has {bodies}");
    }

    private static MessageKind MessageOf(int field) => field switch
    {
        20 => MessageKind.Meeting,
        21 => MessageKind.Occupancy,
        >= 22 => MessageKind.Meal + (byte)(field - 22),
        _ => (MessageKind)(field - 9),
    };

    private static void ReadId(ReadOnlySpan<byte> bytes, ref DecodedEvent e)
    {
        e.Seen |= Fields.Id;
        e.Id = bytes.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : UInt128.Zero;
        if (e.Id == UInt128.Zero) e.Fail(RejectReason.InvalidField, "the field 'id' must be 16 bytes, not the nil UUID");
    }

    private static void ReadBody(ReadOnlySpan<byte> bytes, MessageKind message, Span<byte> scratch, ref DecodedEvent e)
    {
        var reader = new ProtoReader(bytes);
        var packed = 0;
        while (reader.Next())
        {
            switch (message)
            {
                case MessageKind.Scan: ReadScan(ref reader, ref e); break;
                case MessageKind.Status: ReadStatus(ref reader, ref e); break;
                case MessageKind.Telemetry when reader.Field == 1: ReadMetric(reader.Bytes, scratch, ref packed, ref e); break;
                case MessageKind.Roll or MessageKind.Override: ReadSaid(ref reader, ref e); break;
                case MessageKind.Meeting: ReadMeeting(ref reader, ref e); break;
                case MessageKind.Occupancy: ReadOccupancy(ref reader, ref e); break;
                default: ReadCare(ref reader, message, scratch, ref packed, ref e); break;
            }
        }
        if (message == MessageKind.Telemetry)
        {
            e.Metrics = scratch[..packed];
            e.Seen |= Fields.Metrics;
        }
        if (message == MessageKind.Cook) e.Care.Menu = scratch[..packed];
        // Nobody is the default that protobuf leaves out.
        if (message == MessageKind.Occupancy) e.Seen |= Fields.People;
        if (message == MessageKind.Meal) e.Seen |= Fields.Served;
        if (reader.Broken) e.Fail(RejectReason.MalformedProtobuf, $"the body is not a '{message.ToString().ToLowerInvariant()}' at byte {reader.Position}");
    }

    private static void ReadScan(ref ProtoReader reader, ref DecodedEvent e)
    {
        switch (reader.Field)
        {
            case 1: e.Card = reader.Bytes; e.Seen |= reader.Bytes.IsEmpty ? 0 : Fields.Card; break;
            case 2: e.Token = reader.Bytes; e.Seen |= reader.Bytes.IsEmpty ? 0 : Fields.Token; break;
            case 3: Known(reader.Number is 1 or 2, Fields.Dir, ref e); e.Direction = (ScanDirection)reader.Number; break;
            case 4: e.Latitude = reader.Double; e.Seen |= Fields.Lat; break;
            case 5: e.Longitude = reader.Double; e.Seen |= Fields.Lon; break;
            case 6: e.Accuracy = reader.Double; e.Seen |= Fields.Acc; break;
            case 7 when reader.Number != 0: Known(reader.Number is 1 or 2, Fields.Mode, ref e); e.Mode = (ScanMode)reader.Number; break;
            case 8: e.PlaceCode = reader.Bytes; e.Seen |= reader.Bytes.IsEmpty ? 0 : Fields.Place_Code; break;
            case 9: e.Phone = reader.Bytes; e.Seen |= reader.Bytes.IsEmpty ? 0 : Fields.Phone; break;
        }
    }

    private static void ReadStatus(ref ProtoReader reader, ref DecodedEvent e)
    {
        if (reader.Field == 1)
        {
            Known(reader.Number is 1 or 2, Fields.State, ref e);
            e.Online = reader.Number == 1;
        }
        else if (reader.Field == 2)
        {
            e.Firmware = reader.Bytes;
        }
    }

    private static void ReadSaid(ref ProtoReader reader, ref DecodedEvent e)
    {
        switch (reader.Field)
        {
            case 1: e.Person = reader.Bytes; e.Seen |= reader.Bytes.IsEmpty ? 0 : Fields.Person; break;
            case 2: Known(reader.Number is >= 1 and <= 4, Fields.State, ref e); e.Said = (SaidState)reader.Number; break;
            case 3: e.By = reader.Bytes; break;
        }
    }

    private static void ReadMeeting(ref ProtoReader reader, ref DecodedEvent e)
    {
        switch (reader.Field)
        {
            case 1: e.Meeting = reader.Bytes; e.Seen |= reader.Bytes.IsEmpty ? 0 : Fields.Meeting; break;
            case 2: Known(reader.Number is >= 1 and <= 4, Fields.State, ref e); e.MeetingState = (MeetingState)reader.Number; break;
            case 3 when reader.Number != 0: e.StartsMs = (long)reader.Number; e.Seen |= Fields.Starts_At; break;
            case 4 when reader.Number != 0: e.EndsMs = (long)reader.Number; e.Seen |= Fields.Ends_At; break;
            case 5: Known(reader.Number <= JsonDecoder.MaxPeople, Fields.Invited, ref e); e.Invited = (uint)reader.Number; break;
            case 6: Known(reader.Number <= JsonDecoder.MaxPeople, Fields.Checked_In, ref e); e.CheckedIn = (uint)reader.Number; break;
            case 7: Known(reader.Number <= 5, Fields.Paperless, ref e); e.Paperless = (PaperlessStep)reader.Number; break;
        }
    }

    private static void ReadOccupancy(ref ProtoReader reader, ref DecodedEvent e)
    {
        switch (reader.Field)
        {
            case 1: Known(reader.Number <= JsonDecoder.MaxPeople, Fields.People, ref e); e.People = (uint)reader.Number; break;
            case 2: Known(double.IsFinite(reader.Double), Fields.Co2_Ppm, ref e); e.Co2Ppm = reader.Double; break;
        }
    }

    private static void ReadMetric(ReadOnlySpan<byte> entry, Span<byte> scratch, ref int packed, ref DecodedEvent e)
    {
        var reader = new ProtoReader(entry);
        ReadOnlySpan<byte> name = default;
        double value = 0;
        while (reader.Next())
        {
            if (reader.Field == 1) name = reader.Bytes;
            else if (reader.Field == 2) value = reader.Double;
        }
        if (reader.Broken || !double.IsFinite(value) || !MetricName.IsValid(name) || e.MetricCount >= MaxMetrics || packed + name.Length + 9 > scratch.Length)
        {
            e.Fail(RejectReason.InvalidField, $"the field 'metrics' must hold at most {MaxMetrics} finite values whose names are [a-z0-9_]{{1,40}}");
            return;
        }
        scratch[packed] = (byte)name.Length;
        name.CopyTo(scratch[(packed + 1)..]);
        BinaryPrimitives.WriteDoubleLittleEndian(scratch[(packed + 1 + name.Length)..], value);
        packed += name.Length + 9;
        e.MetricCount++;
    }

    private static void Known(bool known, Fields field, ref DecodedEvent e)
    {
        e.Seen |= field;
        if (!known) e.Fail(RejectReason.InvalidField, $"the field '{FieldNames.NameOf(field)}' is not one of the values of ingest.proto");
    }
}
