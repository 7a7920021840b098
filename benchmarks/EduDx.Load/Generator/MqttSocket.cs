using System.Net.Sockets;
using System.Text;

namespace EduDx.Load.Generator;

/// <summary>A socket on which MQTT 3.1.1 has logged in, without a keep-alive.</summary>
internal static class MqttSocket
{
    public static async Task ConnectAsync(Socket socket, int port, string id)
    {
        await socket.ConnectAsync("127.0.0.1", port);
        byte[] body = [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 0, 0, (byte)id.Length, .. Encoding.ASCII.GetBytes(id)];
        byte[] packet = [0x10, (byte)body.Length, .. body];
        await socket.SendAsync(packet.AsMemory());
        var connack = new byte[4];
        for (var read = 0; read < 4;) read += Received(await socket.ReceiveAsync(connack.AsMemory(read)));
        if (connack[3] != 0) throw new InvalidOperationException($"refused with {connack[3]}");
    }

    /// <summary>The number of bytes received.</summary>
    /// <exception cref="IOException">There were none: the server closed the connection.</exception>
    public static int Received(int bytes) => bytes > 0 ? bytes : throw new IOException("the server closed the connection");
}
