using EduDx.Log;
using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>
/// Power cuts without a machine to unplug: every write, sync, name and acknowledgement of a real server is recorded in order, from its first start on and over a
/// kill and a restart, and played back into a disk that forgets what was not synced. At each cut the log must open and hold what was
/// acknowledged until then.
/// </summary>
[Collection(Alone.Name)]
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Seed = 20261201;

    [NeedsRootFact]
    public async Task After_a_power_cut_at_any_moment_the_log_opens_and_holds_what_was_acknowledged()
    {
        var traces = new[] { Path.GetTempFileName(), Path.GetTempFileName() };
        try
        {
            await using var server = new ServerProcess();
            var ledger = new ScanLedger();
            var byPacket = new Dictionary<ushort, int[]>();
            foreach (var trace in traces)
            {
                server.Tracer = ["strace", "-D", "-f", "--seccomp-bpf", "-yy", "-xx", "-s", "10000000", "-o", trace, "-e", $"trace={SyscallTrace.Calls}", "-e", "signal=none"];
                await server.StartAsync();
                await PublishAsync(server, ledger, byPacket, Night.Or(120, 1500));
                await server.KillAsync();
            }
            server.Tracer = [];
            await CutAsync(Path.Combine(server.Data, "log"), traces, byPacket);
            await server.StartAsync();
            output.WriteLine(await ledger.JudgeAsync(server));
        }
        finally
        {
            foreach (var trace in traces) File.Delete(trace);
        }
    }

    private async Task CutAsync(string folder, string[] traces, Dictionary<ushort, int[]> byPacket)
    {
        // The tracer writes its last lines when the process is gone.
        await Task.Delay(500);
        var calls = traces.SelectMany(SyscallTrace.Read).Where(c => c.Kind == TracedKind.Sent || c.Path.StartsWith(folder, StringComparison.Ordinal)).ToArray();
        var syncs = calls.Count(c => c.Kind == TracedKind.Sync);
        Assert.True(syncs > 50, $"{syncs} syncs in {calls.Length} calls");
        var random = new Random(Seed);
        var cuts = Enumerable.Range(0, Night.Or(60, 400)).Select(_ => random.Next(1, calls.Length + 1)).ToHashSet();
        var disk = new SyncedDisk(folder);
        var acknowledged = new HashSet<UInt128>();
        var dropped = 0;
        for (var at = 0; at < calls.Length; at++)
        {
            if (calls[at].Kind != TracedKind.Sent) disk.Apply(calls[at]);
            else if (calls[at].Bytes.Length % 4 == 0) acknowledged.UnionWith(RawKiosk.Identifiers(calls[at].Bytes).Where(byPacket.ContainsKey).SelectMany(id => byPacket[id]).Select(n => IdOf(Said.Id(n))));
            if (!cuts.Contains(at + 1)) continue;
            var image = disk.Cut(random);
            List<UInt128> left;
            try
            {
                left = image.Open();
            }
            catch (LogDamagedException e)
            {
                throw new InvalidOperationException($"a cut behind call {at} of {calls.Length} ({calls[at].Kind} {calls[at].Path}) leaves a log that does not open: {e.Message}", e);
            }
            var lost = acknowledged.Except(left).Count();
            Assert.True(lost == 0, $"a cut behind call {at} ({calls[at].Kind} {calls[at].Path}) loses {lost} of {acknowledged.Count}");
            dropped += left.Count > acknowledged.Count ? 0 : 1;
        }
        Assert.Equal(byPacket.Values.Sum(n => n.Length), acknowledged.Count);
        output.WriteLine($"{cuts.Count} power cuts in {calls.Length} calls with {syncs} syncs: the log opened each time, 0 of {acknowledged.Count} acknowledged events lost; {dropped} cuts left not one event more than that");
    }

    private static async Task PublishAsync(ServerProcess server, ScanLedger ledger, Dictionary<ushort, int[]> byPacket, int bursts)
    {
        var random = new Random(Seed + byPacket.Count);
        using var kiosk = await RawKiosk.ConnectedAsync(server.MqttPort, "traced");
        for (var burst = 0; burst < bursts; burst++)
        {
            var messages = new List<(ushort, string)>();
            // Now and then more than a block of the log at once.
            var (count, size) = burst % 20 == 19 ? (30, 40) : (random.Next(1, 8), random.Next(1, 4));
            for (var i = 0; i < count; i++)
            {
                var id = (ushort)(byPacket.Count + 1);
                byPacket[id] = ledger.Take(size);
                messages.Add((id, ScanLedger.Message(byPacket[id])));
            }
            await kiosk.PublishAsync(messages);
            foreach (var (id, _) in messages) ledger.Acknowledge(byPacket[id]);
        }
    }

    private static UInt128 IdOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
