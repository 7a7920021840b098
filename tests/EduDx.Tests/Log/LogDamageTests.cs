using System.Buffers.Binary;
using System.Numerics;
using EduDx.Log;
using EduDx.Log.Rocks;
using RocksDbSharp;

namespace EduDx.Tests.Log;

/// <summary>The log refuses rather than guesses (design law 3).</summary>
public sealed class LogDamageTests : LogFixture
{
    [Theory]
    [InlineData(LogStream.Events)]
    [InlineData(LogStream.Rejected)]
    [InlineData(LogStream.Marks)]
    public async Task A_hole_is_damage(LogStream stream)
    {
        for (var i = 0; i < 3; i++) await Commit(stream, $"e{i}");
        Tamper(store => store.Db.Remove(LogRecord.Key(1), store.Handle(stream)));
        var error = Assert.Throws<LogDamagedException>(() => Opened);
        Assert.Contains("hole", error.Message, StringComparison.Ordinal);
        Assert.Contains(Folder, error.Message, StringComparison.Ordinal);
        Assert.Contains("offset 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flipped_bit_is_damage()
    {
        await Commit(LogStream.Events, "e0");
        byte[] sound = [];
        Tamper(store => sound = store.Db.Get(LogRecord.Key(0), store.Handle(LogStream.Events)));
        for (var i = 0; i < sound.Length; i++)
        {
            var flipped = sound.ToArray();
            flipped[i] ^= 1;
            Tamper(store => store.Db.Put(LogRecord.Key(0), flipped, store.Handle(LogStream.Events)));
            Assert.Contains("checksum", Assert.Throws<LogDamagedException>(() => Opened).Message, StringComparison.Ordinal);
        }
        Tamper(store => store.Db.Put(LogRecord.Key(0), sound, store.Handle(LogStream.Events)));
        Assert.Equal(["e0"], All(Opened));
    }

    [Fact]
    public async Task A_record_that_is_cut_short_is_damage()
    {
        await Commit(LogStream.Events, "e0");
        Tamper(store => store.Db.Put(LogRecord.Key(0), new byte[7], store.Handle(LogStream.Events)));
        Assert.Throws<LogDamagedException>(() => Opened);
    }

    [Fact]
    public async Task A_torn_tail_loses_the_last_commit_at_most_and_never_shows_a_part()
    {
        string[] all = ["e0", "e1", "e2", "e3"];
        foreach (var item in all) await Commit(LogStream.Events, item);
        // A copy beside the running log is what a power cut leaves: nothing is closed in order, and what was not synced may be gone.
        var image = Image();
        image.RemoveAll(f => f.Name == "end");
        var (wal, whole) = image.Where(f => f.Name.EndsWith(".log", StringComparison.Ordinal)).MaxBy(f => f.Bytes.Length);
        Close();
        var losses = 0;
        for (var cut = 0; cut <= Math.Min(120, whole.Length); cut += 3)
        {
            var left = OpenImage(image, wal, whole[..^cut]);
            Assert.Equal(all[..left.Count], left);
            Assert.True(cut > 0 || left.Count == all.Length, "without a cut nothing is lost");
            if (left.Count < all.Length) losses++;
            // A record here takes less than 60 bytes: a cut of 12 tears the last alone.
            if (cut <= 12) Assert.True(left.Count >= all.Length - 1);
        }
        Assert.True(losses > 0);
    }

    [Fact]
    public async Task A_killed_process_has_no_torn_tail()
    {
        foreach (var item in new[] { "e0", "e1", "e2" }) await Commit(LogStream.Events, item);
        var image = Image();
        var (wal, whole) = image.Where(f => f.Name.EndsWith(".log", StringComparison.Ordinal)).MaxBy(f => f.Bytes.Length);
        Close();
        // The page cache outlives the process: what was acknowledged and is not there was taken away later.
        for (var cut = 1; cut < 100; cut += 7)
        {
            Assert.Contains("acknowledged up to 3", Assert.Throws<LogDamagedException>(() => OpenImage(image, wal, whole[..^cut])).Message, StringComparison.Ordinal);
        }
        // How far the log had come is one file; when it cannot be read it says nothing, and nothing is refused for it.
        Assert.Equal(["e0", "e1", "e2"], OpenImage(image, "end", [1, 2, 3]));
        Assert.Equal(["e0", "e1", "e2"], OpenImage(image, "end", []));
    }

    [Theory]
    [InlineData(LogStream.Events)]
    [InlineData(LogStream.Alarms)]
    public async Task A_log_that_lost_its_oldest_records_is_not_one_that_dropped_them(LogStream stream)
    {
        for (var i = 0; i < 4; i++) await Commit(stream, $"e{i}");
        Tamper(store =>
        {
            for (var i = 0; i < 2; i++) store.Db.Remove(LogRecord.Key(i), store.Handle(stream));
        });
        Assert.Contains("begins at offset 2", Assert.Throws<LogDamagedException>(() => Opened).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_length_that_was_changed_does_not_hide_the_commits_behind_it()
    {
        for (var i = 0; i < 5; i++) await Commit(LogStream.Events, $"event {i}");
        var image = Image();
        image.RemoveAll(f => f.Name == "end");
        var (wal, whole) = image.Where(f => f.Name.EndsWith(".log", StringComparison.Ordinal)).MaxBy(f => f.Bytes.Length);
        Close();
        // RocksDB alone takes this for a torn write, and drops every commit from here on: the length is the fifth byte of a record.
        whole[5] = 0x40;
        var error = Assert.Throws<LogDamagedException>(() => OpenImage(image, wal, whole));
        Assert.Contains("a later commit begins at byte", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_was_cut_anywhere_keeps_nobody_waiting_and_loses_nothing()
    {
        await Commit(LogStream.Events, "e0");
        // What the first start left to the write-ahead log the second puts into a table; the last entries of the manifest speak of it.
        Reopen();
        await Commit(LogStream.Events, "e1");
        var image = Image();
        var (manifest, whole) = image.Where(f => f.Name.StartsWith("MANIFEST", StringComparison.Ordinal)).MaxBy(f => f.Name, StringComparer.Ordinal);
        Close();
        Assert.Equal(["e0", "e1"], OpenImage(image, manifest, whole));
        var (refused, harmless) = (0, 0);
        for (var cut = 1; cut < whole.Length; cut += 3)
        {
            try
            {
                Assert.Equal(["e0", "e1"], OpenImage(image, manifest, whole[..^cut]));
                harmless++;
            }
            catch (LogDamagedException)
            {
                refused++;
            }
        }
        Assert.True(refused > harmless, $"{refused} refused, {harmless} harmless");
    }

    [Fact]
    public async Task A_last_write_with_a_hole_in_it_is_dropped()
    {
        await Commit(LogStream.Events, "before");
        var image = Image();
        await Commit(LogStream.Events, string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i:00000} ")));
        var (wal, whole) = Image().Where(f => f.Name.EndsWith(".log", StringComparison.Ordinal)).MaxBy(f => f.Bytes.Length);
        Close();
        // Pages reach the disk in any order: one of the last write is missing, later ones are there. Nobody was told of that write.
        for (var page = 1; page < whole.Length / 4096; page += 3)
        {
            var holed = whole.ToArray();
            Array.Clear(holed, page * 4096, 4096);
            Assert.Equal(["before"], OpenImage(image, wal, holed));
        }
    }

    // A start that finds a torn write begins a new file behind it with an empty batch; when that start is cut off too, the torn one is no longer the newest.
    [Theory]
    [InlineData(7 + 12)]
    [InlineData(11)]
    [InlineData(0)]
    public async Task A_torn_write_is_dropped_also_when_a_start_that_was_cut_off_began_a_new_file(int left)
    {
        string[] all = ["e0", "e1", "e2", "e3"];
        foreach (var item in all) await Commit(LogStream.Events, item);
        var image = Image();
        image.RemoveAll(f => f.Name == "end");
        var (wal, whole) = image.Where(f => f.Name.EndsWith(".log", StringComparison.Ordinal)).MaxBy(f => f.Bytes.Length);
        Close();
        var number = long.Parse(Path.GetFileNameWithoutExtension(wal), System.Globalization.CultureInfo.InvariantCulture);
        image.Add(($"{number + 1:000000}.log", EmptyBatch(sequence: 100)[..left]));
        Assert.Equal(all[..3], OpenImage(image, wal, whole[..^5]));
    }

    [Fact]
    public async Task Damage_before_the_tail_is_not_forgiven()
    {
        for (var i = 0; i < 4; i++) await Commit(LogStream.Events, new string('x', 2_000));
        var image = Image();
        var (wal, whole) = image.Where(f => f.Name.EndsWith(".log", StringComparison.Ordinal)).MaxBy(f => f.Bytes.Length);
        Close();
        whole[whole.Length / 2] ^= 0x40;
        Assert.Throws<LogDamagedException>(() => OpenImage(image, wal, whole));
    }

    [Fact]
    public void One_process_a_folder()
    {
        _ = Opened;
        var error = Assert.Throws<LogInUseException>(() => EventLog.Open(Options, Time));
        Assert.Contains(Folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_outside_the_log_is_refused_by_name()
    {
        await Commit(LogStream.Events, "e0");
        Opened.CheckCursor("live", 0);
        Opened.CheckCursor("live", 1);
        Assert.Contains("live", Assert.Throws<LogDamagedException>(() => Opened.CheckCursor("live", 2)).Message, StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromDays(15));
        await Commit(LogStream.Events, "e1");
        Opened.DropOld(LogStream.Events, 1);
        Assert.Contains("history", Assert.Throws<LogDamagedException>(() => Opened.CheckCursor("history", 0)).Message, StringComparison.Ordinal);
        Assert.Throws<LogDamagedException>(() => Opened.Read(LogStream.Events, 0));
    }

    private List<(string Name, byte[] Bytes)> Image() =>
        [.. Directory.GetFiles(Folder).Where(f => Path.GetFileName(f) is not ("LOCK" or "owner")).Select(f => (Path.GetFileName(f), ReadShared(f)))];

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    // A record of RocksDB's log (crc32c masked, length, type "whole") with a batch of nothing: sequence (8) and count (4).
    private static byte[] EmptyBatch(ulong sequence)
    {
        var record = new byte[7 + 12];
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(7), sequence);
        record[4] = 12;
        record[6] = 1;
        var crc = 0xFFFFFFFF;
        foreach (var one in record.AsSpan(6)) crc = BitOperations.Crc32C(crc, one);
        crc = ~crc;
        BinaryPrimitives.WriteUInt32LittleEndian(record, ((crc >> 15) | (crc << 17)) + 0xA282EAD8);
        return record;
    }

    private List<string> OpenImage(List<(string Name, byte[] Bytes)> image, string name, byte[] changed)
    {
        var folder = Path.Combine(Folder, "image-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        foreach (var file in image) File.WriteAllBytes(Path.Combine(folder, file.Name), file.Name == name ? changed : file.Bytes);
        using var log = EventLog.Open(new() { Folder = folder, DiskFloorMiB = 0 }, Time);
        return All(log);
    }
}
