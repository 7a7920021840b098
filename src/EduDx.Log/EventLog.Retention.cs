using EduDx.Log.Rocks;
using RocksDbSharp;

namespace EduDx.Log;

/// <summary>What is let go for its age.</summary>
public sealed partial class EventLog
{
    // The committer and whoever empties a stream write to its end.
    private readonly Lock _atEnd = new();

    /// <summary>Drops the records of a stream that are older than its retention and that nobody needs.</summary>
    /// <param name="stream">Which stream; of one that is kept as long as the log nothing is dropped.</param>
    /// <param name="neededFrom">Offset of the oldest item that a reader still needs: the lowest cursor of all consumers.</param>
    /// <param name="nowMs">What age is counted to, Unix milliseconds; null for the clock. A clock that was set ahead must not empty the log.</param>
    /// <returns>Items dropped.</returns>
    /// <exception cref="IOException">The disk did not take it; what is there stays, and the next call goes on.</exception>
    /// <exception cref="LogDamagedException">A record cannot be read.</exception>
    public long DropOld(LogStream stream, long neededFrom, long? nowMs = null)
    {
        if (_options.DaysOf(stream) is not { } days || Error is not null) return 0;
        var now = nowMs ?? _time.GetUtcNow().ToUnixTimeMilliseconds();
        var durable = DurableOffset(stream);
        // The last event stays, however old: receipts go on from it after a restart. Of the other streams nothing stays.
        var limit = Math.Min(neededFrom, stream == LogStream.Events ? durable - 1 : durable);
        var before = FirstOffset(stream);
        if (limit <= before) return 0;
        try
        {
            using var drop = _store.Old(stream, limit, now - days * 86_400_000L, now, out var first);
            if (drop.Count() == 0) return 0;
            // Before they are gone: a log that begins earlier than it might is no damage, one that begins later is.
            _end.WriteFirst(stream, first);
            Volatile.Write(ref _first[(int)stream], first);
            if (first < durable || !TryEmpty(stream, first, drop)) _store.Db.Write(drop, _sync);
            // A deleted record stays in its file until that is written anew, which a stream that is seldom written to may not see for years.
            if (stream != LogStream.Events) _store.Db.CompactRange(LogRecord.Key(before), LogRecord.Key(first), _store.Handle(stream));
            return first - before;
        }
        catch (RocksDbException e)
        {
            Volatile.Write(ref _first[(int)stream], before);
            throw new IOException($"Old records of {stream} in {_options.Folder} cannot be dropped: {e.Message}", e);
        }
    }

    // An empty record stands where the next one will: it says where the offsets go on after a restart. The next commit writes over it, so none
    // may have come in between.
    private bool TryEmpty(LogStream stream, long end, WriteBatch drop)
    {
        lock (_atEnd)
        {
            if (DurableOffset(stream) != end) return false;
            var empty = new byte[LogRecord.HeaderSize];
            LogRecord.Seal(empty, count: 0, _time.GetUtcNow().ToUnixTimeMilliseconds());
            drop.Put(LogRecord.Key(end), empty, _store.Handle(stream));
            _store.Db.Write(drop, _sync);
            return true;
        }
    }
}
