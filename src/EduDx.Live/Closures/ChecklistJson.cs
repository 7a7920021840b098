using System.Text.Json;
using System.Text.Json.Serialization;

namespace EduDx.Live.Closures;

/// <summary>The reopening checklist as a file: an array of <c>{"id","textVi","textEn"}</c>.</summary>
public static class ChecklistJson
{
    /// <summary>The checklist that ships with the program (practice of schools after floods).</summary>
    public static readonly ChecklistStep[] Defaults = Read();

    /// <summary>Reads a checklist.</summary>
    /// <exception cref="FormatException">What is wrong with it.</exception>
    public static ChecklistStep[] Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var items = JsonSerializer.Deserialize(json, ChecklistContext.Default.ChecklistStepArray) ?? [];
            if (items.Any(i => string.IsNullOrEmpty(i.Id) || string.IsNullOrEmpty(i.TextVi) || string.IsNullOrEmpty(i.TextEn))) throw new FormatException("each item of the checklist needs id, textVi and textEn");
            return items.DistinctBy(i => i.Id).Count() == items.Length ? items : throw new FormatException("two items of the checklist have the same id");
        }
        catch (JsonException e)
        {
            throw new FormatException($"the checklist is not JSON: {e.Message}", e);
        }
    }

    private static ChecklistStep[] Read()
    {
        using var stream = typeof(ChecklistJson).Assembly.GetManifestResourceStream("EduDx.Live.Closures.default-checklist.json")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Parse(memory.ToArray());
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChecklistStep[]))]
internal sealed partial class ChecklistContext : JsonSerializerContext;
