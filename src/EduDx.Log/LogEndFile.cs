using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace EduDx.Log;

/// <summary>
/// How far the log was acknowledged, beside the store and not in it: the file <c>end</c> in the log's folder. A store that lost its newest
/// records (a missing file, a flipped byte in the last one) looks like one whose last write was torn; this file tells them apart.
/// <code>
/// 0   4  CRC-32 of everything behind it
/// 4   …  for each stream: offset behind its last committed event (8)
/// </code>
/// Little-endian. Written after each commit and before anybody is told of it, and not synced: a killed process leaves it whole in the
/// page cache, a power cut may leave an older one, never one that is ahead of the store. One that does not match its checksum says nothing.
/// <para>Hot path: one write of a few dozen bytes a commit, beside the commit's fsync.</para>
/// </summary>
internal sealed class LogEndFile : IDisposable
{
    private const int HeaderSize = 4;

    private readonly SafeFileHandle _file;
    private readonly byte[] _bytes;
    private readonly long[] _known;

    public LogEndFile(string folder, int streams)
    {
        _bytes = new byte[HeaderSize + streams * sizeof(long)];
        _known = new long[streams];
        _file = File.OpenHandle(Path.Combine(folder, "end"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        // An older program wrote fewer streams.
        var found = new byte[_bytes.Length];
        var length = RandomAccess.Read(_file, found, 0);
        if (length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(found) != Crc32.HashToUInt32(found.AsSpan(HeaderSize, length - HeaderSize))) return;
        for (var i = 0; HeaderSize + (i + 1) * sizeof(long) <= length; i++)
        {
            _known[i] = BinaryPrimitives.ReadInt64LittleEndian(found.AsSpan(HeaderSize + i * sizeof(long)));
        }
    }

    /// <summary>Offset behind the last event of a stream that was committed before this start; 0 when the file does not say.</summary>
    public long Known(LogStream stream) => _known[(int)stream];

    /// <summary>Writes down how far each stream is committed.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Write(ReadOnlySpan<long> durable)
    {
        for (var i = 0; i < durable.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(HeaderSize + i * sizeof(long)), durable[i]);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes, Crc32.HashToUInt32(_bytes.AsSpan(HeaderSize)));
        RandomAccess.Write(_file, _bytes, 0);
    }

    public void Dispose() => _file.Dispose();
}
