using System.Net.Sockets;
using System.Text;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Faults;

/// <summary>A wall that asks for its stream and then never reads: its own buffers are as small as the system allows.</summary>
internal sealed class RawViewer : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2048 };

    public static async Task<RawViewer> StalledAsync(ServerProcess server, string view)
    {
        var viewer = new RawViewer();
        await viewer._socket.ConnectAsync("127.0.0.1", server.HttpPort);
        await viewer.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/wall HTTP/1.1\r\nHost: 127.0.0.1:{server.HttpPort}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        var answer = new byte[1024];
        var read = await viewer._socket.ReceiveAsync(answer).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.StartsWith("HTTP/1.1 101", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
        await viewer.SayAsync("""{"protocol":"json","version":1}""");
        await viewer.SayAsync($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{view}}",null,null,null]}""");
        return viewer;
    }

    public void Dispose() => _socket.Dispose();

    // One text frame; a mask of zeros leaves the payload as it is.
    private Task SayAsync(string message)
    {
        var payload = Encoding.UTF8.GetBytes(message + '\u001e');
        return SendAsync([0x81, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload]);
    }

    private async Task SendAsync(byte[] bytes) => Assert.Equal(bytes.Length, await _socket.SendAsync(bytes));
}
