using System.Buffers;
using System.IO.Pipelines;
using EduDx.Ops.Telemetry;
using Microsoft.AspNetCore.Connections;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// Limits in front of the broker: the first packet is a CONNECT of at most a few KiB that arrives within seconds, and the declared length
/// of every packet is checked in its fixed header, before anything is buffered. The broker itself has no packet limit: eight
/// connections that send 64 MiB before login cost it half a gigabyte.
/// </summary>
internal sealed partial class PacketGuard(OpsOptions options, OpsMetrics metrics, ILogger<PacketGuard> logger)
{
    private const byte ConnectPacket = 0x10;

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
                var header = FixedHeader(buffer, out var kind, out var length);
                if (header == HeaderState.Broken || (header != HeaderState.Partial && kind != ConnectPacket))
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
        connection.Transport = new GuardedPipe(connection.Transport, options.Mqtt.MaxPacketBytes, () => Close(connection, "packet too large"));
        await next(connection);
    }

    private void Close(ConnectionContext connection, string limit)
    {
        metrics.Guarded(limit);
        Guarded(connection.RemoteEndPoint?.ToString() ?? "unknown", limit);
        connection.Abort(new ConnectionAbortedException(limit));
    }

    private enum HeaderState { Partial, Whole, Broken }

    // Fixed header: packet type and flags (1 byte), remaining length (1 to 4 bytes, 7 bits each, low first). MQTT 5, section 2.1.
    private static HeaderState FixedHeader(in ReadOnlySequence<byte> buffer, out byte kind, out long length)
    {
        (kind, length) = (0, 0);
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out kind)) return HeaderState.Partial;
        var remaining = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            if (!reader.TryRead(out var b)) return HeaderState.Partial;
            remaining |= (b & 0x7F) << shift;
            if (b < 0x80)
            {
                length = reader.Consumed + remaining;
                return HeaderState.Whole;
            }
        }
        return HeaderState.Broken;
    }

    [LoggerMessage(101, LogLevel.Information, "MQTT connection from {Remote} closed: {Limit}")]
    private partial void Guarded(string remote, string limit);

    private sealed class GuardedPipe(IDuplexPipe inner, int maxPacket, Action close) : IDuplexPipe
    {
        public PipeReader Input { get; } = new GuardedReader(inner.Input, maxPacket, close);

        public PipeWriter Output => inner.Output;
    }

    // The broker consumes whole packets only, so what it is given always begins with a fixed header.
    private sealed class GuardedReader(PipeReader inner, int maxPacket, Action close) : PipeReader
    {
        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(cancellationToken);
            Check(read.Buffer);
            return read;
        }

        public override bool TryRead(out ReadResult result)
        {
            if (!inner.TryRead(out result)) return false;
            Check(result.Buffer);
            return true;
        }

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        private void Check(in ReadOnlySequence<byte> buffer)
        {
            var header = FixedHeader(buffer, out _, out var length);
            if (header != HeaderState.Broken && length <= maxPacket) return;
            close();
            throw new ConnectionAbortedException("packet too large");
        }
    }
}
