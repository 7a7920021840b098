using System.Text.Json;

namespace EduDx.Live.Alarms;

/// <summary>
/// Reads a rules file (docs/alarms.md). Every mistake is named with the rule and what is allowed; a file with a mistake is not used.
/// </summary>
public static class RuleJson
{
    private const int MaxRules = 500;

    /// <summary>Figures that node rules may speak of.</summary>
    public static readonly string[] Figures =
    [
        "attendance.presentPct", "attendance.absentPct", "attendance.latePct", "attendance.unknownPct", "devices.offlinePct", "devices.offline", "rooms.notReady",
        "care.portionsShort", "care.stepsMissed", "care.stepsFailed", "care.samplesMissing", "care.samplesEarly", "care.samplesAtRisk", "care.lateMeals", "care.allergyClasses",
        "care.napChecksMissed", "care.implausibleNaps", "care.overCap", "care.underStaffed", "staff.classesWithoutTeacher",
    ];

    /// <summary>The file that ships with the program, UTF-8.</summary>
    public static byte[] DefaultText { get; } = ReadDefaults();

    /// <summary>The rules that ship with the program.</summary>
    public static RuleSet Defaults { get; } = Load();

    /// <summary>Reads a file.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="errors">What is wrong; empty when the rules can be used.</param>
    /// <returns>The rules; empty when there are errors.</returns>
    public static RuleSet Parse(ReadOnlyMemory<byte> json, out List<string> errors)
    {
        errors = [];
        var none = new RuleSet([], new OutageLimits(), AlarmTimes.Default);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("rules", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                errors.Add("the file must be an object with an array 'rules'");
                return none;
            }
            if (list.GetArrayLength() > MaxRules) errors.Add($"there are {list.GetArrayLength()} rules; at most {MaxRules} are taken");
            var rules = new List<AlarmRule>();
            foreach (var (i, element) in list.EnumerateArray().Index())
            {
                var reader = new RuleReader($"rule {i + 1}", errors);
                if (reader.Rule(element) is not { } rule) continue;
                if (rules.Exists(r => r.Id == rule.Id)) errors.Add($"{rule.Id}: the id occurs twice; an alarm's identity is its rule and subject");
                rules.Add(rule);
            }
            var set = new RuleSet([.. rules], Outage(document.RootElement, errors), Times(document.RootElement, errors));
            return errors.Count == 0 ? set : none;
        }
        catch (JsonException e)
        {
            errors.Add($"the file is not JSON: {e.Message}");
            return none;
        }
    }

    private static OutageLimits Outage(JsonElement root, List<string> errors)
    {
        var limits = new OutageLimits();
        if (!root.TryGetProperty("outage", out var o)) return limits;
        var reader = new RuleReader("outage", errors);
        reader.OnlyKnown(o, "minimumDevices", "minimumSchoolPct", "blockDevices", "gatherSeconds", "gapSeconds", "backPct", "clearSeconds");
        return new OutageLimits(
            (int)reader.Number(o, "minimumDevices", 2, 10_000, limits.MinimumDevices), reader.Number(o, "minimumSchoolPct", 1, 100, limits.MinimumSchoolPct),
            (int)reader.Number(o, "blockDevices", 2, 10_000, limits.BlockDevices),
            (int)reader.Number(o, "gatherSeconds", 1, 600, limits.GatherSeconds), (int)reader.Number(o, "gapSeconds", 1, 600, limits.GapSeconds),
            reader.Number(o, "backPct", 1, 100, limits.BackPct), (int)reader.Number(o, "clearSeconds", 0, 3600, limits.ClearSeconds));
    }

    private static AlarmTimes Times(JsonElement root, List<string> errors)
    {
        var times = AlarmTimes.Default;
        if (!root.TryGetProperty("times", out var t)) return times;
        var reader = new RuleReader("times", errors);
        reader.OnlyKnown(t, "reminderMinutes", "escalateMinutes", "reopenMinutes");
        var reminders = times.ReminderMinutes;
        if (t.TryGetProperty("reminderMinutes", out var list))
        {
            reminders = list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(m => m.TryGetInt32(out var minutes) ? minutes : 0)] : [];
            if (reminders.Length is 0 or > 20 || reminders.Any(m => m < 1) || !reminders.SequenceEqual(reminders.Order())) errors.Add("times: 'reminderMinutes' is an array of 1 to 20 rising whole numbers from 1");
        }
        return new AlarmTimes(reminders, (int)reader.Number(t, "escalateMinutes", 1, 10_000, times.EscalateMinutes), (int)reader.Number(t, "reopenMinutes", 0, 10_000, times.ReopenMinutes));
    }

    private static byte[] ReadDefaults()
    {
        using var stream = typeof(RuleJson).Assembly.GetManifestResourceStream("EduDx.Live.Alarms.default-rules.json")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static RuleSet Load()
    {
        var rules = Parse(DefaultText, out var errors);
        return errors.Count == 0 ? rules : throw new InvalidDataException(string.Join('\n', errors));
    }
}
