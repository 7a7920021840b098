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

    /// <summary>Days after which an accepted event may be dropped, once every consumer has passed it. Default 14; sources may be 7 days late.</summary>
    [Range(1, 3650)]
    public int RetainDays { get; set; } = 14;

    /// <summary>Days after which a rejected event is dropped, and with it what was done about it. Default 14: until then it can be looked at and sent again.</summary>
    [Range(1, 3650)]
    public int RetainRejectedDays { get; set; } = 14;

    /// <summary>Days after which a suspicious scan leaves the list of them. Default 30: a month in which somebody can look.</summary>
    [Range(1, 3650)]
    public int RetainFlaggedDays { get; set; } = 30;

    /// <summary>
    /// Days after which the steps of an alarm are dropped, once it was cleared for more than a day. Default 90. They name who acted and hold what
    /// was typed; an open alarm keeps all its steps, however old.
    /// </summary>
    [Range(1, 3650)]
    public int RetainAlarmsDays { get; set; } = 90;

    /// <summary>Days that a stream is kept; null for as long as the log. Closures are that: a closed school stays closed.</summary>
    public int? DaysOf(LogStream stream) => stream switch
    {
        LogStream.Events => RetainDays,
        LogStream.Rejected or LogStream.Marks => RetainRejectedDays,
        LogStream.Flagged => RetainFlaggedDays,
        LogStream.Alarms => RetainAlarmsDays,
        _ => null,
    };
}
