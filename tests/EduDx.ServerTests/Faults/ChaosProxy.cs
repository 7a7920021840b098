using System.Net;
using System.Net.Sockets;

namespace EduDx.ServerTests.Faults;

/// <summary>What a bad line does to a connection.</summary>
/// <param name="ResetPercent">Chunks after which both ends are reset, in percent; half of the chunk may have gone through.</param>
/// <param name="SlicePercent">Chunks that go through byte by byte, in percent.</param>
/// <param name="DelayPercent">Chunks that wait up to 30 ms, in percent.</param>
internal readonly record struct BadLine(int ResetPercent, int SlicePercent, int DelayPercent);

/// <summary>A line between clients and a server that loses, delays and slices as its seed says, and can fall silent without closing.</summary>
internal sealed class ChaosProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _pumps = [];
    private readonly int _target;
    private readonly int _seed;
    private readonly BadLine _line;
    private readonly Task _accepting;
    private int _resets;
    private int _slices;
    private int _delays;
    private volatile TaskCompletionSource? _silence;

    public ChaosProxy(int target, int seed, BadLine line)
    {
        (_target, _seed, _line) = (target, seed, line);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Figures => $"{_resets} resets, {_slices} chunks sliced into bytes, {_delays} delayed";

    public int Resets => _resets;

    /// <summary>From now on nothing goes through, and nobody is told: both ends are half open.</summary>
    public void FallSilent() => _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Connections that are made from now on work again; the silent ones stay silent.</summary>
    public void Mend() => _silence = null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_pumps).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        for (var n = 0; ; n++)
        {
            var client = await _listener.AcceptSocketAsync(_stop.Token);
            _pumps.Add(ServeAsync(client, n));
        }
    }

    private async Task ServeAsync(Socket client, int n)
    {
        using var near = client;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            var first = await Task.WhenAny(PumpAsync(near, far, new Random(_seed + n * 2)), PumpAsync(far, near, new Random(_seed + n * 2 + 1)));
            // Not an orderly end: both sides see a reset.
            near.LingerState = far.LingerState = new LingerOption(true, 0);
            await first;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The line is down; both sockets are closed.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Random random)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var read = await from.ReceiveAsync(buffer, SocketFlags.None, _stop.Token);
            if (_silence is { } silence) await silence.Task.WaitAsync(_stop.Token);
            if (read == 0) return;
            if (random.Next(100) < _line.DelayPercent)
            {
                Interlocked.Increment(ref _delays);
                await Task.Delay(random.Next(1, 30), _stop.Token);
            }
            if (random.Next(100) < _line.ResetPercent)
            {
                Interlocked.Increment(ref _resets);
                await to.SendAsync(buffer.AsMemory(0, random.Next(read)), SocketFlags.None, _stop.Token);
                return;
            }
            if (random.Next(100) < _line.SlicePercent)
            {
                Interlocked.Increment(ref _slices);
                for (var i = 0; i < read; i++) await to.SendAsync(buffer.AsMemory(i, 1), SocketFlags.None, _stop.Token);
            }
            else
            {
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None, _stop.Token);
            }
        }
    }
}
