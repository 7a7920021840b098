using System.Text.Json;
using System.Text.Json.Serialization;

namespace EduDx.Live.Closures;

/// <summary>One step in the life of a closure, as the journal keeps it: UTF-8 JSON. Members that a step does not need are left out.</summary>
public sealed record ClosureStep
{
    /// <summary>Number of the closure.</summary>
    public long Closure { get; init; }
    /// <summary><c>closed</c>, <c>reopened</c>, <c>undone</c> or <c>checked</c>.</summary>
    public string What { get; init; } = "";
    /// <summary>When, Unix milliseconds.</summary>
    public long AtMs { get; init; }
    /// <summary>Who.</summary>
    public string By { get; init; } = "";
    /// <summary>What the schools are; closed.</summary>
    public ClosureStatus? Status { get; init; }
    /// <summary>Registry keys of the nodes; closed.</summary>
    public int[]? Nodes { get; init; }
    /// <summary>Why; closed.</summary>
    public string? Reason { get; init; }
    /// <summary>First day closed; closed.</summary>
    public DateOnly? From { get; init; }
    /// <summary>Last day closed; closed (null: open-ended) and reopened.</summary>
    public DateOnly? To { get; init; }
    /// <summary>The reopening checklist; closed.</summary>
    public ChecklistStep[]? Checklist { get; init; }
    /// <summary>Item of the checklist; checked.</summary>
    public string? Item { get; init; }

    /// <summary>The step as the journal keeps it.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ClosureJson.Default.ClosureStep);

    /// <summary>Reads a step.</summary>
    /// <exception cref="InvalidDataException">Not a step; a newer program wrote the journal.</exception>
    public static ClosureStep Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, ClosureJson.Default.ClosureStep) ?? throw new InvalidDataException("an empty step in the closures' journal");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"not a step of the closures' journal: {e.Message}", e);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClosureStep))]
internal sealed partial class ClosureJson : JsonSerializerContext;
