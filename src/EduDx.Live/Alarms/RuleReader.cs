using System.Text.Json;

namespace EduDx.Live.Alarms;

/// <summary>Reads one rule and notes what is wrong with it under its name.</summary>
internal sealed class RuleReader(string where, List<string> errors)
{
    private const int MaxDepth = 8;

    private string _where = where;
    private bool _bad;

    /// <summary>Reads a rule; null when something is wrong with it.</summary>
    public AlarmRule? Rule(JsonElement e)
    {
        if (e.ValueKind != JsonValueKind.Object)
        {
            Bad("must be an object");
            return null;
        }
        var id = Text(e, "id");
        if (id.Length is 0 or > 40 || id.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-") >= 0) Bad($"'id' is '{id}'; write 1 to 40 of a-z, 0-9 and -");
        else _where = id;
        OnlyKnown(e, "id", "nameVi", "nameEn", "severity", "on", "types", "when", "forSeconds", "clearSeconds", "enabled");
        var severity = Text(e, "severity") switch { "warning" => Severity.Warning, "critical" => Severity.Critical, var s => Wrong<Severity>("severity", s, "warning, critical") };
        var on = Text(e, "on") switch
        {
            "device" => RuleSubject.Device, "school" => RuleSubject.School, "commune" => RuleSubject.Commune, "city" => RuleSubject.City,
            var s => Wrong<RuleSubject>("on", s, "device, school, commune, city"),
        };
        var types = e.TryGetProperty("types", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(t => t.ToString()).ToArray() : [];
        if (types.Length > 0 && on != RuleSubject.Device) Bad("'types' goes with on: device alone");
        var when = e.TryGetProperty("when", out var condition) ? When(condition, on, 1) : null;
        if (when is null && !_bad) Bad("'when' is missing");
        var rule = new AlarmRule(
            id, Text(e, "nameVi"), Text(e, "nameEn"), severity, on, types, when ?? new AllOf([]), (int)Number(e, "forSeconds", 0, 86_400, 0), (int)Number(e, "clearSeconds", 0, 86_400, 0),
            !e.TryGetProperty("enabled", out var enabled) || enabled.ValueKind != JsonValueKind.False);
        if (rule.NameVi.Length == 0 || rule.NameEn.Length == 0) Bad("'nameVi' and 'nameEn' are needed: walls show them");
        return _bad ? null : rule;
    }

    /// <summary>A number in a range.</summary>
    public double Number(JsonElement e, string name, double low, double high, double? none = null)
    {
        if (!e.TryGetProperty(name, out var value)) return none ?? Missing(name, low);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= low && number <= high) return number;
        Bad($"'{name}' is {value}; write a number from {low} to {high}");
        return low;
    }

    /// <summary>Notes members that nobody reads: a misspelt one would be silently without effect.</summary>
    public void OnlyKnown(JsonElement e, params ReadOnlySpan<string> names)
    {
        foreach (var member in e.EnumerateObject())
        {
            if (!names.Contains(member.Name)) Bad($"'{member.Name}' is not known here; the members are {string.Join(", ", names.ToArray())}");
        }
    }

    private Condition? When(JsonElement e, RuleSubject on, int depth)
    {
        if (e.ValueKind != JsonValueKind.Object || depth > MaxDepth) return Fail($"a condition is an object, nested at most {MaxDepth} deep");
        if (e.TryGetProperty("all", out var all)) return Many(e, "all", all, on, depth) is { } parts ? new AllOf(parts) : null;
        if (e.TryGetProperty("any", out var any)) return Many(e, "any", any, on, depth) is { } parts ? new AnyOf(parts) : null;
        if (e.TryGetProperty("not", out var not)) return When(not, on, depth + 1) is { } inner ? new Not(inner) : null;
        if (e.TryGetProperty("figure", out _)) return on == RuleSubject.Device ? Fail("'figure' goes with on: school, commune or city") : Figure(e);
        if (on != RuleSubject.Device) return Fail("a node's rule asks for a 'figure', 'all', 'any' or 'not'");
        if (e.TryGetProperty("metric", out _)) return Metric(e);
        if (e.TryGetProperty("silence", out var silence)) return Silence(e, silence.ToString());
        if (e.TryGetProperty("connects", out _)) return new ConnectsOften((int)Number(e, "connects", 2, 60), (int)Number(e, "minutes", 1, MinuteRing.Minutes));
        if (e.TryGetProperty("skewSeconds", out _)) return new ClockOff((int)Number(e, "skewSeconds", 1, 86_400));
        if (e.TryGetProperty("outsidePlace", out _)) return new OutsidePlace();
        if (e.TryGetProperty("notReadyMinutes", out _)) return new RoomNotReady((int)Number(e, "notReadyMinutes", 1, 24 * 60));
        return Fail("a condition has one of: metric, silence, connects, skewSeconds, outsidePlace, notReadyMinutes, figure, all, any, not");
    }

    private Condition[]? Many(JsonElement e, string name, JsonElement list, RuleSubject on, int depth)
    {
        OnlyKnown(e, name);
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            Fail($"'{name}' is an array of conditions");
            return null;
        }
        var parts = list.EnumerateArray().Select(part => When(part, on, depth + 1)).ToArray();
        return Array.Exists(parts, p => p is null) ? null : Array.ConvertAll(parts, p => p!);
    }

    private Condition? Metric(JsonElement e)
    {
        var metric = Text(e, "metric");
        if (e.TryGetProperty("unchangedMinutes", out _)) return new MetricStuck(metric, (int)Number(e, "unchangedMinutes", 5, MinuteRing.Minutes));
        if (e.TryGetProperty("risesPerHour", out _)) return new MetricRate(metric, true, Number(e, "risesPerHour", 0, 1e9), (int)Number(e, "minutes", 2, MinuteRing.Minutes, 30));
        if (e.TryGetProperty("fallsPerHour", out _)) return new MetricRate(metric, false, Number(e, "fallsPerHour", 0, 1e9), (int)Number(e, "minutes", 2, MinuteRing.Minutes, 30));
        return Limits(e, "above", "below") is var (above, limit, clear) ? new MetricBeyond(metric, above, limit, clear) : null;
    }

    private Condition? Figure(JsonElement e)
    {
        var figure = Text(e, "figure");
        if (!RuleJson.Figures.Contains(figure)) return Fail($"there is no figure '{figure}'; the figures are {string.Join(", ", RuleJson.Figures)}");
        var usual = e.TryGetProperty("aboveUsualBy", out _) || e.TryGetProperty("belowUsualBy", out _);
        return Limits(e, usual ? "aboveUsualBy" : "above", usual ? "belowUsualBy" : "below") is var (above, limit, clear)
            ? new FigureBeyond(figure, above, limit, clear, usual)
            : null;
    }

    private (bool Above, double Limit, double Clear)? Limits(JsonElement e, string aboveName, string belowName)
    {
        var above = e.TryGetProperty(aboveName, out _);
        if (above == e.TryGetProperty(belowName, out _))
        {
            Fail($"write either '{aboveName}' or '{belowName}'");
            return null;
        }
        var limit = Number(e, above ? aboveName : belowName, -1e12, 1e12);
        var clear = Number(e, "clear", -1e12, 1e12, limit);
        // Distances from the usual value grow away from it on both sides.
        var isDistance = belowName == "belowUsualBy";
        if (above || isDistance ? clear > limit : clear < limit) Bad($"'clear' is {clear}: it must lie on the safe side of {limit}");
        return (above, limit, clear);
    }

    private Condition? Silence(JsonElement e, string word) => word switch
    {
        "device" => new DeviceSilent(),
        "metric" => new MetricSilent(e.TryGetProperty("name", out var name) ? name.ToString() : null),
        _ => Fail($"'silence' is '{word}'; write device or metric"),
    };

    private static string Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private double Missing(string name, double low)
    {
        Bad($"'{name}' is missing");
        return low;
    }

    private T Wrong<T>(string name, string found, string allowed)
    {
        Bad($"'{name}' is '{found}'; write one of {allowed}");
        return default!;
    }

    private Condition? Fail(string message)
    {
        Bad(message);
        return null;
    }

    private void Bad(string message)
    {
        _bad = true;
        errors.Add($"{_where}: {message}");
    }
}
