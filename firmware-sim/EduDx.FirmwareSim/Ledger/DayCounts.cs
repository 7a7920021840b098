namespace EduDx.FirmwareSim.Ledger;

/// <summary>How much was sent in a day.</summary>
/// <param name="Events">Distinct events that must be stored.</param>
/// <param name="Malformed">Distinct events that must be rejected.</param>
public readonly record struct DayCounts(long Events, long Malformed);
