using System.Diagnostics;
using HdrHistogram;

namespace EduDx.Load.Generator;

/// <summary>What one run of the generator saw.</summary>
/// <param name="PerSecond">Acknowledged messages a second.</param>
/// <param name="Messages">Acknowledged messages, those of the run's end included.</param>
/// <param name="P50Micros">Median from send to PUBACK, microseconds.</param>
/// <param name="P99Micros">The same, 99 of 100.</param>
/// <param name="GeneratorCores">Processor time of the generator itself, cores.</param>
internal sealed record LoadResult(double PerSecond, long Messages, double P50Micros, double P99Micros, double GeneratorCores);

/// <summary>The load: so many connections with so many scans in flight each.</summary>
/// <param name="kiosks">Where the scans come from.</param>
/// <param name="at">When they happened.</param>
/// <param name="connections">Connections.</param>
/// <param name="inFlight">Scans in flight on each.</param>
/// <param name="secrets">Secrets by path of the kiosk; null where none is asked for.</param>
internal sealed class MqttLoad(Kiosk[] kiosks, DateTimeOffset at, int connections = MqttLoad.Connections, int inFlight = MqttLoad.InFlight, IReadOnlyDictionary<string, string>? secrets = null)
{
    /// <summary>Connections of a load at full speed.</summary>
    public const int Connections = 64;

    /// <summary>Scans in flight on each of them.</summary>
    public const int InFlight = 20;

    private uint _run;

    public async Task<LoadResult> RunAsync(int port, TimeSpan length)
    {
        var (run, clients) = Clients();
        try
        {
            await ConnectAsync(clients, port, run);
            using var stop = new CancellationTokenSource();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var running = clients.Select(c => Task.Run(() => c.RunAsync(stop.Token))).ToArray();
            await Task.WhenAny(Task.Delay(length), Task.WhenAll(running));
            var acked = clients.Sum(c => c.Acked);
            var seconds = watch.Elapsed.TotalSeconds;
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            await stop.CancelAsync();
            await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(20));
            var latency = new LongHistogram(10 * Stopwatch.Frequency, 3);
            foreach (var client in clients) latency.Add(client.Latency);
            return new(acked / seconds, clients.Sum(c => c.Acked), Micros(latency, 50), Micros(latency, 99), cpu.TotalSeconds / seconds);
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }
    }

    /// <summary>Sends so many, shared among the connections, and waits for every PUBACK.</summary>
    /// <returns>Stopwatch timestamps of the first send and of the last PUBACK.</returns>
    public async Task<(long Began, long Acked)> SendAsync(int port, int messages)
    {
        var (run, clients) = Clients();
        try
        {
            await ConnectAsync(clients, port, run);
            var began = Stopwatch.GetTimestamp();
            var sending = clients.Select((c, i) => Task.Run(() => c.RunAsync(CancellationToken.None, messages / connections + (i < messages % connections ? 1 : 0))));
            await Task.WhenAll(sending).WaitAsync(TimeSpan.FromMinutes(2));
            return (began, Stopwatch.GetTimestamp());
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }
    }

    private (uint Run, LoadConnection[] Clients) Clients()
    {
        var run = _run++;
        return (run, [.. Enumerable.Range(0, connections).Select(i => new LoadConnection(new Scans(kiosks[i % kiosks.Length], at, run * 1024 + (uint)i), inFlight))]);
    }

    private async Task ConnectAsync(LoadConnection[] clients, int port, uint run)
    {
        for (var i = 0; i < clients.Length; i++)
        {
            var path = kiosks[i % kiosks.Length].User;
            await (secrets is null ? clients[i].ConnectAsync(port, $"load-{run}-{i}") : clients[i].ConnectAsync(port, path, secrets[path]));
        }
    }

    private static double Micros(LongHistogram histogram, double percentile) => histogram.GetValueAtPercentile(percentile) * 1e6 / Stopwatch.Frequency;
}
