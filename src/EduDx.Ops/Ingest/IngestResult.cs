namespace EduDx.Ops.Ingest;

/// <summary>How a payload is encoded.</summary>
public enum PayloadFormat : byte
{
    /// <summary>UTF-8 JSON: an object or an array.</summary>
    Json = 1,
    /// <summary><c>edudx.ingest.v1.EventBatch</c>.</summary>
    Protobuf = 2,
    /// <summary>One <c>edudx.ingest.v1.Event</c> that names its own source.</summary>
    ProtobufEvent = 3,
}

/// <summary>What became of a payload; it may be acknowledged once <see cref="Ticket"/> is durable.</summary>
public struct IngestResult
{
    /// <summary>Events stored.</summary>
    public int Accepted;
    /// <summary>Events rejected and kept.</summary>
    public int Rejected;
    /// <summary>The first rejection's reason.</summary>
    public RejectReason Reason;
    /// <summary>The first rejection's sentence; null without one.</summary>
    public string? Detail;
    /// <summary>The log's refusal; nothing may be acknowledged when it is not queued.</summary>
    public Log.AppendStatus Status;
    /// <summary>The stream may not speak for the source, or not now: nothing was taken in.</summary>
    public bool IsRefused;
    /// <summary>Commit to wait for.</summary>
    public long Ticket;

    /// <summary>What it costs its sender of a limit in events: what was rejected is kept, and costs another one for each KiB.</summary>
    /// <param name="bytes">Size of the payload.</param>
    public readonly int Cost(long bytes) => Accepted + Rejected + (Rejected > 0 ? (int)(bytes >> 10) : 0);
}
