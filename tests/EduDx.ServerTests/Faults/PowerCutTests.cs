using System.Buffers.Binary;
using EduDx.Log;
using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>
/// Power cuts without a machine to unplug: the server's whole data folder is on a disk of our own that forgets what was not synced. It is cut at one change or
/// sync after another, under load and while the server starts; the server is killed and starts again on what is left.
/// </summary>
[Collection(Alone.Name)]
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Seed = 20261201;

    [NeedsFuseFact]
    public async Task After_a_power_cut_at_any_moment_the_server_starts_and_holds_what_was_acknowledged()
    {
        var random = new Random(Seed);
        await using var disk = new CutDisk(ways: 4);
        await disk.MountAsync(random.Next());
        await using var server = ServerOn(disk);
        await server.StartAsync();
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 4, Seed, window: Night.Or(4, 1), pauseMs: 20);
        await ledger.MoreAsync(100);
        var (cuts, starts, images, syncs) = (0, 0, 0, 0L);
        while (cuts < Night.Or(4, 200))
        {
            disk.CutAt(random.Next(1, 500));
            await disk.Cut.WaitAsync(TimeSpan.FromSeconds(30));
            await server.KillAsync();
            await ForgottenAsync();
            if (cuts % 4 == 2)
            {
                disk.CutAt(random.Next(1, 120));
                await server.KillWhileStartingAsync(() => disk.Cut);
                await ForgottenAsync();
                starts++;
            }
            var before = ledger.Acknowledged;
            await server.RestartAsync();
            await ledger.HoldsAsync(server, before);
            if (cuts % 20 == 0) output.WriteLine($"{cuts} cuts, {before} scans acknowledged and held");
        }
        await kiosks.FinishAsync();
        output.WriteLine($"{cuts} power cuts, {starts} of them during a start, after {syncs} syncs: {await ledger.JudgeAsync(server)}; all {images} ways that they could have left the log open and hold what was acknowledged");
        // In order, so that the disk can be taken away.
        Assert.Equal(0, await server.StopAsync());

        async Task ForgottenAsync()
        {
            images += await ForgetAsync(disk, ledger);
            (cuts, syncs) = (cuts + 1, syncs + disk.Taken.Syncs);
            await disk.MountAsync(random.Next());
        }
    }

    // The judge must find a disk that lies, or it would find nothing.
    [NeedsFuseFact]
    public async Task What_a_disk_forgets_that_it_had_synced_is_found()
    {
        await using var disk = new CutDisk(ways: 1, lies: true);
        await disk.MountAsync(Seed);
        await using var server = ServerOn(disk);
        await server.StartAsync();
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 2, Seed);
        await ledger.MoreAsync(500);
        disk.CutAt(1);
        await disk.Cut.WaitAsync(TimeSpan.FromSeconds(30));
        await server.KillAsync();
        var found = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => ForgetAsync(disk, ledger));
        output.WriteLine($"found: {found.Message}");
    }

    private static ServerProcess ServerOn(CutDisk disk)
    {
        var server = new ServerProcess("--Ops:Pipeline:SnapshotSeconds=1") { Data = Path.Combine(disk.Folder, "data") };
        // What a server says whose disk is gone.
        foreach (var words in new[] { "Input/output error", "A write to the log in" }) server.Output.Expect(words);
        return server;
    }

    /// <summary>Takes the disk away; every way that it could have been left must hold what was acknowledged.</summary>
    private static async Task<int> ForgetAsync(CutDisk disk, ScanLedger ledger)
    {
        var acknowledged = ledger.AcknowledgedNumbers.Select(n => IdOf(Said.Id(n))).ToHashSet();
        await disk.UnmountAsync();
        await Parallel.ForEachAsync(disk.Images, (image, _) =>
        {
            var log = Path.Combine(image, "data", "log");
            Assert.True(Directory.Exists(log), $"{acknowledged.Count} scans were acknowledged, and the folder of the log is not there");
            List<UInt128> left = [];
            try
            {
                left = LogImage.Of(log).Open();
            }
            catch (LogDamagedException e)
            {
                Assert.Fail($"the power cut leaves a log that does not open: {e.Message}");
            }
            var lost = acknowledged.Except(left).Count();
            Assert.True(lost == 0, $"the power cut loses {lost} of {acknowledged.Count} acknowledged scans");
            return ValueTask.CompletedTask;
        });
        return disk.Images.Length;
    }

    private static UInt128 IdOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
