using System.Buffers.Binary;

namespace EduDx.Log;

/// <summary>The events of one stream that wait for the next commit, packed as the record they become.</summary>
internal sealed class CommitBuffer(LogBuffers buffers)
{
    private byte[] _bytes = buffers.Rent(0);

    public int Count { get; private set; }

    public int Length { get; private set; } = LogRecord.HeaderSize;

    public void Add(ReadOnlySpan<byte> item)
    {
        var needed = Length + 4 + item.Length;
        if (needed > _bytes.Length) Grow(needed);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(Length), item.Length);
        item.CopyTo(_bytes.AsSpan(Length + 4));
        Length = needed;
        Count++;
    }

    public ReadOnlySpan<byte> Seal(long commitMs)
    {
        LogRecord.Seal(_bytes.AsSpan(0, Length), Count, commitMs);
        return _bytes.AsSpan(0, Length);
    }

    /// <summary>Gives the sealed record away, and begins an empty one.</summary>
    public LogBatch Take(long firstOffset)
    {
        var batch = new LogBatch(firstOffset, _bytes, Length, buffers);
        _bytes = buffers.Rent(0);
        Clear();
        return batch;
    }

    public void Clear()
    {
        Count = 0;
        Length = LogRecord.HeaderSize;
        if (_bytes.Length > LogBuffers.LargestKept) _bytes = buffers.Rent(0);
    }

    private void Grow(int needed)
    {
        var larger = buffers.Rent(Math.Max(needed, _bytes.Length * 2));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        buffers.Return(_bytes);
        _bytes = larger;
    }
}
