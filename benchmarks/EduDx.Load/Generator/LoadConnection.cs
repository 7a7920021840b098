using System.Diagnostics;
using System.Net.Sockets;
using HdrHistogram;

namespace EduDx.Load.Generator;

/// <summary>
/// One device: keeps a fixed number of scans in flight and sends another for each PUBACK. Raw bytes over a socket, nothing allocated a message:
/// the generator shares two cores with what it measures.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    // In order, so the oldest time belongs to the next PUBACK.
    private readonly long[] _sentAt;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _send;
    private readonly byte[] _receive = new byte[4096];
    private readonly Scans _scans;
    private readonly int _window;
    private int _skip;
    private long _acked;
    private long _sent;

    public LoadConnection(Scans scans, int window)
    {
        (_scans, _window) = (scans, window);
        _send = new byte[window * scans.Length];
        _sentAt = new long[window];
    }

    /// <summary>PUBACKs so far.</summary>
    public long Acked => Volatile.Read(ref _acked);

    /// <summary>Time from send to PUBACK, stopwatch ticks; of this connection only.</summary>
    public LongHistogram Latency { get; } = new(10 * Stopwatch.Frequency, 3);

    public Task ConnectAsync(int port, string id, string? secret = null) => MqttSocket.ConnectAsync(_socket, port, id, secret);

    /// <summary>Sends until told to stop or until so many are sent, then waits for what is in flight.</summary>
    public async Task RunAsync(CancellationToken stop, long most = long.MaxValue)
    {
        await SendAsync((int)Math.Min(_window, most));
        while (_acked < _sent)
        {
            var acks = Count(MqttSocket.Received(await _socket.ReceiveAsync(_receive.AsMemory(), CancellationToken.None)));
            if (acks > 0 && !stop.IsCancellationRequested) await SendAsync((int)Math.Min(acks, most - _sent));
        }
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask SendAsync(int count)
    {
        var now = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            _scans.Write(_send.AsSpan(i * _scans.Length));
            _sentAt[_sent++ % _window] = now;
        }
        for (var at = 0; at < count * _scans.Length;) at += await _socket.SendAsync(_send.AsMemory(at, count * _scans.Length - at));
    }

    // A PUBACK of 3.1.1 is always 40 02 and the packet id; a read may end in its middle.
    private int Count(int bytes)
    {
        var now = Stopwatch.GetTimestamp();
        var whole = (_skip + bytes) / 4;
        if (_skip == 0 && _receive[0] != 0x40) throw new InvalidOperationException($"packet of type {_receive[0]:x2}");
        _skip = (_skip + bytes) % 4;
        for (var i = 0; i < whole; i++) Latency.RecordValue(now - _sentAt[(_acked + i) % _window]);
        Volatile.Write(ref _acked, _acked + whole);
        return whole;
    }
}
