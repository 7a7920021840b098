using System.Text.Json;
using System.Text.Json.Serialization;

namespace EduDx.Live.Alarms;

/// <summary>
/// One step in the life of an alarm, as the journal keeps it: UTF-8 JSON, a line a step. Members that a step does not need are left out.
/// </summary>
public sealed record AlarmStep
{
    /// <summary>Number of the alarm.</summary>
    public long Alarm { get; init; }
    /// <summary><c>raised</c>, <c>acknowledged</c>, <c>assigned</c>, <c>commented</c>, <c>shelved</c>, <c>unshelved</c>, <c>cleared</c>, <c>reopened</c>, <c>reminded</c>, <c>escalated</c> or <c>grew</c>.</summary>
    public string What { get; init; } = "";
    /// <summary>When, Unix milliseconds.</summary>
    public long AtMs { get; init; }
    /// <summary>Who; null for the server itself.</summary>
    public string? By { get; init; }
    /// <summary>To whom, or what was said.</summary>
    public string? Text { get; init; }
    /// <summary>End of the shelf, Unix milliseconds.</summary>
    public long? UntilMs { get; init; }
    /// <summary>Members that an outage took.</summary>
    public string[]? Members { get; init; }
    /// <summary>Guessed cause of an outage.</summary>
    public string? Cause { get; init; }
    /// <summary>Schools that an outage touches.</summary>
    public int? Schools { get; init; }
    /// <summary>Registry key of the node that it concerns; raised, and grew of an outage.</summary>
    public int? Node { get; init; }
    /// <summary>What a raised alarm is.</summary>
    public AlarmHead? Head { get; init; }

    /// <summary>The step as the journal keeps it.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, AlarmJson.Default.AlarmStep);

    /// <summary>Reads a step.</summary>
    /// <exception cref="InvalidDataException">Not a step; a newer program wrote the journal.</exception>
    public static AlarmStep Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, AlarmJson.Default.AlarmStep) ?? throw new InvalidDataException("an empty step in the alarms' journal");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"not a step of the alarms' journal: {e.Message}", e);
        }
    }
}

/// <summary>What an alarm is from its raise on.</summary>
public sealed record AlarmHead
{
    /// <summary>Id of the rule.</summary>
    public string Rule { get; init; } = "";
    /// <summary>Name of the rule in Vietnamese, as it was then.</summary>
    public string NameVi { get; init; } = "";
    /// <summary>Name of the rule in English, as it was then.</summary>
    public string NameEn { get; init; } = "";
    /// <summary>How bad it is.</summary>
    public Severity Severity { get; init; }
    /// <summary>Kind of the subject, see <see cref="Alarms.Subject"/>.</summary>
    public byte SubjectKind { get; init; }
    /// <summary>Registry key of the subject.</summary>
    public int SubjectKey { get; init; }
    /// <summary><c>school/kind/source</c>, a node id, or <c>outage-…</c>.</summary>
    public string Subject { get; init; } = "";
    /// <summary>The subject's name.</summary>
    public string SubjectName { get; init; } = "";
    /// <summary>Event time since which the condition holds, Unix milliseconds.</summary>
    public long SinceMs { get; init; }
    /// <summary>Value that was seen; null for none.</summary>
    public double? Value { get; init; }
    /// <summary>Limit; null for none.</summary>
    public double? Limit { get; init; }
    /// <summary>Metric or figure; null for none.</summary>
    public string? Metric { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlarmStep))]
internal sealed partial class AlarmJson : JsonSerializerContext;
