using System.Buffers.Binary;

namespace EduDx.Log;

/// <summary>The events of one stream that wait for the next commit, packed as the record they become.</summary>
internal sealed class CommitBuffer
{
    // Grown buffers above this size are not kept: a burst must not pin its peak for ever.
    private const int KeepBytes = 4 << 20;

    private byte[] _bytes = new byte[64 << 10];

    public int Count { get; private set; }

    public int Length { get; private set; } = LogRecord.HeaderSize;

    public void Add(ReadOnlySpan<byte> item)
    {
        var needed = Length + 4 + item.Length;
        if (needed > _bytes.Length) Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
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

    public void Clear()
    {
        Count = 0;
        Length = LogRecord.HeaderSize;
        if (_bytes.Length > KeepBytes) _bytes = new byte[64 << 10];
    }
}
