using System.Net.Sockets;
using System.Text;

namespace EduDx.Load.Generator;

/// <summary>A socket on which MQTT 3.1.1 has logged in, without a keep-alive.</summary>
internal static class MqttSocket
{
    /// <summary>Logs in; with a secret the id is the user name too.</summary>
    public static async Task ConnectAsync(Socket socket, int port, string id, string? secret = null)
    {
        await socket.ConnectAsync("127.0.0.1", port);
        byte[] body = [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, (byte)(secret is null ? 2 : 0xC2), 0, 0, .. Text(id), .. secret is null ? [] : (byte[])[.. Text(id), .. Text(secret)]];
        byte[] packet = body.Length < 128 ? [0x10, (byte)body.Length, .. body] : [0x10, (byte)(body.Length & 0x7F | 0x80), (byte)(body.Length >> 7), .. body];
        await socket.SendAsync(packet.AsMemory());
        var connack = new byte[4];
        for (var read = 0; read < 4;) read += Received(await socket.ReceiveAsync(connack.AsMemory(read)));
        if (connack[3] != 0) throw new InvalidOperationException($"refused with {connack[3]}");
    }

    private static byte[] Text(string text) => [0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    /// <summary>The number of bytes received.</summary>
    /// <exception cref="IOException">There were none: the server closed the connection.</exception>
    public static int Received(int bytes) => bytes > 0 ? bytes : throw new IOException("the server closed the connection");
}
