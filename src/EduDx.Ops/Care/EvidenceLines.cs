using System.Text;
using System.Text.Json;
using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Ops.Care;

/// <summary>Canonical events as members of evidence lines, in the words of the contract; nothing that names a child.</summary>
internal sealed class EvidenceLines(CityModel city, SchoolModel school)
{
    public void Write(Utf8JsonWriter json, long offset, byte[] bytes)
    {
        var e = EventHeader.Read(bytes);
        json.WriteString("at", LocalTime.At(e.AtMs));
        json.WriteString("received", LocalTime.At(e.ReceivedMs));
        json.WriteNumber("offset", offset);
        json.WriteString("type", Word(e.Type));
        json.WriteString("source", SourceOf(e));
        json.WriteString("id", new Guid(bytes.AsSpan(40, 16), bigEndian: true));
        switch (e.Type)
        {
            case EventType.Cook: Write(json, CookBody.Read(bytes)); break;
            case EventType.Check: Write(json, CheckBody.Read(bytes)); break;
            case EventType.Sample: Write(json, SampleBody.Read(bytes)); break;
            case EventType.Meal: Write(json, MealBody.Read(bytes)); break;
            default: Write(json, TelemetryBody.Read(bytes)); break;
        }
    }

    private void Write(Utf8JsonWriter json, in CookBody body)
    {
        json.WriteString("meal", Word(body.Meal));
        if (body.Cooked >= 0) json.WriteNumber("cooked", body.Cooked);
        Number(json, "wasted_kg", body.WastedKg);
        if (body.DishCount == 0) return;
        json.WriteStartArray("menu");
        foreach (var dish in body.Menu()) json.WriteStringValue(dish);
        json.WriteEndArray();
        json.WriteStartArray("names");
        foreach (var dish in body.Menu()) json.WriteStringValue(city.Dishes.TryGetValue(dish, out var known) ? known.Name : dish);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, in CheckBody body)
    {
        json.WriteNumber("step", body.Step);
        json.WriteBoolean("ok", body.Ok);
        Text(json, "dish", body.Dish);
        Text(json, "by", body.By);
        Text(json, "note", body.Note);
    }

    private static void Write(Utf8JsonWriter json, in SampleBody body)
    {
        json.WriteString("dish", body.Dish);
        json.WriteString("meal", Word(body.Meal));
        json.WriteString("state", body.State == SampleState.Taken ? "taken" : "discarded");
        if (body.Portions >= 0) json.WriteNumber("portions", body.Portions);
        Text(json, "fridge", body.Fridge);
    }

    private static void Write(Utf8JsonWriter json, in MealBody body)
    {
        json.WriteString("meal", Word(body.Meal));
        json.WriteNumber("served", body.Served);
        Number(json, "kcal", body.Kcal);
        Number(json, "protein_g", body.ProteinG);
        Number(json, "lipid_g", body.LipidG);
        Number(json, "glucid_g", body.GlucidG);
        Number(json, "intake_pct", body.IntakePct);
    }

    private static void Write(Utf8JsonWriter json, TelemetryBody body)
    {
        json.WriteStartObject("metrics");
        while (body.Next(out var name, out var value)) Number(json, Encoding.UTF8.GetString(name), value);
        json.WriteEndObject();
    }

    private string SourceOf(in EventHeader e)
    {
        var key = e.Source;
        if (e.Type == EventType.Telemetry) return Array.Find(school.Devices, d => d.Kind == DeviceKind.Device && d.Key == key)?.Source ?? "";
        return city.NodeByKey.TryGetValue(key, out var index) ? city.Nodes[index].Id : "";
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
    }

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0) json.WriteString(name, value);
    }

    private static string Word<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();
}
