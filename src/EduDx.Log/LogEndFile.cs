using System.Buffers.Binary;
using System.IO.Hashing;
using EduDx.Log.Disk;
using EduDx.Log.Rocks;
using Microsoft.Win32.SafeHandles;

namespace EduDx.Log;

/// <summary>
/// How far the log was acknowledged and where it begins, beside the store and not in it: the file <c>end</c> in the log's folder. A store that
/// lost its newest records (a missing file, a flipped byte in the last one) looks like one whose last write was torn, and one that lost its oldest like
/// one whose retention dropped them; this file tells them apart.
/// <code>
/// 0   4  CRC-32 of everything behind it
/// 4   8  number of streams, as a negative number
/// 12  …  for each stream: offset that its first record is not behind (8), offset behind its last committed record (8)
/// </code>
/// Little-endian. Programs that dropped events alone wrote the first offset of events at 4, and behind it for each stream the offset behind its last
/// record. Written after each commit and before anybody is told of it, and not synced: a killed process leaves it whole in the
/// page cache, a power cut may leave an older one, never one that is ahead of the store. One that does not match its checksum says nothing.
/// <para>Hot path: one write of a few dozen bytes a commit, beside the commit's fsync.</para>
/// </summary>
internal sealed class LogEndFile : IDisposable
{
    private const int CrcSize = 4;
    private const int HeaderSize = CrcSize + sizeof(long);
    private const int PairSize = 2 * sizeof(long);

    // The committer writes the ends, whoever drops old records the beginning.
    private readonly Lock _gate = new();
    private readonly SafeFileHandle _file;
    // Empty and locked: the folder is this process's before the store is opened and has a lock of its own.
    private readonly SafeFileHandle _owner;
    private readonly byte[] _bytes;
    private readonly long[] _known;
    private readonly long[] _knownFirst;

    /// <summary>Opens or makes the file; the folder is this process's alone from then on.</summary>
    /// <exception cref="LogInUseException">Another process has it.</exception>
    public LogEndFile(string folder, int streams)
    {
        SureFolder.Create(folder);
        _bytes = new byte[HeaderSize + streams * PairSize];
        _known = new long[streams];
        _knownFirst = new long[streams];
        Array.Fill(_knownFirst, long.MaxValue);
        try
        {
            _owner = File.OpenHandle(Path.Combine(folder, "owner"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.Message.Contains("being used by another process", StringComparison.Ordinal))
        {
            throw RocksStore.InUse(folder, e);
        }
        _file = File.OpenHandle(Path.Combine(folder, "end"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        // An older program wrote fewer streams.
        var found = new byte[_bytes.Length];
        var length = RandomAccess.Read(_file, found, 0);
        if (length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(found) != Crc32.HashToUInt32(found.AsSpan(CrcSize, length - CrcSize))) return;
        Read(found.AsSpan(CrcSize, length - CrcSize));
    }

    private void Read(ReadOnlySpan<byte> found)
    {
        var head = BinaryPrimitives.ReadInt64LittleEndian(found);
        found = found[sizeof(long)..];
        // What the file does not speak of was never dropped.
        Array.Clear(_knownFirst);
        if (head >= 0) _knownFirst[(int)LogStream.Events] = head;
        for (var i = 0; i < _known.Length; i++)
        {
            if (head < 0)
            {
                if (found.Length < PairSize) return;
                _knownFirst[i] = BinaryPrimitives.ReadInt64LittleEndian(found);
                found = found[sizeof(long)..];
            }
            if (found.Length < sizeof(long)) return;
            _known[i] = BinaryPrimitives.ReadInt64LittleEndian(found);
            found = found[sizeof(long)..];
        }
    }

    /// <summary>Offset behind the last event of a stream that was committed before this start; 0 when the file does not say.</summary>
    public long Known(LogStream stream) => _known[(int)stream];

    /// <summary>Offset that the first record of a stream was not behind before this start; the largest number when the file does not say.</summary>
    public long KnownFirst(LogStream stream) => _knownFirst[(int)stream];

    /// <summary>True when something was committed before this start, as far as the file says.</summary>
    public bool KnowsOfCommits => _known.Any(k => k > 0);

    /// <summary>Begins with what the store was proved to hold; nothing is written yet.</summary>
    public void Begin(ReadOnlySpan<long> first, ReadOnlySpan<long> durable)
    {
        lock (_gate)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(CrcSize), -_known.Length);
            for (var i = 0; i < first.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(HeaderSize + i * PairSize), first[i]);
            Fill(durable);
        }
    }

    /// <summary>Writes down how far each stream is committed.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Write(ReadOnlySpan<long> durable)
    {
        lock (_gate)
        {
            Fill(durable);
            RandomAccess.Write(_file, _bytes, 0);
        }
    }

    /// <summary>Writes down, surely, that records of a stream below an offset may be dropped, before they are: the store forgets them for good.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void WriteFirst(LogStream stream, long first)
    {
        lock (_gate)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(HeaderSize + (int)stream * PairSize), first);
            Fill([]);
            RandomAccess.Write(_file, _bytes, 0);
            RandomAccess.FlushToDisk(_file);
        }
    }

    private void Fill(ReadOnlySpan<long> durable)
    {
        for (var i = 0; i < durable.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(HeaderSize + i * PairSize + sizeof(long)), durable[i]);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes, Crc32.HashToUInt32(_bytes.AsSpan(CrcSize)));
    }

    public void Dispose()
    {
        _file.Dispose();
        _owner.Dispose();
    }
}
