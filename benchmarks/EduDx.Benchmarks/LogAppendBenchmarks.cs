using BenchmarkDotNet.Attributes;
using EduDx.Log;

namespace EduDx.Benchmarks;

/// <summary>Until it is on the disk: a commit of the log against a write and fsync of the same bytes to a plain file.</summary>
[MemoryDiagnoser]
public class LogAppendBenchmarks
{
    private const int EventBytes = 65;

    private readonly byte[] _event = new byte[EventBytes];
    private byte[] _raw = [];
    private EventLog _log = null!;
    private FileStream _file = null!;

    /// <summary>Events a commit.</summary>
    [Params(1, 1000)]
    public int Events { get; set; }

    /// <summary>A new log and a new file.</summary>
    [GlobalSetup]
    public void Open()
    {
        var folder = BenchmarkCity.NewFolder("log");
        _log = EventLog.Open(new() { Folder = Path.Combine(folder, "log"), DiskFloorMiB = 0 }, TimeProvider.System);
        _file = new FileStream(Path.Combine(folder, "raw"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        _raw = new byte[Events * EventBytes];
        new Random(1).NextBytes(_event);
        new Random(2).NextBytes(_raw);
    }

    /// <summary>Closes both.</summary>
    [GlobalCleanup]
    public void Close()
    {
        _log.Dispose();
        _file.Dispose();
    }

    /// <summary>The floor: what the disk itself takes.</summary>
    [Benchmark(Baseline = true)]
    public void RawFsync()
    {
        _file.Write(_raw);
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Append, and wait for the group commit.</summary>
    [Benchmark]
    public async Task LogCommit()
    {
        long ticket = 0;
        for (var i = 0; i < Events; i++)
        {
            if (_log.Append(LogStream.Events, _event, out ticket) != AppendStatus.Queued) throw new InvalidOperationException("the log refuses");
        }
        await _log.WaitAsync(ticket, default);
    }
}
