using System.ComponentModel.DataAnnotations;

namespace EduDx.Ops.Ingest;

/// <summary>What is refused first when memory is short.</summary>
public sealed class MemoryOptions
{
    /// <summary>
    /// Percent of the memory that the process may use (its container's limit, <c>DOTNET_GCHeapHardLimit</c>, or the machine's) from which telemetry and occupancy are refused, 10 to 100;
    /// taken again five below it. Default 85; 100 refuses nothing. Attendance, care and meetings are always taken. Sources keep what was refused and send it again.
    /// </summary>
    [Range(10, 100)]
    public int ShedTelemetryAbovePct { get; set; } = 85;
}
