using System.Buffers;
using EduDx.Ops.Telemetry;
using Microsoft.AspNetCore.Connections;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// Limits in front of the broker: the first packet is a CONNECT of at most a few KiB that arrives within seconds, and the declared length
/// of every packet is checked in its fixed header, before anything is buffered: that of the first here, of the others by
/// <see cref="PublishReader"/>. The broker itself has no packet limit: eight connections that send 64 MiB before login cost it half a gigabyte.
/// </summary>
internal sealed partial class PacketGuard(OpsOptions options, OpsMetrics metrics, ILogger<PacketGuard> logger)
{
    /// <summary>Runs the rest of the connection behind the guard.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using var login = new CancellationTokenSource(TimeSpan.FromSeconds(options.Mqtt.LoginSeconds));
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(login.Token);
                var buffer = read.Buffer;
                var header = Header(buffer, out var kind, out var length);
                if (header == HeaderState.Broken || (header != HeaderState.Partial && kind != FixedHeader.Connect))
                {
                    Close(connection, "first packet is not a CONNECT");
                    return;
                }
                if (header == HeaderState.Whole && length > options.Mqtt.MaxConnectBytes)
                {
                    Close(connection, "CONNECT too large");
                    return;
                }
                if (header == HeaderState.Whole && buffer.Length >= length)
                {
                    // Nothing is consumed: the broker reads the CONNECT itself.
                    input.AdvanceTo(buffer.Start);
                    break;
                }
                input.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted) return;
            }
        }
        catch (OperationCanceledException) when (login.IsCancellationRequested)
        {
            Close(connection, "no CONNECT in time");
            return;
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException or IOException)
        {
            // Gone before it logged in: nothing to answer to.
            return;
        }
        await next(connection);
    }

    /// <summary>Ends a connection behind its CONNECT.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="limit">What it went beyond.</param>
    public void CutOff(ConnectionContext connection, string limit) => Close(connection, limit);

    private static HeaderState Header(in ReadOnlySequence<byte> buffer, out byte kind, out int length)
    {
        Span<byte> bytes = stackalloc byte[FixedHeader.MaxSize];
        var some = buffer.Slice(0, Math.Min(FixedHeader.MaxSize, buffer.Length));
        some.CopyTo(bytes);
        return FixedHeader.Read(bytes[..(int)some.Length], out kind, out _, out length);
    }

    private void Close(ConnectionContext connection, string limit)
    {
        metrics.Guarded(limit);
        Guarded(connection.RemoteEndPoint?.ToString() ?? "unknown", limit);
        connection.Abort(new ConnectionAbortedException(limit));
    }

    [LoggerMessage(101, LogLevel.Information, "MQTT connection from {Remote} closed: {Limit}")]
    private partial void Guarded(string remote, string limit);
}
