namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>The client id that a connection speaks for, and how far it is on its way out: it ends, then the broker clears away after it.</summary>
internal sealed class ConnectionLife
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cleared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null before the log-in.</summary>
    public string? ClientId { get; set; }

    /// <summary>Done once nothing more can come from the client.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Done once the broker has cleared away after the connection.</summary>
    public Task Cleared => _cleared.Task;

    public void End() => _ended.TrySetResult();

    public void Clear()
    {
        End();
        _cleared.TrySetResult();
    }
}
