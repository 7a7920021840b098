using EduDx.Live.City;
using EduDx.Log;
using Microsoft.IO;

namespace EduDx.Ops.Pipeline;

/// <summary>What a shard is given to do, in order.</summary>
internal abstract record ShardWork;

/// <summary>Fold the events of the batch that belong to the shard, and release it.</summary>
internal sealed record FoldBatch(LogBatch Batch) : ShardWork;

/// <summary>Publish what changed, and what time changes.</summary>
internal sealed record Tick : ShardWork
{
    public static readonly Tick Instance = new();
}

/// <summary>Write the state down, into memory that whoever asked gives back.</summary>
internal sealed record SaveState(TaskCompletionSource<RecyclableMemoryStream> Done) : ShardWork;

/// <summary>Go on with a newer model.</summary>
internal sealed record TakeModel(CityModel City, TaskCompletionSource Done) : ShardWork;
