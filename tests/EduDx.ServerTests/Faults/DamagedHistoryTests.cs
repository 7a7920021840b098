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
        var sound = await File.ReadAllBytesAsync(path);
        var verdicts = new List<string>();
        for (var n = 0; n < Night.Or(5, 100); n++)
        {
            var damaged = sound.ToArray();
            // The first three are where it hurts: the head of the file, its middle, and its end missing.
            var what = n switch { 0 => Damage(damaged, 10, 64), 1 => Damage(damaged, damaged.Length / 2, 4096), 2 => "cut", _ => Damage(damaged, random.Next(damaged.Length), 16) };
            await File.WriteAllBytesAsync(path, n == 2 ? damaged[..(damaged.Length / 3)] : damaged);
            await server.RestartAsync();
            await ledger.HoldsAsync(server, ledger.Acknowledged);
            verdicts.Add($"{what}: {await LookAsync(server, ledger)}");
            output.WriteLine(verdicts[^1]);
            if (!server.HasExited) await server.StopAsync();
        }
    }

    private static async Task<string> LookAsync(ServerProcess server, ScanLedger ledger)
    {
        await Task.Delay(1500);
        using var ready = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative));
        var text = await ready.Content.ReadAsStringAsync();
        try
        {
            var history = (await server.HistoryAsync("scans", more: "&bucket=1d")).Rows.Sum(r => r.Values["scans"]);
            return $"{history} of {ledger.Acknowledged}; {text}";
        }
        catch (HttpRequestException e)
        {
            return $"{e.Message}; {text}";
        }
    }

    private static string Damage(byte[] bytes, int at, int length)
    {
        for (var i = at; i < Math.Min(bytes.Length, at + length); i++) bytes[i] ^= 0xA5;
        return $"{length} bytes at {at} of {bytes.Length}";
    }
}
