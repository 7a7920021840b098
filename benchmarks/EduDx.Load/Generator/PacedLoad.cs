using System.Diagnostics;
using HdrHistogram;

namespace EduDx.Load.Generator;

/// <summary>What an open loop saw.</summary>
/// <param name="Sent">Scans sent.</param>
/// <param name="Acked">Scans acknowledged, those of the end included.</param>
/// <param name="SentPerSecond">Scans a second given to the sockets while it ran; below what was asked when the server did not take more.</param>
/// <param name="P50Ms">Median from when a scan was due to its PUBACK, milliseconds.</param>
/// <param name="P99Ms">The same, 99 of 100.</param>
/// <param name="GeneratorCores">Processor time of the generator itself, cores.</param>
internal sealed record PacedResult(long Sent, long Acked, double SentPerSecond, double P50Ms, double P99Ms, double GeneratorCores);

/// <summary>An open loop: one connection a kiosk, scans due at a fixed rate, whatever the server does.</summary>
internal sealed class PacedLoad : IDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    // Above the numbers that a load at full speed takes.
    private const uint FirstId = 0x80000000;

    private readonly uint _firstId;
    private readonly double _perSecond;
    private readonly PacedConnection[] _connections;
    private Pace[] _paces = [];

    /// <param name="kiosks">One a connection.</param>
    /// <param name="at">When the scans happened.</param>
    /// <param name="perSecond">Scans a second of all together.</param>
    /// <param name="firstId">Number of the first connection in the ids of its events; the others follow.</param>
    /// <param name="cards">Pupils of each connection, by turns.</param>
    private PacedLoad(Kiosk[] kiosks, DateTimeOffset at, double perSecond, uint firstId, int cards = Scans.FewCards)
    {
        (_firstId, _perSecond) = (firstId, perSecond);
        _connections = [.. kiosks.Select((k, i) => new PacedConnection(new Scans(k, at, firstId + (uint)i, cards)))];
    }

    /// <summary>A load of scans that happen now by the server's clock, connected.</summary>
    /// <param name="ops">The server.</param>
    /// <param name="kiosks">One a connection.</param>
    /// <param name="perSecond">Scans a second of all together.</param>
    /// <param name="cards">Pupils of each connection, by turns.</param>
    /// <param name="run">Number of the load among those of one server, so that no two send the same ids.</param>
    public static async Task<PacedLoad> ConnectedAsync(OpsPeer ops, Kiosk[] kiosks, double perSecond, int cards = Scans.FewCards, int run = 0)
    {
        var load = new PacedLoad(kiosks, await ops.NowAsync(), perSecond, FirstId + (uint)(run * kiosks.Length), cards);
        await load.ConnectAsync(ops.Port);
        return load;
    }

    private async Task ConnectAsync(int port)
    {
        for (var i = 0; i < _connections.Length; i++) await _connections[i].ConnectAsync(port, $"paced-{_firstId + i}");
    }

    /// <summary>Sends until told to stop, then waits for what is in flight.</summary>
    public async Task<PacedResult> RunAsync(CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        _paces = [.. _connections.Select((_, i) => new Pace(start, _perSecond, _connections.Length, i))];
        var running = _connections.Select((c, i) => Task.Run(() => c.RunAsync(_paces[i], stop), CancellationToken.None)).ToArray();
        var ended = await Task.WhenAny([Task.Delay(Timeout.Infinite, stop), .. running]);
        if (ended.IsFaulted) await ended;
        var (sent, seconds) = (_connections.Sum(c => c.Sent), Stopwatch.GetElapsedTime(start).TotalSeconds);
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        await Task.WhenAll(running).WaitAsync(EndLimit, CancellationToken.None);
        var latency = new LongHistogram(1000 * Stopwatch.Frequency, 2);
        foreach (var connection in _connections) latency.Add(connection.Latency);
        return new(_connections.Sum(c => c.Sent), _connections.Sum(c => c.Acked), sent / seconds, Ms(50), Ms(99), cpu.TotalSeconds / seconds);

        double Ms(double percentile) => latency.GetValueAtPercentile(percentile) * 1e3 / Stopwatch.Frequency;
    }

    /// <summary>Runs for so long.</summary>
    public async Task<PacedResult> RunAsync(TimeSpan length)
    {
        using var stop = new CancellationTokenSource(length);
        return await RunAsync(stop.Token);
    }

    /// <summary>Stopwatch time at which a scan of this load was due, by the id of its event; null for the event of someone else.</summary>
    public long? DueAt(UInt128 id)
    {
        var connection = (uint)(id >> 96) - _firstId;
        return connection < _paces.Length ? _paces[connection].DueAt((long)((ulong)id & 0xFFFF_FFFF_FFFF)) : null;
    }

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Dispose();
    }
}
