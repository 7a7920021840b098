using EduDx.Live.City;
using EduDx.Log;

namespace EduDx.Ops.Pipeline;

/// <summary>What a shard is given to do, in order.</summary>
internal abstract record ShardWork;

/// <summary>Fold the events of the batch that belong to the shard.</summary>
internal sealed record FoldBatch(LogBatch Batch) : ShardWork;

/// <summary>Publish what changed, and what time changes.</summary>
internal sealed record Tick : ShardWork
{
    public static readonly Tick Instance = new();
}

/// <summary>Write the state down.</summary>
internal sealed record SaveState(TaskCompletionSource<byte[]> Done) : ShardWork;

/// <summary>Go on with a newer model.</summary>
internal sealed record TakeModel(CityModel City, TaskCompletionSource Done) : ShardWork;
