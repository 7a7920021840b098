using System.Buffers.Binary;

namespace EduDx.Log;

/// <summary>Committed events that follow one another in one stream. Valid until the next read by the same reader.</summary>
public readonly struct LogBatch
{
    private readonly ReadOnlyMemory<byte> _record;

    internal LogBatch(long firstOffset, ReadOnlyMemory<byte> record)
    {
        FirstOffset = firstOffset;
        _record = record;
        Count = LogRecord.Count(record.Span);
    }

    /// <summary>Offset of the first event.</summary>
    public long FirstOffset { get; }
    /// <summary>Number of events.</summary>
    public int Count { get; }
    /// <summary>Offset behind the last event.</summary>
    public long NextOffset => FirstOffset + Count;
    /// <summary>When the batch was committed, Unix milliseconds.</summary>
    public long CommitMs => LogRecord.CommitMs(_record.Span);

    /// <summary>Walks the events in place.</summary>
    public Enumerator GetEnumerator() => new(_record.Span[LogRecord.HeaderSize..]);

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
