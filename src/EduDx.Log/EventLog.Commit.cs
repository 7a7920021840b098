using EduDx.Log.Rocks;
using RocksDbSharp;

namespace EduDx.Log;

/// <summary>The committer's side.</summary>
public sealed partial class EventLog
{
    // The floor is looked at this often: a check costs a statfs, and 250 ms of the highest ingest is far below any sensible floor.
    private static readonly TimeSpan FloorCheck = TimeSpan.FromMilliseconds(250);

    // Space above the floor before events are taken again, so that the refusal does not flap.
    private const double FloorResume = 1.05;

    private void CommitLoop()
    {
        var lastCheck = _time.GetTimestamp();
        while (true)
        {
            _work.Wait(FloorCheck);
            if (_time.GetElapsedTime(lastCheck) >= FloorCheck)
            {
                CheckFloor();
                lastCheck = _time.GetTimestamp();
            }
            long ticket;
            lock (_gate)
            {
                if (_waitingBytes == 0)
                {
                    if (_stopping) return;
                    continue;
                }
                (_filling, _committing) = (_committing, _filling);
                _waitingBytes = 0;
                ticket = _ticket++;
            }
            Commit(ticket);
        }
    }

    private void Commit(long ticket)
    {
        try
        {
            // Until readers see the new end: whoever empties a stream writes where its next record goes.
            lock (_atEnd) Write();
        }
        catch (Exception e) when (e is RocksDbException or IOException)
        {
            Fail($"A write to the log in {_options.Folder} failed", e);
            return;
        }
        foreach (var buffer in _committing) buffer.Clear();
        Commits++;
        Volatile.Write(ref _committedTicket, ticket);
        Signal();
    }

    private void Write()
    {
        using var batch = new WriteBatch();
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var stream = 0; stream < Streams; stream++)
        {
            var buffer = _committing[stream];
            if (buffer.Count > 0) batch.Put(LogRecord.Key(_durable[stream]), buffer.Seal(now), _store.Handle((LogStream)stream));
        }
        _store.Db.Write(batch, _sync);
        for (var stream = 0; stream < Streams; stream++) _reached[stream] = _durable[stream] + _committing[stream].Count;
        _end.Write(_reached);
        // What readers are given from memory is on the disk by now.
        if (_committing[(int)LogStream.Events] is { Count: > 0 } events) _recent.Add(events.Take(_durable[(int)LogStream.Events]));
        for (var stream = 0; stream < Streams; stream++) Volatile.Write(ref _durable[stream], _reached[stream]);
    }

    // After a failed write nobody knows what the disk holds. Everything that waits fails unacknowledged, offsets go back to what
    // is durable, and appends are refused until a restart has proved the log again.
    private void Fail(string what, Exception e)
    {
        lock (_gate)
        {
            Error = new IOException($"{what}: {e.Message}. Mend the disk and restart; nothing unwritten was acknowledged.", e);
            _refusing = AppendStatus.Failed;
            _waitingBytes = 0;
            for (var stream = 0; stream < Streams; stream++)
            {
                _filling[stream].Clear();
                _committing[stream].Clear();
                _next[stream] = _durable[stream];
            }
        }
        Signal();
    }

    private void CheckFloor()
    {
        long free;
        try
        {
            free = new DriveInfo(Path.GetFullPath(_options.Folder)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder was taken away under the open files: what is written to them now is gone with the process.
            Fail($"The log folder {_options.Folder} is gone", e);
            return;
        }
        var floor = (long)_options.DiskFloorMiB << 20;
        lock (_gate)
        {
            _refusing = _refusing switch
            {
                AppendStatus.Queued when free < floor => AppendStatus.DiskFloor,
                AppendStatus.DiskFloor when free >= floor * FloorResume => AppendStatus.Queued,
                var unchanged => unchanged,
            };
        }
    }

    private void Signal()
    {
        Interlocked.Exchange(ref _committed, NewSignal()).SetResult();
        Committed?.Invoke();
    }

    private async ValueTask WaitSlowAsync(long ticket, CancellationToken cancel)
    {
        while (!IsDurable(ticket))
        {
            var signal = Volatile.Read(ref _committed);
            if (IsDurable(ticket)) return;
            if (Error is { } error) throw error;
            await signal.Task.WaitAsync(cancel).ConfigureAwait(false);
        }
    }
}
