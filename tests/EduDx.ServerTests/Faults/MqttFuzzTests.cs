using System.Net.Sockets;
using EduDx.ServerTests.Servers;
using EduDx.Tests;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>Mutated packets on the real port: the server cuts connections off or takes what makes sense, logs no fault, stays small and goes on serving others.</summary>
[Collection(Alone.Name)]
public sealed class MqttFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20261202;
    private const int Workers = 8;

    private static readonly (string Name, byte[] Bytes)[] Corpus =
        [.. Directory.GetFiles(Path.Combine(Repo.Root, "tests", "Fixtures", "fuzz", "mqtt")).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];

    [Fact]
    public async Task Mutated_packets_end_connections_and_nothing_else()
    {
        var packets = Night.Or(4_000, 1_000_000);
        await using var server = await ServerProcess.StartedAsync("--Ops:Mqtt:LoginSeconds=1");
        // MQTTnet's own, of a message to a subscriber that does not read: the oldest is dropped and counted, and nobody waits for it.
        server.Output.Expect("Send buffer max pending messages overflow occurred");
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 2, Seed, window: 2, timeoutSeconds: 30, pauseMs: 20);
        await FuzzAsync(server, 0, 400);
        var before = server.WorkingSet;
        var ended = await FuzzAsync(server, 1, packets);
        await kiosks.FinishAsync();
        Assert.Equal(0, kiosks.Reconnects);
        // Some of the mutated events are well-formed ones: they are in the log as others are, and the kiosks' own are all there.
        var counters = await server.DrainedAsync();
        Assert.True(counters.Stored >= ledger.Acknowledged, $"{ledger.Acknowledged} acknowledged, {counters.Stored} stored");
        var grown = (server.WorkingSet - before) >> 20;
        Assert.InRange(grown, -1000, 96);
        Assert.True(ended > packets / 100, $"{ended} connections were cut off: the mutator reaches the guard");
        output.WriteLine($"{packets} mutated packets: {ended} connections cut off by the server, {counters.Rejected} events rejected and kept, no fault logged, {grown} MiB more; {ledger.Acknowledged} scans of others acknowledged meanwhile");
    }

    private static async Task<int> FuzzAsync(ServerProcess server, int round, int packets)
    {
        var ended = 0;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(async worker =>
        {
            var random = new Random(Seed + round * 100 + worker);
            for (var sent = 0; sent < packets / Workers;)
            {
                var count = random.Next(1, 12);
                if (await ConnectionAsync(server, random, count)) Interlocked.Increment(ref ended);
                sent += count;
            }
        })).WaitAsync(TimeSpan.FromHours(1));
        return ended;
    }

    // True when the server ended the connection. Silence is an answer too: the server waits for the rest of a packet.
    private static async Task<bool> ConnectionAsync(ServerProcess server, Random random, int count)
    {
        var first = Corpus.Where(c => c.Name.StartsWith("a-", StringComparison.Ordinal)).ToArray();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", server.MqttPort);
        var connect = first[random.Next(first.Length)].Bytes;
        var bytes = new List<byte>(random.Next(10) < 7 ? connect : Mutator.Mutate(random, connect));
        for (var i = 0; i < count; i++)
        {
            var packet = Corpus[random.Next(Corpus.Length)].Bytes;
            bytes.AddRange(random.Next(4) == 0 ? packet : Mutator.Mutate(random, packet));
        }
        try
        {
            await socket.SendAsync(bytes.ToArray());
            using var quiet = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
            var answer = new byte[4096];
            while (await socket.ReceiveAsync(answer, SocketFlags.None, quiet.Token) > 0) { }
            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
