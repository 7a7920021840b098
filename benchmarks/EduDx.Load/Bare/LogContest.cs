using System.Buffers.Binary;
using System.Diagnostics;
using EduDx.Log;
using Microsoft.Win32.SafeHandles;
using RocksDbSharp;
using EventLog = EduDx.Log.EventLog;

namespace EduDx.Load.Bare;

/// <summary>
/// Until it is on the disk: a commit of the log, a synced put of the same bytes into RocksDB, and a write and fsync of them to a plain file. One at a
/// time, so many events each.
/// </summary>
internal sealed class LogContest(int events) : Contest($"commit of {events} events", "the log", "bare RocksDB, one synced put", "write and fsync")
{
    private const int EventBytes = 65;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edudx-bare-log-");
    private readonly byte[] _event = new byte[EventBytes];
    private readonly byte[] _record = new byte[events * (sizeof(int) + EventBytes)];
    private readonly byte[] _key = new byte[sizeof(long)];
    private readonly WriteOptions _sync = new WriteOptions().SetSync(true);
    private EventLog? _log;
    private RocksDb? _rocks;
    private SafeFileHandle? _file;
    private long _puts;

    public override Task StartAsync()
    {
        Version = $"RocksDB {Report.Machine.Version(typeof(RocksDb).Assembly)}";
        new Random(1).NextBytes(_event);
        new Random(2).NextBytes(_record);
        _log = EventLog.Open(new() { Folder = Path.Combine(_folder.FullName, "log"), DiskFloorMiB = 0 }, TimeProvider.System);
        _rocks = RocksDb.Open(new DbOptions().SetCreateIfMissing(true), Path.Combine(_folder.FullName, "rocks"));
        _file = File.OpenHandle(Path.Combine(_folder.FullName, "raw"), FileMode.Create, FileAccess.Write);
        return Task.CompletedTask;
    }

    public override async Task<double> RunAsync(int side, TimeSpan length)
    {
        RandomAccess.SetLength(_file!, 0);
        var watch = Stopwatch.StartNew();
        long done = 0;
        for (; watch.Elapsed < length; done += events)
        {
            if (side == 0) await CommitAsync();
            else if (side == 1) Put();
            else Write(done / events);
        }
        return done / watch.Elapsed.TotalSeconds;
    }

    public override ValueTask DisposeAsync()
    {
        _log?.Dispose();
        _rocks?.Dispose();
        _file?.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private ValueTask CommitAsync()
    {
        long ticket = 0;
        for (var i = 0; i < events; i++)
        {
            if (_log!.Append(LogStream.Events, _event, out ticket) != AppendStatus.Queued) throw new InvalidOperationException("the log refuses");
        }
        return _log!.WaitAsync(ticket, default);
    }

    private void Put()
    {
        BinaryPrimitives.WriteInt64BigEndian(_key, _puts++);
        _rocks!.Put(_key, _record, writeOptions: _sync);
    }

    private void Write(long at)
    {
        RandomAccess.Write(_file!, _record, at * _record.Length);
        RandomAccess.FlushToDisk(_file!);
    }
}
