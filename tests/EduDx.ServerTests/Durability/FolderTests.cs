using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Durability;

/// <summary>The data folder: one server at a time, damage is refused by name, and what can be rebuilt is.</summary>
public sealed class FolderTests
{
    private static readonly DateTimeOffset Start = Said.At("2026-11-23T06:20:00");

    [Fact]
    public async Task After_an_orderly_stop_the_history_is_one_file()
    {
        await using var server = await ServerProcess.StartedAsync();
        await using (var kiosk = await Device.ConnectAsync(server.MqttPort)) await kiosk.PublishAsync(Said.Kiosk1, Said.Scan(1, Said.Card(1), await server.NowAsync()));
        await server.DrainedAsync();
        Assert.True(File.Exists(Path.Combine(server.Data, "history.duckdb.wal")), "nothing to fold in: the test shows nothing");
        Assert.Equal(0, await server.StopAsync());
        Assert.False(File.Exists(Path.Combine(server.Data, "history.duckdb.wal")), "rows are left outside history.duckdb");
    }

    [Fact]
    public async Task A_second_server_on_the_folder_ends_with_one_clear_line()
    {
        await using var server = await ServerProcess.StartedAsync();
        var (code, output) = await server.RunToEndAsync();
        Assert.Equal(2, code);
        var line = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("in use by another process", line, StringComparison.Ordinal);
        Assert.Contains(server.Data, line, StringComparison.Ordinal);
        Assert.True(await server.IsReadyAsync());
    }

    [Fact]
    public async Task A_flipped_byte_in_the_middle_of_the_log_is_refused()
    {
        await using var server = await ServerProcess.StartedAsync();
        await FillAsync(server);
        await server.KillAsync();
        Flip(new DirectoryInfo(Path.Combine(server.Data, "log")).GetFiles("*.log").MaxBy(f => f.Length)!);

        var (code, output) = await server.RunToEndAsync();
        Assert.True(code == 2, $"ended with {code}: {output}");
        Assert.Contains($"The log in {Path.Combine(server.Data, "log")} is damaged", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flipped_byte_in_a_table_is_refused()
    {
        await using var server = await ServerProcess.StartedAsync();
        await FillAsync(server);
        // Each orderly start after a kill writes what the write-ahead log held into a table.
        await server.KillAsync();
        await server.StartAsync();
        Assert.Equal(0, await server.StopAsync());
        Flip(new DirectoryInfo(Path.Combine(server.Data, "log")).GetFiles("*.sst").MaxBy(f => f.Length)!);

        var (code, output) = await server.RunToEndAsync();
        Assert.True(code == 2, $"ended with {code}: {output}");
        Assert.Contains($"The log in {Path.Combine(server.Data, "log")} is damaged", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_and_history_are_rebuilt_from_the_log()
    {
        await using var server = await ServerProcess.StartedAsync();
        await FillAsync(server);
        var before = await TellAsync(server);
        Assert.Equal(0, await server.StopAsync());

        // The snapshot tells by its checksum that it is damaged; the history's file is gone.
        Flip(new FileInfo(Path.Combine(server.Data, "live", "live.snapshot")));
        File.Delete(Path.Combine(server.Data, "history.duckdb"));
        await server.StartAsync();
        Assert.True(server.Output.Has("rebuilt from the log"), $"{server.Output}");
        Assert.Equal(before, await TellAsync(server));

        // And an undamaged restart after it says the same.
        Assert.Equal(0, await server.StopAsync());
        await server.StartAsync();
        Assert.Equal(before, await TellAsync(server));
    }

    private static async Task FillAsync(ServerProcess server)
    {
        await using var device = await Device.ConnectAsync(server.MqttPort);
        for (var batch = 0; batch < 40; batch++)
        {
            var events = Enumerable.Range(batch * 25, 25).Select(i => Said.Scan(i, Said.Card(1 + i % 7), Start.AddSeconds(i), i % 3 == 0 ? "out" : "in"));
            Assert.True((await device.PublishAsync(Said.Kiosk1, Said.Array(events))).IsSuccess);
        }
    }

    private static async Task<string[]> TellAsync(ServerProcess server)
    {
        await server.DrainedAsync();
        return
        [
            Said.Figures(await server.LiveAsync("thcs-phu-xuan-1"), "asOf", "system", "attention", "arrivals", "attentionTotal", "coverage", "comparison"),
            Said.Figures(await server.HistoryAsync("scans", more: "&bucket=1m&by=class"), "asOf"),
            Said.Figures(await server.HistoryAsync("attendance", more: "&bucket=1d&by=class"), "asOf"),
        ];
    }

    private static void Flip(FileInfo file)
    {
        using var stream = file.Open(FileMode.Open, FileAccess.ReadWrite);
        stream.Position = stream.Length / 2;
        var bytes = new byte[16];
        var read = stream.Read(bytes);
        for (var i = 0; i < read; i++) bytes[i] ^= 0xFF;
        stream.Position -= read;
        stream.Write(bytes, 0, read);
    }
}
