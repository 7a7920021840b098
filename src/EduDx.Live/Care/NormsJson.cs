using System.Text.Json;
using System.Text.Json.Serialization;

namespace EduDx.Live.Care;

/// <summary>The norms as a file.</summary>
public static class NormsJson
{
    /// <summary>The norms that ship with the program, as a file.</summary>
    public static readonly byte[] DefaultText = Read();

    /// <summary>The norms that ship with the program.</summary>
    public static readonly CareNorms Defaults = Parse(DefaultText, out _)!;

    /// <summary>Reads a file of norms.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="errors">What is wrong: where, and what to do; empty when it is good.</param>
    /// <returns>The norms; null when there are errors.</returns>
    public static CareNorms? Parse(byte[] json, out List<string> errors)
    {
        errors = [];
        try
        {
            var norms = JsonSerializer.Deserialize(json, NormsContext.Default.CareNorms);
            if (norms is null) errors.Add("the file is empty; write an object as in default-norms.json");
            else Check(norms, errors);
            return errors.Count == 0 ? norms : null;
        }
        catch (JsonException e)
        {
            errors.Add($"{e.Path ?? "$"} line {e.LineNumber + 1}: {e.Message}");
            return null;
        }
    }

    private static void Check(CareNorms norms, List<string> errors)
    {
        if (norms.AgeGroups is not { Length: > 0 }) errors.Add("ageGroups: at least one is needed");
        foreach (var group in norms.AgeGroups ?? []) Check(group, errors);
        if (norms.Energy is null) errors.Add("energy: is missing; write [] when there is no norm");
        foreach (var norm in norms.Energy ?? []) Check(norm, norms, errors);
        if (norms.Meals is not { Length: > 0 } || norms.Meals.Any(m => m is null || m.Meal == default || m.UntilMinutes < 0)) errors.Add("meals: at least one is needed, each with meal, at and untilMinutes of 0 or more");
        else if (norms.Meals.DistinctBy(m => m.Meal).Count() < norms.Meals.Length) errors.Add("meals: a meal occurs twice");
        if (norms.FoodSafety is not { StepDeadlines.Length: 3 } safety) errors.Add("foodSafety: stepDeadlines are three times, for example 08:30");
        else if (safety.SampleHours is < 1 or > 48 || safety.SampleFromPortions < 0 || safety.DoorGraceMinutes is < 0 or > 59 || safety.EatenWarnMinutes < 1 || safety.FridgeToC < safety.FridgeFromC)
        {
            errors.Add("foodSafety: sampleHours is 1 to 48, doorGraceMinutes 0 to 59, sampleFromPortions 0 or more, eatenWarnMinutes 1 or more, fridgeFromC not above fridgeToC");
        }
        if (norms.Sleep is not { } sleep) errors.Add("sleep: is missing");
        else if (sleep.CheckGraceMinutes < 0 || sleep.DoubtFrom is < 1 or > 100) errors.Add("sleep: checkGraceMinutes is 0 or more, doubtFrom 1 to 100");
    }

    private static void Check(AgeGroup? group, List<string> errors)
    {
        if (group is not { Id: not null })
        {
            errors.Add("ageGroups: each is an object with an id");
            return;
        }
        if (group.FromMonths < 0 || group.ToMonths <= group.FromMonths) errors.Add($"ageGroups {group.Id}: fromMonths must be less than toMonths");
        if (group.Cap < 1 || group.PerAdult <= 0 || group.SleepMinutes < 0 || group.CheckMinutes < 1) errors.Add($"ageGroups {group.Id}: cap, perAdult and checkMinutes must be above 0, sleepMinutes 0 or more");
    }

    private static void Check(EnergyNorm? norm, CareNorms norms, List<string> errors)
    {
        if (norm is not { AgeGroups: not null })
        {
            errors.Add("energy: each is an object with ageGroups");
            return;
        }
        foreach (var id in norm.AgeGroups)
        {
            if (norms.AgeGroups?.Any(g => g?.Id == id) != true) errors.Add($"energy from {norm.From:yyyy-MM-dd}: there is no age group '{id}'");
        }
        if (norm.KcalTo < norm.KcalFrom) errors.Add($"energy from {norm.From:yyyy-MM-dd}: kcalFrom must not be above kcalTo");
        if (new[] { norm.Protein, norm.Lipid, norm.Glucid }.Any(s => s is not { Length: 2 } || s[1] < s[0])) errors.Add($"energy from {norm.From:yyyy-MM-dd}: protein, lipid and glucid are two numbers each, least and most");
    }

    private static byte[] Read()
    {
        using var stream = typeof(NormsJson).Assembly.GetManifestResourceStream("EduDx.Live.Care.default-norms.json")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, Converters = [typeof(MinuteConverter)])]
[JsonSerializable(typeof(CareNorms))]
internal sealed partial class NormsContext : JsonSerializerContext;

/// <summary>Local times as <c>HH:mm</c>.</summary>
internal sealed class MinuteConverter : JsonConverter<TimeOnly>
{
    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeOnly.TryParseExact(reader.GetString(), "HH:mm", out var time) ? time : throw new JsonException("is not a time; write it as 08:30");

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
}
