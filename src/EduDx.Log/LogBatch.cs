using System.Buffers.Binary;

namespace EduDx.Log;

/// <summary>
/// Committed events that follow one another in one stream. Whoever is done with a batch releases it, and its buffer is used again; a batch
/// that nobody releases is left to the collector.
/// </summary>
public sealed class LogBatch
{
    private readonly LogBuffers _buffers;
    private readonly int _length;
    private byte[]? _record;
    private int _holders = 1;

    internal LogBatch(long firstOffset, byte[] record, int length, LogBuffers buffers)
    {
        (FirstOffset, _record, _length, _buffers) = (firstOffset, record, length, buffers);
        Count = LogRecord.Count(record);
        CommitMs = LogRecord.CommitMs(record);
    }

    /// <summary>Offset of the first event.</summary>
    public long FirstOffset { get; }
    /// <summary>Number of events.</summary>
    public int Count { get; }
    /// <summary>Offset behind the last event.</summary>
    public long NextOffset => FirstOffset + Count;
    /// <summary>When the batch was committed, Unix milliseconds.</summary>
    public long CommitMs { get; }

    /// <summary>Size of the buffer.</summary>
    internal int Capacity => _record?.Length ?? 0;

    /// <summary>Walks the events in place.</summary>
    /// <exception cref="ObjectDisposedException">The batch was released.</exception>
    public Enumerator GetEnumerator() => new((_record ?? throw new ObjectDisposedException(nameof(LogBatch))).AsSpan(LogRecord.HeaderSize, _length - LogRecord.HeaderSize));

    /// <summary>So many more hold the batch, each of which releases it once.</summary>
    public void Hold(int more) => Interlocked.Add(ref _holders, more);

    /// <summary>Gives up one hold. After the last one the events may not be walked any more; offsets stay readable.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0 && Interlocked.Exchange(ref _record, null) is { } record) _buffers.Return(record);
    }

    /// <summary>Walks the events of a batch; allocates nothing.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> rest) => _rest = rest;

        /// <summary>The event at the walk's place.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        /// <summary>Steps to the next event.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty) return false;
            var length = BinaryPrimitives.ReadInt32LittleEndian(_rest);
            Current = _rest.Slice(4, length);
            _rest = _rest[(4 + length)..];
            return true;
        }
    }
}
