using System.Collections.Concurrent;
using System.Net;
using EduDx.Ops.Telemetry;
using Microsoft.AspNetCore.Connections;

namespace EduDx.Ops.Access.Limits;

/// <summary>How many connections an address has, and how many of them have not logged in. Stands before TLS: a handshake is the dearest thing a stranger can ask for.</summary>
internal sealed partial class AddressLimits(OpsOptions options, OpsMetrics metrics, TimeProvider time, ILogger<AddressLimits> logger)
{
    private readonly ConcurrentDictionary<IPAddress, Count> _counts = new();
    private readonly MinuteCount _told = new(1);

    /// <summary>Runs the rest of a connection when its address may have one more.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">The rest.</param>
    /// <param name="logsIn">True when the connection stands for nobody until it has logged in.</param>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next, bool logsIn)
    {
        if (options.Access.Mode == AccessMode.Local || (connection.RemoteEndPoint as IPEndPoint)?.Address is not { } address)
        {
            await next(connection);
            return;
        }
        if (Enter(address, logsIn) is { } limit)
        {
            metrics.Guarded(limit);
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (_told.Add(address.ToString(), now) == 1) Full(address, limit);
            connection.Abort(new ConnectionAbortedException(limit));
            return;
        }
        var ticket = new AddressTicket(logsIn ? () => Leave(address, open: 0, pending: 1) : null);
        connection.Features.Set(ticket);
        try
        {
            await next(connection);
        }
        finally
        {
            ticket.LoggedIn();
            Leave(address, open: 1, pending: 0);
        }
    }

    /// <summary>Forgets which addresses were named in the log.</summary>
    public void Sweep(long nowMs) => _told.Sweep(nowMs);

    private string? Enter(IPAddress address, bool logsIn)
    {
        while (true)
        {
            var count = _counts.GetOrAdd(address, _ => new Count());
            lock (count)
            {
                // Somebody removed it in between.
                if (count.IsGone) continue;
                if (count.Open >= options.Limits.ConnectionsPerAddress) return "connections of one address";
                if (logsIn && count.Pending >= options.Limits.PendingPerAddress) return "log-ins of one address at once";
                count.Open++;
                if (logsIn) count.Pending++;
                return null;
            }
        }
    }

    private void Leave(IPAddress address, int open, int pending)
    {
        if (!_counts.TryGetValue(address, out var count)) return;
        lock (count)
        {
            count.Open -= open;
            count.Pending -= pending;
            count.IsGone = count.Open == 0;
            if (count.IsGone) _counts.TryRemove(new(address, count));
        }
    }

    private sealed class Count
    {
        public int Open;
        public int Pending;
        public bool IsGone;
    }

    [LoggerMessage(701, LogLevel.Warning, "Connections from {Address} are closed: {Limit}. See docs/operations/device-refused.md")]
    private partial void Full(IPAddress address, string limit);
}

/// <summary>A connection's place among those of its address that have not logged in.</summary>
internal sealed class AddressTicket(Action? leave)
{
    private Action? _leave = leave;

    /// <summary>Gives the place back.</summary>
    public void LoggedIn() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
