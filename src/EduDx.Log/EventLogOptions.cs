using System.ComponentModel.DataAnnotations;

namespace EduDx.Log;

/// <summary>Where the log lives and when it refuses.</summary>
public sealed class EventLogOptions
{
    /// <summary>Folder of the log; created when missing. One process at a time.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>
    /// Free space, MiB, below which new events are refused. Default 512. The log, the snapshots and the history store share
    /// the disk: a full disk would stop them all in the middle of a write, a refusal stops nothing.
    /// </summary>
    [Range(0, 1 << 20)]
    public int DiskFloorMiB { get; set; } = 512;

    /// <summary>
    /// Bytes that may wait for the committer, MiB. Default 32. Beyond it an append is refused as overloaded, and sources
    /// send again.
    /// </summary>
    [Range(1, 1024)]
    public int QueueMiB { get; set; } = 32;

    /// <summary>Days after which a record may be dropped, once every consumer has passed it. Default 14; sources may be 7 days late.</summary>
    [Range(1, 3650)]
    public int RetainDays { get; set; } = 14;
}
