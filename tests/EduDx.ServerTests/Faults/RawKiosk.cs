using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Faults;

/// <summary>A kiosk on a bare socket (MQTT 3.1.1, QoS 1) that chooses its packet identifiers, so that they can be found again in a trace.</summary>
internal sealed class RawKiosk : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawKiosk> ConnectedAsync(int port, string name)
    {
        var kiosk = new RawKiosk();
        await kiosk._socket.ConnectAsync("127.0.0.1", port);
        await kiosk._socket.SendAsync(Packet(0x10, [0, 4, .. "MQTT"u8, 4, 2, 0, 60, .. Text(name)]));
        var connack = await kiosk.ReadAsync(1);
        Assert.Equal([0x20, 2, 0, 0], connack);
        return kiosk;
    }

    /// <summary>Sends messages at once and waits for as many PUBACKs.</summary>
    public async Task PublishAsync(IReadOnlyList<(ushort Id, string Payload)> messages)
    {
        var bytes = messages.SelectMany(m => Packet(0x32, [.. Text(Said.Kiosk1), (byte)(m.Id >> 8), (byte)m.Id, .. Encoding.UTF8.GetBytes(m.Payload)])).ToArray();
        for (var sent = 0; sent < bytes.Length;) sent += await _socket.SendAsync(bytes.AsMemory(sent));
        var pubacks = await ReadAsync(messages.Count);
        Assert.Equal(messages.Select(m => m.Id), Identifiers(pubacks));
    }

    /// <summary>The packet identifiers of the PUBACKs among packets of four bytes.</summary>
    public static IEnumerable<ushort> Identifiers(byte[] packets) =>
        packets.Chunk(4).Where(p => p is [0x40, 2, _, _]).Select(p => BinaryPrimitives.ReadUInt16BigEndian(p.AsSpan(2)));

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]> ReadAsync(int packets)
    {
        var bytes = new byte[packets * 4];
        for (var read = 0; read < bytes.Length;)
        {
            var more = await _socket.ReceiveAsync(bytes.AsMemory(read)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.True(more > 0, "the server closed the connection");
            read += more;
        }
        return bytes;
    }

    private static byte[] Text(string text) => [(byte)(text.Length >> 8), (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Packet(byte kind, byte[] body)
    {
        var length = new List<byte>();
        for (var left = body.Length; ;)
        {
            length.Add((byte)(left % 128 | (left >= 128 ? 0x80 : 0)));
            left /= 128;
            if (left == 0) break;
        }
        return [kind, .. length, .. body];
    }
}
