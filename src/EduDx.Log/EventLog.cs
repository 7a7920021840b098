using EduDx.Log.Rocks;
using RocksDbSharp;

namespace EduDx.Log;

/// <summary>
/// The event log: bytes in, offsets out. <see cref="Append"/> copies an event into the batch that waits; one committer thread
/// takes all that is there, writes it as one synced record a stream, and publishes the commit. No timer: a commit
/// starts when the one before it is done.
/// <para>Hot path: an append takes one short lock and allocates nothing. Measured: a commit of one event costs one fsync.</para>
/// </summary>
public sealed partial class EventLog : IDisposable
{
    private static readonly int Streams = Enum.GetValues<LogStream>().Length;

    private readonly Lock _gate = new();
    private readonly LogBuffers _buffers = new();
    private readonly RecentBatches _recent = new();
    private readonly RocksStore _store;
    private readonly LogEndFile _end;
    private readonly EventLogOptions _options;
    private readonly TimeProvider _time;
    private readonly Thread _committer;
    private readonly SemaphoreSlim _work = new(0);
    private readonly WriteOptions _sync = new WriteOptions().SetSync(true);

    // Under _gate.
    private CommitBuffer[] _filling;
    private CommitBuffer[] _committing;
    private readonly long[] _next = new long[Streams];
    private long _waitingBytes;
    private long _ticket = 1;
    private bool _stopping;
    private AppendStatus _refusing = AppendStatus.Queued;
    private TaskCompletionSource _committed = NewSignal();

    private readonly long[] _durable = new long[Streams];
    private readonly long[] _first = new long[Streams];
    // The committer's alone.
    private readonly long[] _reached = new long[Streams];
    private long _committedTicket;

    private EventLog(RocksStore store, LogEndFile end, EventLogOptions options, TimeProvider time)
    {
        _store = store;
        _end = end;
        _options = options;
        _time = time;
        _filling = NewBuffers();
        _committing = NewBuffers();
        Prove(store, end, _first, _next);
        _next.CopyTo(_durable, 0);
        end.Begin(_first, _durable);
        CheckFloor();
        _committer = new Thread(CommitLoop) { Name = "log committer", IsBackground = true };
        _committer.Start();
    }

    /// <summary>Why appends are refused; <see cref="AppendStatus.Queued"/> while they are not.</summary>
    public AppendStatus Refusing => _refusing;

    /// <summary>The error of the write that failed; null while all is well.</summary>
    public Exception? Error { get; private set; }

    /// <summary>
    /// After each commit, and after the write that failed, on the committer's thread: handlers must be quick and must not throw. For whoever
    /// waits for many tickets at once; <see cref="WaitAsync"/> costs a task each.
    /// </summary>
    public event Action? Committed;

    /// <summary>Commits since the process started.</summary>
    public long Commits { get; private set; }

    /// <summary>Opens the log, proving it sound from the first record to the last.</summary>
    /// <exception cref="LogInUseException">Another process holds the folder.</exception>
    /// <exception cref="LogDamagedException">A record is damaged or missing.</exception>
    public static EventLog Open(EventLogOptions options, TimeProvider time)
    {
        var end = new LogEndFile(options.Folder, Streams);
        RocksStore? store = null;
        try
        {
            DropTornEntry(options.Folder, end);
            store = RocksStore.Open(options.Folder);
            return new EventLog(store, end, options, time);
        }
        catch
        {
            store?.Dispose();
            end.Dispose();
            throw;
        }
    }

    // A power cut may tear the last entry of the list of the store's files, and RocksDB does not get over that. Without the entry the store is
    // looked at first: opening it for good would remove files that only the entry spoke of.
    private static void DropTornEntry(string folder, LogEndFile end)
    {
        if (StoreProof.TornManifest(folder) is not { } torn) return;
        var entries = File.ReadAllBytes(torn.Path);
        using (var file = new FileStream(torn.Path, FileMode.Open, FileAccess.Write)) file.SetLength(torn.Whole);
        if (!end.KnowsOfCommits) return;
        try
        {
            using var looked = RocksStore.OpenReadOnly(folder);
            Prove(looked, end, new long[Streams], new long[Streams]);
        }
        catch
        {
            File.WriteAllBytes(torn.Path, entries);
            throw;
        }
    }

    private static void Prove(RocksStore store, LogEndFile end, long[] first, long[] next)
    {
        foreach (var stream in Enum.GetValues<LogStream>())
        {
            (first[(int)stream], next[(int)stream]) = store.Verify(stream);
            if (end.Known(stream) > next[(int)stream])
            {
                throw RocksStore.Damaged(store.Folder, $"the {stream} stream ends at offset {next[(int)stream]}, and it was acknowledged up to {end.Known(stream)}: its newest records are damaged or a file is missing");
            }
            var mayBegin = end.KnownFirst(stream);
            if (first[(int)stream] <= mayBegin) continue;
            throw RocksStore.Damaged(store.Folder, $"the {stream} stream begins at offset {first[(int)stream]}, and nothing from offset {mayBegin} on was dropped for its age: a file is missing");
        }
    }

    /// <summary>Offset behind the last durable event.</summary>
    public long DurableOffset(LogStream stream) => Volatile.Read(ref _durable[(int)stream]);

    /// <summary>Offset of the oldest event that is still kept.</summary>
    public long FirstOffset(LogStream stream) => Volatile.Read(ref _first[(int)stream]);

    /// <summary>Offset that the next append will get.</summary>
    public long NextOffset(LogStream stream) => Volatile.Read(ref _next[(int)stream]);

    /// <summary>Adds one event to the batch that waits for the committer.</summary>
    /// <param name="stream">Which stream.</param>
    /// <param name="item">The bytes; copied before the method returns.</param>
    /// <param name="ticket">When queued: the commit that makes it durable, for <see cref="WaitAsync"/>.</param>
    public AppendStatus Append(LogStream stream, ReadOnlySpan<byte> item, out long ticket)
    {
        bool wake;
        lock (_gate)
        {
            ticket = _ticket;
            if (_refusing != AppendStatus.Queued) return _refusing;
            if (_waitingBytes > _options.QueueMiB << 20) return AppendStatus.Overloaded;
            wake = _waitingBytes == 0;
            // With the length before it: an empty item must not look like nothing waiting.
            _waitingBytes += item.Length + sizeof(int);
            _filling[(int)stream].Add(item);
            _next[(int)stream]++;
        }
        if (wake) _work.Release();
        return AppendStatus.Queued;
    }

    /// <summary>True once everything appended under <paramref name="ticket"/> is on the disk.</summary>
    public bool IsDurable(long ticket) => Volatile.Read(ref _committedTicket) >= ticket;

    /// <summary>Waits until the commit of <paramref name="ticket"/> is on the disk.</summary>
    /// <exception cref="IOException">The write failed; the event may not be acknowledged.</exception>
    public ValueTask WaitAsync(long ticket, CancellationToken cancel) =>
        IsDurable(ticket) ? ValueTask.CompletedTask : WaitSlowAsync(ticket, cancel);

    /// <summary>Waits until the durable offset of the events passes <paramref name="offset"/>.</summary>
    public async ValueTask WaitForOffsetAsync(long offset, CancellationToken cancel)
    {
        while (DurableOffset(LogStream.Events) <= offset)
        {
            var signal = Volatile.Read(ref _committed);
            if (DurableOffset(LogStream.Events) > offset) return;
            await signal.Task.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The batch that holds <paramref name="offset"/>, for the caller to release; null at the end of the stream.</summary>
    /// <exception cref="LogDamagedException">The record is damaged, or the offset is older than what is kept.</exception>
    public LogBatch? Read(LogStream stream, long offset)
    {
        if (offset >= DurableOffset(stream)) return null;
        return (stream == LogStream.Events && offset >= FirstOffset(stream) ? _recent.Find(offset) : null)
            ?? _store.Find(stream, offset, _buffers)
            ?? throw RocksStore.Damaged(_options.Folder, $"offset {offset} of {stream} is not there; the log holds {FirstOffset(stream)} to {DurableOffset(stream) - 1}");
    }

    /// <summary>The batches from the one that holds <paramref name="offset"/> to the end of the stream; each is released when the next one is asked for.</summary>
    /// <exception cref="LogDamagedException">A record is damaged, or the offset is older than what is kept.</exception>
    public IEnumerable<LogBatch> From(LogStream stream, long offset)
    {
        while (Read(stream, offset) is { } batch)
        {
            yield return batch;
            offset = batch.NextOffset;
            batch.Release();
        }
    }

    /// <summary>Refuses when a consumer stands behind the log's end or before its beginning: the log was cut or swapped.</summary>
    /// <exception cref="LogDamagedException">Names the consumer and the way out.</exception>
    public void CheckCursor(string consumer, long offset)
    {
        if (offset > DurableOffset(LogStream.Events))
        {
            throw RocksStore.Damaged(_options.Folder,
                $"it ends at offset {DurableOffset(LogStream.Events)}, before the cursor of {consumer} at {offset}: events were lost, or the folder was swapped");
        }
        if (offset < FirstOffset(LogStream.Events))
        {
            throw RocksStore.Damaged(_options.Folder,
                $"it begins at offset {FirstOffset(LogStream.Events)}, behind the cursor of {consumer} at {offset}");
        }
    }

    /// <summary>Commits what waits and closes the store.</summary>
    public void Dispose()
    {
        lock (_gate) _stopping = true;
        _work.Release();
        _committer.Join(TimeSpan.FromSeconds(30));
        _store.Dispose();
        _end.Dispose();
        _work.Dispose();
    }

    private CommitBuffer[] NewBuffers() => [.. Enumerable.Range(0, Streams).Select(_ => new CommitBuffer(_buffers))];

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
