using System.Buffers.Binary;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace EduDx.ServerTests.Servers;

/// <summary>One packet as it came.</summary>
/// <param name="Kind">First byte: type and flags.</param>
/// <param name="Body">The bytes behind the fixed header.</param>
internal sealed record RawPacket(byte Kind, byte[] Body)
{
    public const int PubAck = 0x40;

    /// <summary>Packet id of a PUBACK.</summary>
    public int Id => BinaryPrimitives.ReadUInt16BigEndian(Body);

    /// <summary>Reason code of a PUBACK, 0 when it has none.</summary>
    public int Code => Body.Length > 2 ? Body[2] : 0;
}

/// <summary>MQTT by hand, for what well-behaved clients do not do: bytes in any slices, no acknowledgement read, no ping sent.</summary>
internal sealed class RawMqtt : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly bool _isVersion5;
    private Stream _stream = null!;

    private RawMqtt(bool isVersion5) => _isVersion5 = isVersion5;

    /// <summary>Properties of the CONNACK; empty before MQTT 5.</summary>
    public byte[] Accepted { get; private set; } = [];

    public static async Task<RawMqtt> ConnectAsync(
        int port, bool isVersion5 = true, string id = "raw", int keepAlive = 0, byte[]? properties = null, (string Topic, string Payload)? will = null, int receiveBuffer = 0, string? secret = null)
    {
        var client = new RawMqtt(isVersion5);
        if (receiveBuffer > 0) client._client.ReceiveBufferSize = receiveBuffer;
        await client._client.ConnectAsync("127.0.0.1", port);
        client._stream = client._client.GetStream();
        byte[] body =
        [
            .. Text("MQTT"), (byte)(isVersion5 ? 5 : 4), (byte)((will is null ? 2 : 0x0E) | (secret is null ? 0 : 0xC0)), (byte)(keepAlive >> 8), (byte)keepAlive,
            .. isVersion5 ? Sized(properties ?? []) : [], .. Text(id),
            .. will is null ? [] : isVersion5 ? new byte[] { 0 } : [], .. will is { } w ? (byte[])[.. Text(w.Topic), .. Text(w.Payload)] : [],
            // With a credential the user name is the client id.
            .. secret is null ? [] : (byte[])[.. Text(id), .. Text(secret)],
        ];
        await client.SendAsync([0x10, .. Sized(body)]);
        var connack = await client.ReadAsync();
        Assert.Equal((0x20, 0), (connack!.Kind, connack.Body[1]));
        client.Accepted = connack.Body[2..];
        return client;
    }

    /// <summary>Logs in with any bytes, and takes no for an answer.</summary>
    /// <returns>The connection, and the code of the CONNACK; null when the server closed without one.</returns>
    public static async Task<(RawMqtt Client, int? Code)> LoginAsync(int port, bool isVersion5, byte[] id, byte[]? user, byte[]? secret, (byte[] Topic, string Payload)? will = null)
    {
        var client = await OpenAsync(port, isVersion5);
        return (client, await client.AnswerAsync(client.Login(id, user, secret, will)));
    }

    /// <summary>A connection that has not logged in.</summary>
    public static async Task<RawMqtt> OpenAsync(int port, bool isVersion5)
    {
        var client = new RawMqtt(isVersion5);
        await client._client.ConnectAsync("127.0.0.1", port);
        client._stream = client._client.GetStream();
        return client;
    }

    /// <summary>The same through the port of the walls.</summary>
    public static async Task<(RawMqtt Client, int? Code)> LoginOverWebAsync(int httpPort, bool isVersion5, byte[] id, byte[]? user, byte[]? secret)
    {
        var client = new RawMqtt(isVersion5);
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{httpPort}/mqtt"), CancellationToken.None);
        client._stream = WebSocketStream.Create(socket, WebSocketMessageType.Binary, ownsWebSocket: true);
        return (client, await client.AnswerAsync(client.Login(id, user, secret)));
    }

    /// <summary>A CONNECT of any bytes.</summary>
    public byte[] Login(byte[] id, byte[]? user, byte[]? secret, (byte[] Topic, string Payload)? will = null)
    {
        byte[] body =
        [
            .. Text("MQTT"), (byte)(_isVersion5 ? 5 : 4), (byte)(2 | (will is null ? 0 : 0x0C) | (user is null ? 0 : 0x80) | (secret is null ? 0 : 0x40)), 0, 0, .. _isVersion5 ? new byte[] { 0 } : [], .. Text(id),
            .. will is { } w ? (byte[])[.. _isVersion5 ? new byte[] { 0 } : [], .. Text(w.Topic), .. Text(w.Payload)] : [], .. user is null ? [] : Text(user), .. secret is null ? [] : Text(secret),
        ];
        return [0x10, .. Sized(body)];
    }

    private async Task<int?> AnswerAsync(byte[] login)
    {
        await SendAsync(login);
        return await ReadAsync() is { Kind: 0x20 } connack ? connack.Body[1] : null;
    }

    /// <summary>A PUBLISH; the topic may be empty when an alias in the properties stands for it.</summary>
    public byte[] Publish(int id, string topic, string payload, int qos = 1, bool retain = false, byte[]? properties = null) =>
        Publish(id, Encoding.UTF8.GetBytes(topic), payload, qos, retain, properties);

    /// <summary>A PUBLISH whose topic is any bytes.</summary>
    public byte[] Publish(int id, byte[] topic, string payload, int qos = 1, bool retain = false, byte[]? properties = null)
    {
        byte[] body = [.. Text(topic), .. qos > 0 ? new[] { (byte)(id >> 8), (byte)id } : [], .. _isVersion5 ? Sized(properties ?? []) : [], .. Encoding.UTF8.GetBytes(payload)];
        return [(byte)(0x30 | qos << 1 | (retain ? 1 : 0)), .. Sized(body)];
    }

    public byte[] Subscribe(int id, string filter) => Subscribe(id, Encoding.UTF8.GetBytes(filter));

    /// <summary>A SUBSCRIBE to any bytes, one filter or more.</summary>
    public byte[] Subscribe(int id, params byte[][] filters) =>
        [0x82, .. Sized([(byte)(id >> 8), (byte)id, .. _isVersion5 ? new byte[] { 0 } : [], .. filters.SelectMany(f => (byte[])[.. Text(f), 1])])];

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    /// <summary>The next packet; null when the server closed.</summary>
    public async Task<RawPacket?> ReadAsync(int seconds = 10)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            var one = new byte[1];
            if (await _stream.ReadAsync(one, limit.Token) == 0) return null;
            var kind = one[0];
            var length = 0;
            for (var shift = 0; ; shift += 7)
            {
                await _stream.ReadExactlyAsync(one, limit.Token);
                length |= (one[0] & 0x7F) << shift;
                if (one[0] < 0x80) break;
            }
            var body = new byte[length];
            await _stream.ReadExactlyAsync(body, limit.Token);
            return new RawPacket(kind, body);
        }
        catch (Exception e) when (e is IOException or WebSocketException)
        {
            return null;
        }
    }

    public async Task<RawPacket[]> ReadAsync(int count, int seconds)
    {
        var packets = new List<RawPacket>(count);
        while (packets.Count < count) packets.Add(await ReadAsync(seconds) ?? throw new IOException($"closed after {packets.Count} of {count} packets"));
        return [.. packets];
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _client.Dispose();
    }

    /// <summary>Length in 2 bytes, then UTF-8.</summary>
    public static byte[] Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    private static byte[] Text(byte[] bytes) => [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];

    private static byte[] Sized(byte[] bytes)
    {
        var length = new List<byte>(4);
        for (var rest = bytes.Length; ; rest >>= 7)
        {
            length.Add((byte)(rest & 0x7F | (rest > 0x7F ? 0x80 : 0)));
            if (rest <= 0x7F) return [.. length, .. bytes];
        }
    }
}
