using System.Diagnostics;
using System.Net.Sockets;
using HdrHistogram;

namespace EduDx.Load.Generator;

/// <summary>
/// One device of an open loop: its scans are due at fixed instants, whatever the server does. When the server does not take them in time they
/// wait here, and their time counts from when they were due. Raw bytes over a socket, nothing allocated a message.
/// </summary>
internal sealed class PacedConnection(Scans scans) : IDisposable
{
    // Packets in one write.
    private const int Burst = 64;
    private const int MaxSeconds = 120;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _send = new byte[Burst * scans.Length];
    private readonly byte[] _receive = new byte[4096];
    private int _skip;
    private long _acked;
    private long _sent;
    private volatile bool _ending;

    /// <summary>Scans given to the socket.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>PUBACKs so far.</summary>
    public long Acked => Volatile.Read(ref _acked);

    /// <summary>Time from when a scan was due to its PUBACK, stopwatch ticks.</summary>
    public LongHistogram Latency { get; } = new(MaxSeconds * Stopwatch.Frequency, 2);

    public Task ConnectAsync(int port, string id) => MqttSocket.ConnectAsync(_socket, port, id);

    /// <summary>Sends what is due until told to stop, then waits for what is in flight.</summary>
    public Task RunAsync(Pace pace, CancellationToken stop) => Task.WhenAll(SendAsync(pace, stop), ReceiveAsync(pace));

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(Pace pace, CancellationToken stop)
    {
        while (!_ending)
        {
            var due = pace.DueBy(Stopwatch.GetTimestamp()) - _sent;
            if (due <= 0 && !stop.IsCancellationRequested)
            {
                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), pace.DueAt(_sent));
                await Task.Delay(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
            var count = (int)Math.Clamp(due, 1, Burst);
            for (var i = 0; i < count; i++) scans.Write(_send.AsSpan(i * scans.Length));
            // The last scan is sent in any case, after it is said that it is the last: its PUBACK ends the reading.
            var ending = stop.IsCancellationRequested;
            Volatile.Write(ref _sent, _sent + count);
            _ending = ending;
            for (var at = 0; at < count * scans.Length;) at += await _socket.SendAsync(_send.AsMemory(at, count * scans.Length - at), CancellationToken.None);
        }
    }

    private async Task ReceiveAsync(Pace pace)
    {
        while (!_ending || _acked < Sent)
        {
            var bytes = MqttSocket.Received(await _socket.ReceiveAsync(_receive.AsMemory(), CancellationToken.None));
            var now = Stopwatch.GetTimestamp();
            // A PUBACK of 3.1.1 is always 40 02 and the packet id; a read may end in its middle.
            var whole = (_skip + bytes) / 4;
            if (_skip == 0 && _receive[0] != 0x40) throw new InvalidOperationException($"packet of type {_receive[0]:x2}");
            _skip = (_skip + bytes) % 4;
            for (var i = 0; i < whole; i++) Latency.RecordValue(Math.Clamp(now - pace.DueAt(_acked + i), 1, MaxSeconds * Stopwatch.Frequency));
            Volatile.Write(ref _acked, _acked + whole);
        }
    }
}
