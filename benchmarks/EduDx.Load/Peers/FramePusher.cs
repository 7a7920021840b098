using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace EduDx.Load.Peers;

/// <summary>
/// Takes any request for a WebSocket, and then sends one frame of a wall again and again, as fast as it is taken: what is slower than this
/// is not the generator's limit.
/// </summary>
/// <param name="size">Bytes of the frame.</param>
internal sealed class FramePusher(int size)
{
    private readonly byte[] _frame = Frame(size);

    public async Task RunAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync();
                var isWhole = new SequenceReader<byte>(read.Buffer).TryReadTo(out ReadOnlySequence<byte> _, "\r\n\r\n"u8);
                input.AdvanceTo(isWhole ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
                if (isWhole) break;
                if (read.IsCompleted) return;
            }
            output.Write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"u8);
            // What a wall says is left lying: it is little, and the end shows in the writing.
            while (!connection.ConnectionClosed.IsCancellationRequested) await output.WriteAsync(_frame, connection.ConnectionClosed);
        }
        catch (Exception e) when (e is ConnectionResetException or OperationCanceledException)
        {
            // The generator is done.
        }
    }

    private static byte[] Frame(int size)
    {
        var head = Encoding.ASCII.GetBytes("""{"type":2,"invocationId":"1","item":{"serverTime":"2026-11-23T06:40:00+07:00","clockSpeed":1,"frame":{"name":""" + '"');
        var tail = Encoding.ASCII.GetBytes("\"}}}\u001e");
        var payload = new byte[Math.Max(size, head.Length + tail.Length)];
        payload.AsSpan().Fill((byte)'x');
        head.CopyTo(payload, 0);
        tail.CopyTo(payload, payload.Length - tail.Length);
        // One text message with its length in eight bytes.
        var header = new byte[10];
        (header[0], header[1]) = (0x81, 127);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(2), payload.Length);
        return [.. header, .. payload];
    }
}
