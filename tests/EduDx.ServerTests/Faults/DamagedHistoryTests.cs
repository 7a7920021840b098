using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>The history's file damaged at random places while the server is down: live figures and ingest go on, and history is right again from the log.</summary>
[Collection(Alone.Name)]
public sealed class DamagedHistoryTests(ITestOutputHelper output)
{
    private const int Seed = 20261130;

    [Fact]
    public async Task A_damaged_history_is_rebuilt_from_the_log_or_names_the_way_out()
    {
        var random = new Random(Seed);
        await using var server = await ServerProcess.StartedAsync();
        var ledger = new ScanLedger();
        await using (var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 4, Seed))
        {
            await ledger.MoreAsync(4_000);
            await kiosks.FinishAsync();
        }
        await ledger.JudgeAsync(server);
        Assert.Equal(0, await server.StopAsync());
        var path = Path.Combine(server.Data, "history.duckdb");
        var sound = new[] { path, path + ".wal" }.Where(File.Exists).ToDictionary(f => f, File.ReadAllBytes);
        var (rebuilt, harmless) = (0, 0);
        for (var n = 0; n < Night.Or(6, 100); n++)
        {
            var target = sound.Keys.ElementAt(n % sound.Count);
            var damaged = sound[target].ToArray();
            // The first ones are where it hurts: the head of a file, and its end missing.
            var what = n < sound.Count ? Damage(damaged, 10, 64) : n < 2 * sound.Count ? "the last third missing" : Damage(damaged, random.Next(damaged.Length), 16);
            if (n / sound.Count == 1) damaged = damaged[..(damaged.Length * 2 / 3)];
            foreach (var (file, bytes) in sound) await File.WriteAllBytesAsync(file, file == target ? damaged : bytes);
            await server.RestartAsync();
            await ledger.HoldsAsync(server, ledger.Acknowledged);
            var isRefused = await IsRefusedAsync(server);
            if (isRefused)
            {
                // The way out, as the message and docs/operations/history-behind.md say it.
                Assert.Equal(0, await server.StopAsync());
                foreach (var file in new[] { path, path + ".wal" }) File.Delete(file);
                await server.RestartAsync();
                rebuilt++;
            }
            else
            {
                harmless++;
            }
            output.WriteLine($"{Path.GetFileName(target)}, {what}: {(isRefused ? "refused by name; deleted and rebuilt" : "opened")}: {await ledger.JudgeAsync(server)}");
            Assert.Equal(0, await server.StopAsync());
        }
        Assert.True(rebuilt > 0, $"{rebuilt} rebuilt, {harmless} harmless");
    }

    // Either the store is open, or /readyz names the file and what to do with it.
    private static async Task<bool> IsRefusedAsync(ServerProcess server)
    {
        var text = "";
        await Until.TrueAsync(
            async () =>
            {
                using var ready = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative));
                text = await ready.Content.ReadAsStringAsync();
                return text.Contains("the history store is behind", StringComparison.Ordinal) || (await server.CountersAsync()).HistoryOffset > 0;
            },
            "the store opens or says why not");
        if (!text.Contains("behind", StringComparison.Ordinal)) return false;
        Assert.Contains("history.duckdb.wal: history is rebuilt from the log", text, StringComparison.Ordinal);
        return true;
    }

    private static string Damage(byte[] bytes, int at, int length)
    {
        for (var i = at; i < Math.Min(bytes.Length, at + length); i++) bytes[i] ^= 0xA5;
        return $"{length} bytes at {at} of {bytes.Length}";
    }
}
