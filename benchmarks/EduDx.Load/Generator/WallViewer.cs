using System.Net.Sockets;
using System.Text;

namespace EduDx.Load.Generator;

/// <summary>
/// One wall over raw bytes: the login of a WebSocket and of SignalR, then the stream of the city's overview. A wall of the generator decodes no
/// figures: a thousand of them share two cores with the server that is measured.
/// </summary>
internal sealed class WallViewer : IDisposable
{
    private static readonly byte[] Ping = Frame("""{"type":6}""");

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _receive = new byte[16 * 1024];
    private readonly HubReader _reader;
    private volatile bool _stalled;

    /// <param name="keep">Bytes of each message that are kept for reading.</param>
    /// <param name="onItem">Called with each item of the stream, on the thread that received it.</param>
    /// <param name="window">Bytes that its own system takes in when nobody reads; null leaves that to the system, which takes megabytes.</param>
    public WallViewer(int keep, Action<WallItem> onItem, int? window = null)
    {
        _reader = new HubReader(keep, message =>
        {
            if (WallItem.Read(message) is { } item) onItem(item);
        });
        if (window is { } bytes) _socket.ReceiveBufferSize = bytes;
    }

    /// <summary>Bytes received.</summary>
    public long Received { get; private set; }

    /// <summary>True while it reads nothing, and goes on telling the server that it is there.</summary>
    public bool Stalled { get => _stalled; set => _stalled = value; }

    public async Task OpenAsync(int port)
    {
        await _socket.ConnectAsync("127.0.0.1", port);
        await SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/wall HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        var head = 0;
        for (var end = -1; end < 0; end = _receive.AsSpan(0, head).IndexOf("\r\n\r\n"u8))
        {
            var read = await _socket.ReceiveAsync(_receive.AsMemory(head));
            if (read == 0) throw new IOException("the server closed the connection");
            head += read;
        }
        if (!_receive.AsSpan().StartsWith("HTTP/1.1 101"u8)) throw new IOException($"the server answers {Encoding.ASCII.GetString(_receive, 0, head)}");
        var body = _receive.AsSpan(0, head).IndexOf("\r\n\r\n"u8) + 4;
        _reader.Read(_receive.AsSpan(body, head - body));
        await SendAsync(Frame("""{"protocol":"json","version":1}"""));
        await SendAsync(Frame("""{"type":4,"invocationId":"1","target":"Watch","arguments":["overview",null,null,"morning"]}"""));
    }

    /// <summary>Reads until <paramref name="stop"/>.</summary>
    public async Task ReadAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                while (_stalled) await Task.Delay(20, stop);
                var read = await _socket.ReceiveAsync(_receive.AsMemory(), stop);
                if (read == 0) throw new IOException("the server closed the connection");
                Received += read;
                _reader.Read(_receive.AsSpan(0, read));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The measure is over.
        }
    }

    /// <summary>Says that it is there: the hub lets go of who says nothing for 30 s.</summary>
    public Task PingAsync() => SendAsync(Ping);

    public void Dispose() => _socket.Dispose();

    // One text frame; a mask of zeros leaves the payload as it is.
    private static byte[] Frame(string message)
    {
        var payload = Encoding.UTF8.GetBytes(message + '\u001e');
        return [0x81, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
    }

    private async Task SendAsync(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;) at += await _socket.SendAsync(bytes.AsMemory(at));
    }
}
