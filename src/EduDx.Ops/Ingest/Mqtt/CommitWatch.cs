using EduDx.Log;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// Wakes the connections whose acknowledgements a commit covers, and no others. One list for all connections: the committer's
/// thread only queues work, it never writes to a client.
/// </summary>
internal sealed class CommitWatch : IDisposable
{
    private readonly EventLog _log;
    private readonly Lock _gate = new();
    private readonly List<(AckWriter Writer, long Ticket)> _waiting = [];

    public CommitWatch(EventLog log)
    {
        _log = log;
        log.Committed += OnCommitted;
    }

    /// <summary>Wakes <paramref name="writer"/> once <paramref name="ticket"/> is durable, or once the log has failed.</summary>
    /// <returns>False when that is so already: nothing will wake it.</returns>
    public bool TryWait(AckWriter writer, long ticket)
    {
        lock (_gate)
        {
            // The log says what is durable before it calls us, so either this sees it or that call sees the writer.
            if (_log.IsDurable(ticket) || _log.Error is not null) return false;
            _waiting.Add((writer, ticket));
            return true;
        }
    }

    public void Dispose() => _log.Committed -= OnCommitted;

    private void OnCommitted()
    {
        lock (_gate)
        {
            var kept = 0;
            for (var i = 0; i < _waiting.Count; i++)
            {
                var (writer, ticket) = _waiting[i];
                if (_log.IsDurable(ticket) || _log.Error is not null) ThreadPool.UnsafeQueueUserWorkItem(writer, preferLocal: false);
                else _waiting[kept++] = _waiting[i];
            }
            _waiting.RemoveRange(kept, _waiting.Count - kept);
        }
    }
}
