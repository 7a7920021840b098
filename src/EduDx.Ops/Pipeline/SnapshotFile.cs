using System.Buffers;
using System.IO.Hashing;
using System.Text;
using EduDx.Log.Disk;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// The folds' state on the disk: magic (8), offset (8), number of shards (4), then for each shard its length (4) and bytes, and the CRC-32 of
/// it all (4). Written beside the old one, synced and renamed, so that there is always a whole one.
/// </summary>
internal sealed class SnapshotFile(string folder)
{
    // A large snapshot goes to the disk in parts: all of it at once would hold up the commits of the log, which share the disk, for as long as it takes.
    private const int SyncEvery = 4 << 20;

    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("EDXSNAP3");
    private readonly string _path = Path.Combine(folder, "live.snapshot");

    public void Write(long offset, ReadOnlySequence<byte>[] shards)
    {
        SureFolder.Create(folder);
        var temporary = _path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            var crc = new Crc32();
            var synced = 0L;
            Put(file, crc, Magic);
            Put(file, crc, BitConverter.GetBytes(offset));
            Put(file, crc, BitConverter.GetBytes(shards.Length));
            foreach (var shard in shards)
            {
                Put(file, crc, BitConverter.GetBytes((int)shard.Length));
                foreach (var block in shard)
                {
                    Put(file, crc, block.Span);
                    if (file.Position - synced < SyncEvery) continue;
                    file.Flush(flushToDisk: true);
                    synced = file.Position;
                }
            }
            file.Write(BitConverter.GetBytes(crc.GetCurrentHashAsUInt32()));
            file.Flush(flushToDisk: true);
        }
        SureFile.Replace(temporary, _path);
    }

    /// <summary>Reads the snapshot; null when there is none, or when it is damaged (the log rebuilds it).</summary>
    /// <param name="damaged">Why it cannot be used; null when it can, or when there is none.</param>
    public (long Offset, ArraySegment<byte>[] Shards)? Read(out string? damaged)
    {
        damaged = null;
        if (!File.Exists(_path)) return null;
        var bytes = File.ReadAllBytes(_path);
        if (bytes.Length < 24 || !bytes.AsSpan(0, 8).SequenceEqual(Magic)
            || BitConverter.ToUInt32(bytes, bytes.Length - 4) != Crc32.HashToUInt32(bytes.AsSpan(0, bytes.Length - 4)))
        {
            damaged = $"{_path} does not match its checksum, or another version wrote it; the folds are rebuilt from the log";
            return null;
        }
        var shards = new ArraySegment<byte>[BitConverter.ToInt32(bytes, 16)];
        var at = 20;
        for (var i = 0; i < shards.Length; i++)
        {
            var length = BitConverter.ToInt32(bytes, at);
            shards[i] = new(bytes, at + 4, length);
            at += 4 + length;
        }
        return (BitConverter.ToInt64(bytes, 8), shards);
    }

    private static void Put(FileStream file, Crc32 crc, ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        crc.Append(bytes);
    }
}
