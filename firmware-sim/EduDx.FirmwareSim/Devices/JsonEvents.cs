using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Devices;

/// <summary>Writes events as the contract's JSON. One a sender: it reuses its writer.</summary>
public sealed class JsonEvents(MorningPlan plan)
{
    // Plus signs of tokens as they are: escaped they would be six bytes each.
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes one event as an object, or several as an array.</summary>
    public void Write(ReadOnlySpan<int> events, IBufferWriter<byte> output)
    {
        _json.Reset(output);
        if (events.Length > 1) _json.WriteStartArray();
        foreach (var index in events) Write(plan.Events[index]);
        if (events.Length > 1) _json.WriteEndArray();
        _json.Flush();
    }

    private void Write(in SimEvent e)
    {
        _json.WriteStartObject();
        _json.WriteString("id"u8, EventIds.Of(plan, e));
        _json.WriteString("at"u8, DateTimeOffset.FromUnixTimeMilliseconds(plan.MidnightMs + e.AtMs).ToOffset(MorningPlan.Offset));
        _json.WriteNumber("boot"u8, plan.City.Day.DayNumber);
        _json.WriteNumber("seq"u8, e.Seq);
        WriteBody(e);
        _json.WriteEndObject();
    }

    private void WriteBody(in SimEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.ScanIn or EventKind.ScanOut or EventKind.PhoneIn:
                if (plan.Tokens?[e.Person] is { } token) _json.WriteString("token"u8, token);
                else _json.WriteString("card"u8, plan.City.Persons[e.Person].Card);
                _json.WriteString("dir"u8, e.Kind == EventKind.ScanOut ? "out"u8 : "in"u8);
                if (e.Kind == EventKind.PhoneIn && e.Place != PhoneSays.Nothing) WritePlace(PhonePlace.Of(plan, e));
                _json.WriteString("mode"u8, e.Kind == EventKind.PhoneIn ? "phone"u8 : "kiosk"u8);
                break;
            case EventKind.Online:
                _json.WriteString("state"u8, "online"u8);
                _json.WriteString("firmware"u8, "1.4.2"u8);
                break;
            case EventKind.Telemetry:
                var metrics = KioskMetrics.Of(e);
                _json.WriteStartObject("metrics"u8);
                _json.WriteNumber("cpu_pct"u8, metrics.CpuPct);
                _json.WriteNumber("temp_c"u8, metrics.TempC);
                _json.WriteBoolean("on"u8, true);
                _json.WriteEndObject();
                break;
            case EventKind.Roll or EventKind.Override:
                _json.WriteString("person"u8, plan.City.Persons[e.Person].Id);
                _json.WriteString("state"u8, Word(e.Said));
                _json.WriteString("by"u8, plan.City.Persons[e.By].Id);
                break;
            case EventKind.Malformed:
                // No direction; every other one also bears a card that nobody has.
                _json.WriteString("card"u8, "NOBODY");
                if (e.Seq % 2 == 0) _json.WriteString("dir"u8, "in"u8);
                break;
        }
    }

    private void WritePlace(PhonePlace place)
    {
        _json.WriteNumber("lat"u8, place.Latitude);
        _json.WriteNumber("lon"u8, place.Longitude);
        _json.WriteNumber("acc"u8, place.Accuracy);
    }

    private static ReadOnlySpan<byte> Word(SaidState said) => said switch
    {
        SaidState.Present => "present"u8,
        SaidState.Late => "late"u8,
        SaidState.Absent => "absent"u8,
        _ => "excused"u8,
    };
}
