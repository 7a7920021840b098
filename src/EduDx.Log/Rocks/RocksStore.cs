using System.Buffers.Binary;
using RocksDbSharp;

namespace EduDx.Log.Rocks;

/// <summary>The RocksDB database under the log: opening with its refusals, and reading. Writing is the committer's alone.</summary>
internal sealed class RocksStore : IDisposable
{
    // Named as the streams are: a stream without a family would be acknowledged and never written.
    private static readonly string[] Families = [.. Enum.GetNames<LogStream>().Select(n => n.ToLowerInvariant())];

    // What the disk says about itself, in the words of the C library: no damage of the log.
    private static readonly string[] DiskRefusals = ["No space left on device", "Permission denied", "Read-only file system", "Disk quota exceeded", "Too many open files"];

    private readonly ReadOptions _read = new ReadOptions().SetVerifyChecksums(true);
    private readonly ColumnFamilyHandle[] _handles;

    private RocksStore(RocksDb db, string folder)
    {
        Db = db;
        Folder = folder;
        _handles = [.. Families.Select(db.GetColumnFamily)];
    }

    public RocksDb Db { get; }

    public string Folder { get; }

    public ColumnFamilyHandle Handle(LogStream stream) => _handles[(int)stream];

    /// <summary>Opens the store for its one process.</summary>
    public static RocksStore Open(string folder) => Open(folder, readOnly: false);

    /// <summary>Opens it to be looked at: nothing in the folder changes.</summary>
    public static RocksStore OpenReadOnly(string folder) => Open(folder, readOnly: true);

    private static RocksStore Open(string folder, bool readOnly)
    {
        Directory.CreateDirectory(folder);
        // Only a torn last write is forgiven; anything else that cannot be read is an error (design law 3).
        var options = new DbOptions()
            .SetCreateIfMissing(true)
            .SetCreateMissingColumnFamilies(true)
            .SetWalRecoveryMode(StoreProof.EndsTorn(folder) ? Recovery.PointInTime : Recovery.AbsoluteConsistency)
            .SetParanoidChecks(true)
            .SetMaxTotalWalSize(64 << 20)
            .SetKeepLogFileNum(3)
            .SetMaxOpenFiles(64);
        var families = new ColumnFamilies();
        foreach (var name in Families)
        {
            families.Add(name, new ColumnFamilyOptions()
                .SetWriteBufferSize(16 << 20)
                .SetMaxWriteBufferNumber(2)
                .SetCompression(Compression.Lz4));
        }
        try
        {
            return new RocksStore(readOnly ? RocksDb.OpenReadOnly(options, folder, families, false) : RocksDb.Open(options, folder, families), folder);
        }
        catch (RocksDbException e) when (e.Message.Contains("lock", StringComparison.OrdinalIgnoreCase) && !e.Message.Contains("Corruption", StringComparison.Ordinal))
        {
            throw InUse(folder, e);
        }
        catch (RocksDbException e) when (DiskRefusals.Any(r => e.Message.Contains(r, StringComparison.Ordinal)) && !e.Message.Contains("Corruption", StringComparison.Ordinal))
        {
            throw new IOException($"The log in {folder} cannot be opened: {e.Message}. Free or mend the disk and start again; the log itself was not found damaged.", e);
        }
        catch (RocksDbException e)
        {
            throw Damaged(folder, e.Message, e);
        }
    }

    /// <summary>Walks the whole stream, proves that offsets are contiguous, and returns the offset behind the last event.</summary>
    public (long First, long Next) Verify(LogStream stream)
    {
        using var iterator = Db.NewIterator(Handle(stream), _read);
        long first = 0, next = -1;
        for (iterator.SeekToFirst(); iterator.Valid(); iterator.Next())
        {
            var offset = BinaryPrimitives.ReadInt64BigEndian(iterator.GetKeySpan());
            var record = iterator.GetValueSpan();
            if (!LogRecord.IsSound(record)) throw Damaged(Folder, $"the {stream} record at offset {offset} does not match its checksum");
            if (next < 0) first = offset;
            else if (offset != next) throw Damaged(Folder, $"the {stream} stream has a hole: offset {next} is missing, the next record is {offset}");
            next = offset + LogRecord.Count(record);
        }
        ThrowIfFailed(iterator);
        return (first, Math.Max(next, 0));
    }

    /// <summary>The batch that holds <paramref name="offset"/>; null when it is at or behind the end.</summary>
    public LogBatch? Find(LogStream stream, long offset, LogBuffers buffers)
    {
        using var iterator = Db.NewIterator(Handle(stream), _read);
        iterator.SeekForPrev(LogRecord.Key(offset));
        if (!iterator.Valid())
        {
            ThrowIfFailed(iterator);
            return null;
        }
        var key = BinaryPrimitives.ReadInt64BigEndian(iterator.GetKeySpan());
        var record = iterator.GetValueSpan();
        if (!LogRecord.IsSound(record)) throw Damaged(Folder, $"the {stream} record at offset {key} does not match its checksum");
        if (offset >= key + LogRecord.Count(record)) return null;
        var buffer = buffers.Rent(record.Length);
        record.CopyTo(buffer);
        return new LogBatch(key, buffer, record.Length, buffers);
    }

    /// <summary>
    /// What drops whole records below <paramref name="limit"/> that were committed before <paramref name="beforeMs"/>; nothing is written yet. A record from a
    /// time that has not come was committed while the clock was set ahead: it is at least as old as the next record of which that cannot be said. One from a clock
    /// that was set ahead by less than the retention stays at most twice as long.
    /// </summary>
    /// <param name="stream">Which stream.</param>
    /// <param name="limit">Offset that is not dropped.</param>
    /// <param name="beforeMs">Unix milliseconds.</param>
    /// <param name="nowMs">The time that has come, Unix milliseconds.</param>
    /// <param name="first">Offset of the first item that stays.</param>
    public WriteBatch Old(LogStream stream, long limit, long beforeMs, long nowMs, out long first)
    {
        var drop = new WriteBatch();
        var ahead = new List<long>();
        first = 0;
        using var iterator = Db.NewIterator(Handle(stream), _read);
        for (iterator.SeekToFirst(); iterator.Valid(); iterator.Next())
        {
            var offset = BinaryPrimitives.ReadInt64BigEndian(iterator.GetKeySpan());
            var record = iterator.GetValueSpan();
            if (ahead.Count == 0) first = offset;
            if (offset + LogRecord.Count(record) > limit) break;
            ahead.Add(offset);
            if (LogRecord.CommitMs(record) > nowMs) continue;
            if (LogRecord.CommitMs(record) >= beforeMs) break;
            foreach (var old in ahead) drop.Delete(LogRecord.Key(old), Handle(stream));
            ahead.Clear();
            first = offset + LogRecord.Count(record);
        }
        ThrowIfFailed(iterator);
        return drop;
    }

    public void Dispose() => Db.Dispose();

    public static LogInUseException InUse(string folder, Exception inner) => new(
        $"The log folder {folder} is in use by another process. Stop that process, or give this one a folder of its own with --Ops:Data=FOLDER.", inner);

    public static LogDamagedException Damaged(string folder, string what, Exception? inner = null) => new(
        $"The log in {folder} is damaged: {what}. Nothing was changed. Stop here, keep a copy of the folder, and restore it from a backup " +
        "or follow docs/operations/log-damaged.md.", inner);

    private void ThrowIfFailed(Iterator iterator)
    {
        Native.Instance.rocksdb_iter_get_error(iterator.Handle, out var error);
        if (error == IntPtr.Zero) return;
        var text = System.Runtime.InteropServices.Marshal.PtrToStringUTF8(error) ?? "unreadable";
        Native.Instance.rocksdb_free(error);
        throw Damaged(Folder, text);
    }
}
