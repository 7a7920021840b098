using EduDx.Log;
using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>The log of a real server, killed under load, damaged in every way that a disk or a person can: it is refused or it is whole.</summary>
public sealed class DamagedLogTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 20261124;
    private const string EndFile = "end";

    private readonly ServerProcess _server = new("--Ops:Pipeline:SnapshotSeconds=1");
    private readonly ScanLedger _ledger = new();

    private string LogFolder => Path.Combine(_server.Data, "log");

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        await PublishAsync(400);
        // Tables beside the write-ahead log: a restart after a kill writes what it recovers into one.
        await _server.KillAsync();
        await _server.StartAsync();
        await PublishAsync(400);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_write_that_was_cut_at_any_byte_is_dropped_and_all_before_it_is_there()
    {
        var before = LogImage.Of(LogFolder);
        await PublishAsync(25);
        var after = LogImage.Of(LogFolder);
        var held = before.Open();
        var wal = before.NewestWal;
        var (whole, start) = (after.Files[wal], before.Files[wal].Length);
        Assert.True(whole.Length > start + 500, "the last write is there");
        // The first write behind the image is torn; the ones behind it were never made. As many bytes as one commit has at least.
        var cuts = 0;
        var end = Math.Min(whole.Length, start + Night.Or(300, 4000));
        for (var cut = start; cut < end; cut++, cuts++)
        {
            AssertBeginsWith(held, before.With(wal, whole[..cut]).Open(), $"cut at byte {cut}");
            // A file system may have grown the file and not written it.
            if (cut % 16 == 0) AssertBeginsWith(held, before.With(wal, [.. whole[..cut], .. new byte[end - cut]]).Open(), $"zeros from byte {cut}");
        }
        output.WriteLine($"{cuts} torn tails: each opens with the {held.Count} events that were acknowledged before");
    }

    [Fact]
    public async Task A_flipped_byte_is_found_or_does_no_harm()
    {
        await _server.KillAsync();
        var image = LogImage.Of(LogFolder);
        var whole = image.Open();
        Assert.True(whole.Count >= _ledger.Acknowledged);
        var random = new Random(Seed);
        var files = image.Files.Where(f => f.Key != "LOG" && !f.Key.StartsWith("LOG.", StringComparison.Ordinal) && f.Value.Length > 0).ToArray();
        var (found, harmless) = (0, 0);
        for (var flips = Night.Or(60, 500); flips > 0; flips--)
        {
            // A file first, then a byte: the small files matter as much as the large ones.
            var (name, bytes) = files[random.Next(files.Length)];
            var at = random.Next(bytes.Length);
            var damaged = bytes.ToArray();
            damaged[at] ^= (byte)random.Next(1, 256);
            if (Refuses(image.With(name, damaged), whole, $"{name}, byte {at} of {bytes.Length}")) found++;
            else harmless++;
        }
        Assert.True(found > 10, $"{found} of {found + harmless} were found");
        output.WriteLine($"{found + harmless} flipped bytes: {found} refused by name, {harmless} harmless, 0 events lost");
    }

    [Fact]
    public async Task A_flipped_byte_anywhere_in_the_write_ahead_log_is_found()
    {
        await _server.KillAsync();
        var image = LogImage.Of(LogFolder);
        var whole = image.Open();
        var wal = image.NewestWal;
        var bytes = image.Files[wal];
        // Every byte of the last records, where RocksDB itself would take damage for a torn write, and some before.
        var random = new Random(Seed + 1);
        var last = Night.Or(150, 4000);
        var places = Enumerable.Range(bytes.Length - last, last).Concat(Enumerable.Range(0, Night.Or(40, 1000)).Select(_ => random.Next(bytes.Length))).ToArray();
        foreach (var at in places)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= (byte)random.Next(1, 256);
            Assert.True(Refuses(image.With(wal, damaged), whole, $"{wal}, byte {at}") || at % (32 << 10) > (32 << 10) - 7, $"byte {at} of {wal} was changed and nobody noticed");
        }
        output.WriteLine($"{places.Length} flipped bytes in the write-ahead log, {last} of them its last: all refused");
    }

    [Fact]
    public async Task A_missing_file_is_found_or_does_no_harm()
    {
        await _server.KillAsync();
        var image = LogImage.Of(LogFolder);
        var whole = image.Open();
        var verdicts = image.Files.Keys.Select(name => $"{name} {(Refuses(image.Without(name), whole, name) ? "refused" : "harmless")}").ToArray();
        Assert.Contains("CURRENT refused", verdicts);
        Assert.Contains($"{image.NewestWal} refused", verdicts);
        Assert.Contains(verdicts, v => v.StartsWith("MANIFEST", StringComparison.Ordinal) && v.EndsWith("refused", StringComparison.Ordinal));
        Assert.Contains(verdicts, v => v.Contains(".sst refused", StringComparison.Ordinal));
        Assert.Contains($"{EndFile} harmless", verdicts);
        output.WriteLine(string.Join(", ", verdicts));
    }

    [Fact]
    public async Task The_real_server_refuses_a_log_that_lost_its_last_file_and_starts_when_it_is_back()
    {
        await _server.KillAsync();
        var wal = Path.Combine(LogFolder, LogImage.Of(LogFolder).NewestWal);
        File.Move(wal, wal + ".away");
        // Nothing else remembers the end: the cursors are those of a server that had not come so far.
        if (Directory.Exists(Path.Combine(_server.Data, "live"))) Directory.Delete(Path.Combine(_server.Data, "live"), recursive: true);
        File.Delete(Path.Combine(_server.Data, "history.duckdb"));
        File.Delete(Path.Combine(_server.Data, "history.duckdb.wal"));
        var copy = LogImage.Of(LogFolder);
        var (code, said) = await _server.RunToEndAsync();
        Assert.True(code == 2, $"ended with {code}: {said}");
        Assert.Contains("is damaged", said, StringComparison.Ordinal);
        Assert.Contains("a file is missing", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        // The way out: put the file back.
        foreach (var file in Directory.GetFiles(LogFolder).Where(f => !f.EndsWith(".away", StringComparison.Ordinal))) File.Delete(file);
        foreach (var (name, bytes) in copy.Files.Where(f => !f.Key.EndsWith(".away", StringComparison.Ordinal))) await File.WriteAllBytesAsync(Path.Combine(LogFolder, name), bytes);
        File.Move(wal + ".away", wal);
        await _server.StartAsync();
        output.WriteLine($"refused, then: {await _ledger.JudgeAsync(_server)}");
    }

    [Fact]
    public async Task A_second_start_on_the_folder_disturbs_nothing()
    {
        await using var kiosks = new ScanPublisher(_ledger, _server.MqttPort, clients: 2, Seed);
        for (var n = 0; n < Night.Or(2, 20); n++)
        {
            var (code, said) = await _server.RunToEndAsync();
            Assert.Equal(2, code);
            Assert.Contains("in use by another process", said, StringComparison.Ordinal);
            await _ledger.MoreAsync(50);
        }
        await kiosks.FinishAsync();
        output.WriteLine(await _ledger.JudgeAsync(_server));
    }

    // False: it opened, and then every event must be there.
    private static bool Refuses(LogImage image, List<UInt128> whole, string what)
    {
        List<UInt128> left;
        try
        {
            left = image.Open();
        }
        catch (LogDamagedException)
        {
            return true;
        }
        AssertBeginsWith(whole, left, what);
        return false;
    }

    private static void AssertBeginsWith(List<UInt128> expected, List<UInt128> left, string what) =>
        Assert.True(left.Count >= expected.Count && left.Take(expected.Count).SequenceEqual(expected), $"{what}: {left.Count} events of {expected.Count} are left");

    private async Task PublishAsync(int messages)
    {
        await using var device = await Device.ConnectAsync(_server.MqttPort);
        for (var i = 0; i < messages; i++)
        {
            var numbers = _ledger.Take(1 + i % 5);
            Assert.True((await device.PublishAsync(Said.Kiosk1, ScanLedger.Message(numbers))).IsSuccess);
            _ledger.Acknowledge(numbers);
        }
    }
}
