using System.Collections.Concurrent;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// Which connection speaks for a client id. The broker clears away after a connection that has ended by its client id alone: a client that was back by then had its new
/// session cleared away instead, and was cut off. So who comes back waits until nothing of before is left. A connection that still lives is the broker's to take over.
/// </summary>
internal sealed class ClientNames
{
    // That a connection has ended is noticed after the next one of the client when the processor is busy.
    private static readonly TimeSpan Noticed = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Cleared = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ConnectionLife> _holders = new(StringComparer.Ordinal);

    /// <summary>Gives the client id to a connection that may have it, once one that ended before is cleared away.</summary>
    /// <param name="id">The client id.</param>
    /// <param name="connection">Its new connection.</param>
    public async Task TakeAsync(string id, ConnectionLife connection)
    {
        ConnectionLife? before = null;
        _holders.AddOrUpdate(id, connection, (_, holder) =>
        {
            before = holder;
            return connection;
        });
        connection.ClientId = id;
        if (before is null || !await WithinAsync(before.Ended, Noticed)) return;
        await WithinAsync(before.Cleared, Cleared);
    }

    /// <summary>The broker is done with a connection.</summary>
    public void Leave(ConnectionLife connection)
    {
        connection.Clear();
        if (connection.ClientId is { } id) _holders.TryRemove(new(id, connection));
    }

    private static async Task<bool> WithinAsync(Task done, TimeSpan limit)
    {
        if (done.IsCompleted) return true;
        using var late = new CancellationTokenSource();
        var first = await Task.WhenAny(done, Task.Delay(limit, late.Token));
        await late.CancelAsync();
        return first == done;
    }
}
