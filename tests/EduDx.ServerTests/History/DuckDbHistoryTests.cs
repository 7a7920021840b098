using EduDx.History;
using EduDx.History.DuckDb;
using EduDx.Live.City;

namespace EduDx.ServerTests.History;

/// <summary>The contract on a real file, and what only a file can suffer.</summary>
public sealed class DuckDbHistoryTests : HistoryStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edudx-history-").FullName;

    private string Db => Path.Combine(_folder, "deep", "history.duckdb");

    protected override IHistoryStore Create() => new DuckDbHistoryStore(new() { Path = Db });

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<int> CountAsync() => CountAsync(Store);

    private static async Task<int> CountAsync(IHistoryStore store) =>
        (await store.QueryAsync(OfCity(Series.Scans, Days), default)).Sum(r => r.Counts.Scans);

    [Fact]
    public async Task A_kill_before_the_commit_leaves_neither_rows_nor_cursor()
    {
        await Store.AppendAsync(Batch(5, [Scan("2026-09-07T07:00:00", 1101)]), default);
        var copy = Path.Combine(_folder, "killed.duckdb");
        ((DuckDbHistoryStore)Store).BeforeCommit = () =>
        {
            // What the disk holds at this instant is what a killed process leaves.
            File.Copy(Db, copy);
            if (File.Exists(Db + ".wal")) File.Copy(Db + ".wal", copy + ".wal");
        };
        var big = Enumerable.Range(0, 200_000).Select(i => City.Scan(City.At("2026-09-08T07:00:00") + i, (ulong)(100 + i), 1101));
        await Store.AppendAsync(Batch(9, big, [City.Outcome(new(2026, 9, 8), SessionKind.Day, 1101, 30)]), default);

        await using var survivor = new DuckDbHistoryStore(new() { Path = copy });
        Assert.Equal(5, await survivor.OpenAsync(default));
        Assert.Equal(1, await CountAsync(survivor));
        Assert.Empty(await survivor.QueryAsync(OfCity(Series.Attendance, Days), default));
        Assert.Equal(200_001, await CountAsync());
    }

    [Fact]
    public async Task A_write_ahead_log_that_a_power_cut_left_torn_is_set_aside_and_costs_nothing_before_it()
    {
        await Store.AppendAsync(Batch(5, [Scan("2026-09-07T07:00:00", 1101)]), default);
        // A checkpoint: from here on what comes is in the write-ahead log alone.
        await ReopenAsync(5);
        await Store.AppendAsync(Batch(9, [Scan("2026-09-07T08:00:00", 1101)]), default);
        await Store.AppendAsync(Batch(12, [Scan("2026-09-07T09:00:00", 1101)]), default);
        var copy = Path.Combine(_folder, "cut.duckdb");
        File.Copy(Db, copy);
        // The length came to the disk, the content did not.
        var torn = await File.ReadAllBytesAsync(Db + ".wal");
        torn.AsSpan(torn.Length / 2).Clear();
        await File.WriteAllBytesAsync(copy + ".wal", torn);

        await using var survivor = new DuckDbHistoryStore(new() { Path = copy });
        Assert.Equal(5, await survivor.OpenAsync(default));
        Assert.Contains("cut.duckdb.wal.damaged", survivor.Mended, StringComparison.Ordinal);
        Assert.Equal(torn, await File.ReadAllBytesAsync(copy + ".wal.damaged"));
        Assert.Equal(1, await CountAsync(survivor));
        await survivor.AppendAsync(Batch(12, [Scan("2026-09-07T08:00:00", 1101), Scan("2026-09-07T09:00:00", 1101)]), default);
        Assert.Equal(3, await CountAsync(survivor));
    }

    [Fact]
    public async Task A_failure_before_the_commit_leaves_the_store_usable()
    {
        await Store.AppendAsync(Batch(5, [Scan("2026-09-07T07:00:00", 1101)]), default);
        var store = (DuckDbHistoryStore)Store;
        var batch = Batch(9, [Scan("2026-09-07T08:00:00", 1101)], [City.Outcome(new(2026, 9, 7), SessionKind.Day, 1101, 30)]);
        store.BeforeCommit = () => throw new InvalidOperationException("pulled the plug");

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.AppendAsync(batch, default));
        store.BeforeCommit = null;
        Assert.Equal(5, await store.OpenAsync(default));
        Assert.Equal(1, await CountAsync());

        await store.AppendAsync(batch, default);
        Assert.Equal(2, await CountAsync());
        await ReopenAsync(9);
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_the_way_out()
    {
        await Store.AppendAsync(Batch(5, Enumerable.Range(0, 50_000).Select(i => City.Scan(Early + i, (ulong)i, 1101))), default);
        await Store.DisposeAsync();
        await using (var file = File.OpenWrite(Db)) file.Write(new byte[4096]);

        var error = await Assert.ThrowsAsync<HistoryUnavailableException>(() => Create().OpenAsync(default));
        Assert.Contains(Db, error.Message, StringComparison.Ordinal);
        Assert.Contains("delete", error.Message, StringComparison.Ordinal);

        // The way out works without a restart.
        File.Delete(Db);
        await ReopenAsync(0);
    }

    [Fact]
    public async Task Damage_inside_the_file_is_an_error_and_not_a_wrong_answer()
    {
        await Store.AppendAsync(Batch(5, Enumerable.Range(0, 200_000).Select(i => City.Scan(Early + i * 7919L % 86_400_000, (ulong)i * 2654435761, 1101))), default);
        await Store.DisposeAsync();
        await using (var file = File.OpenWrite(Db))
        {
            for (var at = 300_000L; at < file.Length; at += 65_536)
            {
                file.Position = at;
                file.Write("damage"u8);
            }
        }

        var store = Create();
        var error = await Assert.ThrowsAsync<HistoryUnavailableException>(async () =>
        {
            await store.OpenAsync(default);
            await CountAsync(store);
        });
        await store.DisposeAsync();
        Assert.Contains(Db, error.Message, StringComparison.Ordinal);
        Assert.Contains("delete", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_is_told_who_holds_the_file()
    {
        await Store.DisposeAsync();
        using var holder = new LockHolder(Db);

        var error = await Assert.ThrowsAsync<HistoryUnavailableException>(() => Create().OpenAsync(default));

        Assert.Contains(Db, error.Message, StringComparison.Ordinal);
        Assert.Contains("another process", error.Message, StringComparison.Ordinal);
        Assert.Contains($"PID {holder.Id}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_shrank_under_the_server_is_not_filled_with_a_hole()
    {
        await Store.AppendAsync(Batch(500, [Scan("2026-09-07T07:00:00", 1101)]), default);
        var store = (DuckDbHistoryStore)Store;
        store.BeforeCommit = () => throw new InvalidOperationException("pulled the plug");
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.AppendAsync(Batch(600), default));
        File.Delete(Db);

        var error = await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.AppendAsync(Batch(600), default));
        Assert.Contains("restart", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replaced_outcomes_do_not_fill_the_disk()
    {
        var groups = Enumerable.Range(1000, 5000).ToArray();
        long once = 0;
        for (var round = 1; round <= 60; round++)
        {
            await Store.AppendAsync(Batch(round, null, groups.Select(g => City.Outcome(new(2026, 9, 7), SessionKind.Day, g, round))), default);
            if (round is 1 or 20 or 40 or 60) await ReopenAsync(round);
            if (round == 1) once = new FileInfo(Db).Length;
        }

        Assert.Equal(5000, (await Store.QueryAsync(OfCity(Series.Attendance, Days, NodeKind.Class), default)).Count);
        Assert.InRange(new FileInfo(Db).Length, once, once * 6 + 4_000_000);
    }

    [Fact]
    public async Task A_query_can_be_given_up()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.QueryAsync(OfCity(Series.Scans, Days), gone.Token));
    }
}
