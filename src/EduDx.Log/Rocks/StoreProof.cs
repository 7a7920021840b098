using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace EduDx.Log.Rocks;

/// <summary>
/// Reads the newest write-ahead log and the manifest before RocksDB does. RocksDB takes whatever it cannot read near the end of that file for a torn write and
/// drops it, with all that follows in its block of 32 KiB; on a manifest that ends in the middle of an entry it spins for ever (11.12). A commit starts when the one before it is synced, so a torn write is the last one:
/// a record that begins behind the damage proves that what is damaged had been acknowledged.
/// <code>
/// block   = *record [ zeros when fewer than 7 bytes are left ]       ; 32 KiB
/// record  = masked CRC-32C of type and payload (4) length (2) type (1) payload
/// type    = 1 whole / 2 first part / 3 middle part / 4 last part
/// </code>
/// </summary>
internal static class StoreProof
{
    private const int Block = 32 << 10;
    private const int Header = 7;
    // A record of a batch of nothing: sequence (8) and count (4). No commit is as short.
    private const int EmptyBatch = Header + 12;
    private const byte Whole = 1;
    private const byte First = 2;
    private const byte Last = 4;

    /// <summary>True when the last write to the newest file is there in part: then it must be dropped.</summary>
    /// <exception cref="LogDamagedException">Records that were acknowledged are damaged.</exception>
    public static bool EndsTorn(string folder)
    {
        var files = Directory.GetFiles(folder, "*.log").Select(f => (Path: f, IsWal: long.TryParse(Path.GetFileNameWithoutExtension(f), NumberStyles.None, CultureInfo.InvariantCulture, out var n), Number: n))
            .Where(f => f.IsWal && new FileInfo(f.Path).Length > 0).OrderBy(f => f.Number).Select(f => f.Path).ToArray();
        // A start that was cut off leaves a file behind the one that counts: empty, or with the empty batch that RocksDB begins it with after a torn write.
        var begun = files.Reverse().TakeWhile(f => new FileInfo(f).Length <= EmptyBatch).ToArray();
        var isBegunTorn = begun.Any(f => FirstDamage(File.ReadAllBytes(f)) >= 0);
        files = files[..^begun.Length];
        if (files.Length == 0) return isBegunTorn;
        var bytes = File.ReadAllBytes(files[^1]);
        var damage = FirstDamage(bytes);
        if (damage < 0 && !isBegunTorn) return false;
        if (damage >= 0 && StartBehind(bytes, damage) is var later and >= 0)
        {
            throw RocksStore.Damaged(folder, $"{Path.GetFileName(files[^1])} cannot be read at byte {damage}, and a later commit begins at byte {later}");
        }
        // To drop a tail RocksDB must be told to stop at the first damage, wherever it is: in the files before there may be none.
        foreach (var file in files[..^1])
        {
            if (FirstDamage(File.ReadAllBytes(file)) is var at and >= 0) throw RocksStore.Damaged(folder, $"{Path.GetFileName(file)} cannot be read at byte {at}");
        }
        return true;
    }

    /// <summary>The list of the store's files, when its last entry is there in part, and how much of it is whole; null when all of it is.</summary>
    /// <exception cref="LogDamagedException">An entry before the last is damaged.</exception>
    public static (string Path, long Whole)? TornManifest(string folder)
    {
        var current = Path.Combine(folder, "CURRENT");
        if (!File.Exists(current)) return null;
        var name = File.ReadAllText(current).TrimEnd('\n');
        var path = Path.Combine(folder, Path.GetFileName(name));
        // Any other content RocksDB refuses by itself.
        if (!name.StartsWith("MANIFEST-", StringComparison.Ordinal) || name.AsSpan().IndexOfAny('/', '\0') >= 0 || !File.Exists(path)) return null;
        var bytes = File.ReadAllBytes(path);
        var damage = FirstDamage(bytes);
        if (damage < 0) return null;
        if (StartBehind(bytes, damage) is var later and >= 0)
        {
            throw RocksStore.Damaged(folder, $"{name}, the list of the store's files, cannot be read at byte {damage}, and a later entry begins at byte {later}");
        }
        return (path, damage);
    }

    // -1 when every byte belongs to a sound record and the last one is complete.
    private static int FirstDamage(ReadOnlySpan<byte> file)
    {
        var (at, started) = (0, -1);
        while (at < file.Length)
        {
            var left = Math.Min(Block - at % Block, file.Length - at);
            if (Block - at % Block < Header)
            {
                at += left;
                continue;
            }
            if (!IsSound(file.Slice(at, left), out var length)) return started >= 0 ? started : at;
            var type = file[at + 6];
            if (type == First) started = at;
            else if (type is Whole or Last) started = -1;
            at += Header + length;
        }
        return started;
    }

    // The first place behind the damage where a record begins; -1 when there is none. The damaged part says no longer where the next one
    // is in its block, so every byte is tried.
    private static int StartBehind(ReadOnlySpan<byte> file, int damage)
    {
        for (var at = damage + 1; at + Header <= file.Length; at++)
        {
            var left = Math.Min(Block - at % Block, file.Length - at);
            if (left >= Header && file[at + 6] is Whole or First && IsSound(file.Slice(at, left), out _)) return at;
        }
        return -1;
    }

    private static bool IsSound(ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        if (rest.Length < Header) return false;
        length = BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]);
        if (rest[6] == 0 || Header + length > rest.Length) return false;
        var crc = Crc32C(rest.Slice(6, length + 1));
        return BinaryPrimitives.ReadUInt32LittleEndian(rest) == ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
