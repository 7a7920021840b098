using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>
/// The disk says no: at the n-th sync or write of the log, or by being slow or full. From the failed call on nothing is acknowledged, the
/// server says so, and after a restart on a mended disk everything that was acknowledged is there.
/// </summary>
[Collection(Alone.Name)]
public sealed class FailingDiskTests(ITestOutputHelper output)
{
    private const int Seed = 20261125;

    public static TheoryData<string, string, int> Failures
    {
        get
        {
            var cases = new TheoryData<string, string, int> { { "fdatasync", "EIO", 1 }, { "fdatasync", "EIO", 7 }, { "write", "EIO", 2 }, { "write", "ENOSPC", 5 } };
            if (!Night.IsOn) return cases;
            foreach (var n in Enumerable.Range(1, 25))
            {
                cases.Add("fdatasync", "EIO", 20 + n);
                cases.Add("write", "ENOSPC", 20 + n);
            }
            return cases;
        }
    }

    [NeedsRootTheory]
    [MemberData(nameof(Failures))]
    public async Task From_the_call_that_fails_nothing_is_acknowledged_until_a_restart(string call, string error, int n)
    {
        await using var server = await ServerProcess.StartedAsync();
        server.Output.Expect("A write to the log in");
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 3, Seed + n);
        await ledger.MoreAsync(200);
        var log = Path.Combine(server.Data, "log");
        var wal = Path.Combine(log, LogImage.Of(log).NewestWal);
        int injected;
        await using (var strace = await Strace.AttachedAsync(server.Pid, call, $"error={error}:when={n}", wal))
        {
            // One call fails and the next would succeed: the failure must not be forgotten.
            await Until.TrueAsync(async () => !await server.IsReadyAsync(), "the failed call is noticed");
            injected = strace.Injected;
        }
        Assert.Equal(1, injected);
        using (var ready = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative)))
        {
            Assert.Contains("Mend the disk and restart", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        // What was on its way is answered by now; from here on the number stands still.
        await Task.Delay(500);
        var before = ledger.Acknowledged;
        await Task.Delay(1500);
        Assert.Equal(before, ledger.Acknowledged);

        await server.KillAsync();
        await server.RestartAsync();
        await ledger.HoldsAsync(server, before);
        await kiosks.FinishAsync();
        output.WriteLine($"{call} number {n} fails with {error}: {await ledger.JudgeAsync(server)}");
    }

    [NeedsRootFact]
    public async Task A_slow_disk_slows_acknowledgements_and_loses_nothing()
    {
        await using var server = await ServerProcess.StartedAsync();
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 4, Seed, timeoutSeconds: 15);
        await ledger.MoreAsync(200);
        var log = Path.Combine(server.Data, "log");
        int delayed;
        await using (var strace = await Strace.AttachedAsync(server.Pid, "fdatasync", "delay_enter=150ms", Path.Combine(log, LogImage.Of(log).NewestWal)))
        {
            await ledger.MoreAsync(Night.Or(500, 20_000), TimeSpan.FromMinutes(10));
            delayed = strace.Injected;
            Assert.True(await server.IsReadyAsync());
        }
        Assert.True(delayed > 3, $"{delayed} syncs waited");
        await kiosks.FinishAsync();
        output.WriteLine($"{delayed} syncs of 150 ms more: {await ledger.JudgeAsync(server)}");
    }

    [Fact]
    public async Task A_log_folder_that_is_taken_away_stops_ingest_and_not_the_server()
    {
        await using var server = await ServerProcess.StartedAsync();
        server.Output.Expect("is gone");
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 2, Seed);
        await ledger.MoreAsync(200);
        var log = Path.Combine(server.Data, "log");
        Directory.Move(log, log + ".away");
        await Until.TrueAsync(async () => !await server.IsReadyAsync(), "the missing folder is noticed", TimeSpan.FromSeconds(5));
        await Task.Delay(500);
        var before = ledger.Acknowledged;
        await Task.Delay(1000);
        Assert.Equal(before, ledger.Acknowledged);
        await ledger.HoldsAsync(server, before);
        await server.KillAsync();
        Directory.Move(log + ".away", log);
        await server.RestartAsync();
        await ledger.HoldsAsync(server, before);
        await kiosks.FinishAsync();
        output.WriteLine($"a folder that came back: {await ledger.JudgeAsync(server)}");
    }

    [NeedsRootFact]
    public async Task A_disk_that_is_really_full_stops_ingest_and_nothing_else_is_lost()
    {
        var mount = Directory.CreateTempSubdirectory("edudx-full-disk-").FullName;
        var (code, said) = await Tool.RunAsync("mount", ["-t", "tmpfs", "-o", "size=192m", "tmpfs", mount]);
        Assert.True(code == 0, said);
        try
        {
            // No floor: the write itself meets the end of the disk.
            await using var server = new ServerProcess("--Ops:Log:DiskFloorMiB=0", "--Ops:Pipeline:SnapshotSeconds=1") { Data = Path.Combine(mount, "data") };
            await server.StartAsync();
            foreach (var words in new[] { "A write to the log in", "No space left", "not enough space", "snapshot", "Hosting failed", "BackgroundService failed" }) server.Output.Expect(words);
            var ledger = new ScanLedger();
            // Up to 17 MiB of the write-ahead log are reserved ahead and are not "full": enough kiosks to write them in seconds.
            await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 12, Seed);
            await ledger.MoreAsync(500);
            var filler = Path.Combine(mount, "filler");
            FillUp(filler);
            await Until.TrueAsync(async () => server.HasExited || !await server.IsReadyAsync(), "the full disk is noticed", TimeSpan.FromSeconds(120));
            await Task.Delay(500);
            var before = ledger.Acknowledged;
            await Task.Delay(1500);
            Assert.Equal(before, ledger.Acknowledged);
            Assert.False(server.HasExited, $"a full disk must not end the server: its figures are still wanted\n{server.Output}");
            await ledger.HoldsAsync(server, before);
            await server.KillAsync();
            // A process that ends lets go of files that it had deleted and still held: that room is taken too.
            FillUp(filler);
            var (again, why) = await server.RunToEndAsync();
            Assert.True(again == 2, $"ended with {again}: {why}");
            Assert.DoesNotContain("is damaged", why, StringComparison.Ordinal);

            File.Delete(filler);
            await server.RestartAsync();
            await ledger.HoldsAsync(server, before);
            await kiosks.FinishAsync();
            output.WriteLine($"a disk without a free byte: {await ledger.JudgeAsync(server)}");
        }
        finally
        {
            await Tool.RunAsync("umount", ["-l", mount]);
            Directory.Delete(mount);
        }
    }

    private static void FillUp(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 4 << 10, 1 })
        {
            var block = new byte[size];
            try
            {
                while (true) file.Write(block);
            }
            catch (IOException)
            {
                // Full for blocks of this size.
            }
        }
    }
}
