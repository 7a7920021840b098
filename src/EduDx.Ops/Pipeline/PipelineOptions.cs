using System.ComponentModel.DataAnnotations;

namespace EduDx.Ops.Pipeline;

/// <summary>The live folds.</summary>
public sealed class PipelineOptions
{
    /// <summary>Shards, each one writer over its schools. Default: the number of processors, at most 8.</summary>
    [Range(1, 64)]
    public int Shards { get; set; } = Math.Min(Environment.ProcessorCount, 8);

    /// <summary>Log batches that may wait for a shard. Default 64; when full the reader waits, and the log is the buffer.</summary>
    [Range(1, 4096)]
    public int QueueBatches { get; set; } = 64;

    /// <summary>Seconds between snapshots while events come. Default 5; a restart replays what is newer.</summary>
    [Range(1, 86400)]
    public int SnapshotSeconds { get; set; } = 5;

    /// <summary>Minutes in a row without a sign of life after which a campus's kiosks are silent. Default 3.</summary>
    [Range(1, 60)]
    public int SilentMinutes { get; set; } = 3;

    /// <summary>Minutes after its booked start from which a meeting that nobody came to is a no-show, and its room is given back. Default 10.</summary>
    [Range(1, 240)]
    public int NoShowMinutes { get; set; } = 10;
}
