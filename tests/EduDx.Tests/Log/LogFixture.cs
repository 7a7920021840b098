using System.Text;
using EduDx.Log;
using EduDx.Log.Rocks;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Tests.Log;

/// <summary>A log in a folder of its own, that goes with the test.</summary>
public abstract class LogFixture : IDisposable
{
    private EventLog? _log;

    protected string Folder { get; } = Path.Combine(Path.GetTempPath(), "edudx-log-" + Guid.NewGuid().ToString("N"));

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 9, 7, 0, 0, 0, TimeSpan.Zero));

    protected EventLogOptions Options => new() { Folder = Folder, DiskFloorMiB = 0, QueueMiB = 1 };

    /// <summary>The log, opened when first asked for.</summary>
    protected EventLog Opened => _log ??= EventLog.Open(Options, Time);

    public void Dispose()
    {
        Close();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected void Close()
    {
        _log?.Dispose();
        _log = null;
    }

    protected EventLog Reopen()
    {
        Close();
        return Opened;
    }

    /// <summary>Appends and waits for the disk: one commit of its own.</summary>
    protected async Task Commit(LogStream stream, params string[] items)
    {
        long ticket = 0;
        foreach (var item in items) Assert.Equal(AppendStatus.Queued, Opened.Append(stream, Encoding.UTF8.GetBytes(item), out ticket));
        await Opened.WaitAsync(ticket, default);
    }

    protected static List<string> All(EventLog log, LogStream stream = LogStream.Events)
    {
        var found = new List<string>();
        foreach (var batch in log.From(stream, log.FirstOffset(stream)))
        {
            foreach (var item in batch) found.Add(Encoding.UTF8.GetString(item));
        }
        return found;
    }

    /// <summary>Does something to the closed store behind the log's back.</summary>
    private protected void Tamper(Action<RocksStore> change)
    {
        Close();
        using var store = RocksStore.Open(Folder);
        change(store);
    }
}
