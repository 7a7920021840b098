using System.Text.Json.Serialization;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>What a ledger is about.</summary>
public sealed record LedgerMeta
{
    /// <summary>Seed of the morning.</summary>
    public int Seed { get; init; }
    /// <summary>The day.</summary>
    public DateOnly Day { get; init; }
    /// <summary>The period: <c>morning</c>.</summary>
    public string Session { get; init; } = "morning";
    /// <summary>Distinct events that must be stored.</summary>
    public long Events { get; init; }
    /// <summary>Sendings that repeat one.</summary>
    public int Duplicates { get; init; }
    /// <summary>Distinct payloads that must be rejected.</summary>
    public long Malformed { get; init; }
}

/// <summary>Serialiser of <c>meta.json</c>.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(LedgerMeta))]
public sealed partial class LedgerJson : JsonSerializerContext;
