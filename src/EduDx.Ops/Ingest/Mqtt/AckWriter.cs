using System.IO.Pipelines;
using EduDx.Log;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// Writes the PUBACKs of a connection: in order, each once its commit is on the disk, all that are due in one flush. Holds the
/// gate to the output pipe, which has one writer at a time, this or the broker.
/// <para>Hot path: allocates nothing while the client reads what it is sent.</para>
/// </summary>
/// <param name="output">The connection's output.</param>
/// <param name="log">Says what is durable.</param>
/// <param name="commits">Wakes this writer.</param>
/// <param name="abort">Ends the connection: what waits cannot be acknowledged, because of the exception, or is not wanted any more.</param>
internal sealed class AckWriter(PipeWriter output, EventLog log, CommitWatch commits, Action<Exception?> abort) : IThreadPoolWorkItem
{
    private static readonly FlushResult Gone = new(isCanceled: false, isCompleted: true);

    // Only a thread that gets no processor takes longer over a packet, once nothing waits for the client to read.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _gate = new(1, 1);

    // Under _lock. Pumping: a thread writes, or the commit watch will wake one; nobody else may.
    private readonly AckRing _ring = new();
    private bool _pumping;
    private bool _closed;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _turn;

    private enum Next { Nothing, Wait, Write }

    /// <summary>Bytes of reason strings that the client takes in a PUBACK; 0 when it asked for none.</summary>
    public int MaxReason { get; set; }

    /// <summary>True while another PUBLISH may be taken. Only the reader adds, and it asks: what it sees here can only get better.</summary>
    public bool HasRoom => _ring.Count < AckRing.Maximum;

    /// <summary>Owes a PUBACK for a PUBLISH. There must be room.</summary>
    public void Add(in Ack ack)
    {
        lock (_lock) _ring.Add(ack);
    }

    /// <summary>Writes what is due. To be called after the PUBLISHes of one read.</summary>
    public void Kick()
    {
        lock (_lock)
        {
            if (_pumping || _closed || _ring.Count == 0) return;
            _pumping = true;
        }
        Pump();
    }

    void IThreadPoolWorkItem.Execute() => Pump();

    /// <summary>Waits for room in the ring.</summary>
    /// <returns>False after <paramref name="limit"/>.</returns>
    public async Task<bool> RoomAsync(TimeSpan limit, CancellationToken cancel)
    {
        Task room;
        lock (_lock)
        {
            if (_closed || _ring.Count < AckRing.Maximum) return true;
            room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
        try
        {
            await room.WaitAsync(limit, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Runs the broker's write of a packet alone on the pipe; a PUBACK that it owes waits until those before it are written.</summary>
    /// <param name="pubAck">Packet id when it is a PUBACK.</param>
    /// <param name="write">The write.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The connection has ended; nothing was written.</exception>
    public async Task AloneAsync(ushort? pubAck, Func<Task> write, CancellationToken cancel)
    {
        var owed = pubAck is { } id && await TurnAsync(id, cancel);
        await _gate.WaitAsync(cancel);
        try
        {
            // A pipe that is completed in the middle of a write gives the writer a span that is too short.
            lock (_lock) if (_closed) throw new OperationCanceledException("the connection has ended");
            await write();
        }
        finally
        {
            _gate.Release();
        }
        if (!owed) return;
        lock (_lock) Remove();
        Kick();
    }

    /// <summary>Writes nothing more; whoever waits is let go.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _room?.TrySetResult();
            _turn?.TrySetCanceled(CancellationToken.None);
        }
    }

    /// <summary>Writes nothing more, and returns when nobody is in the middle of a write: from then on the pipe may be completed.</summary>
    public async Task CloseAsync()
    {
        Close();
        try
        {
            output.CancelPendingFlush();
        }
        catch (ObjectDisposedException)
        {
            // Under TLS the pipe has ended with its stream, and no flush waits on it.
        }
        if (await _gate.WaitAsync(LongestWrite)) _gate.Release();
    }

    // False for a PUBACK that no PUBLISH of this connection waits for: a kept session has it from an earlier one.
    private async Task<bool> TurnAsync(ushort id, CancellationToken cancel)
    {
        Task turn;
        lock (_lock)
        {
            if (!_ring.NextOfBroker(id)) return false;
            if (_ring.Head.IsBrokers) return true;
            _turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_closed) _turn.TrySetCanceled(CancellationToken.None);
            turn = _turn.Task;
        }
        await turn.WaitAsync(cancel);
        return true;
    }

    private void Pump()
    {
        while (true)
        {
            switch (Look(out var ticket))
            {
                case Next.Nothing:
                    return;
                case Next.Wait when commits.TryWait(this, ticket):
                    return;
                case Next.Wait when !log.IsDurable(ticket) && log.Error is { } error:
                    Close();
                    abort(error);
                    return;
                case Next.Wait:
                    continue;
            }
            if (!_gate.Wait(0))
            {
                _ = PumpSlowAsync(_gate.WaitAsync());
                return;
            }
            var flush = WriteDue();
            if (!flush.IsCompletedSuccessfully)
            {
                _ = PumpSlowAsync(flush.AsTask());
                return;
            }
            _gate.Release();
            if (!flush.Result.IsCompleted) continue;
            Close();
            return;
        }
    }

    // The broker is writing, or the client does not read: goes on when that is over, and nobody else pumps meanwhile.
    private async Task PumpSlowAsync(Task first)
    {
        try
        {
            await first;
            if (first is not Task<FlushResult>) await WriteDue();
        }
        catch (Exception e)
        {
            // The pipe is broken: the client sends again what was not acknowledged.
            Close();
            abort(e is IOException or OperationCanceledException ? null : e);
            return;
        }
        finally
        {
            _gate.Release();
        }
        Pump();
    }

    private Next Look(out long ticket)
    {
        lock (_lock)
        {
            ticket = 0;
            _pumping = !_closed && _ring.Count > 0 && !_ring.Head.IsBrokers;
            if (_ring.Count > 0 && _ring.Head.IsBrokers) _turn?.TrySetResult();
            if (!_pumping) return Next.Nothing;
            ticket = _ring.Head.Ticket;
            return log.IsDurable(ticket) ? Next.Write : Next.Wait;
        }
    }

    // Under the gate. The lock keeps Close, and so the end of the pipe, from coming between the span and its bytes.
    private ValueTask<FlushResult> WriteDue()
    {
        try
        {
            lock (_lock)
            {
                if (_closed) return ValueTask.FromResult(Gone);
                Span<byte> span = default;
                var at = 0;
                while (_ring.Count > 0 && !_ring.Head.IsBrokers && log.IsDurable(_ring.Head.Ticket))
                {
                    var size = PubAckEncoder.SizeOf(_ring.Head.Answer, MaxReason);
                    if (at + size > span.Length)
                    {
                        output.Advance(at);
                        span = output.GetSpan(size);
                        at = 0;
                    }
                    PubAckEncoder.Encode(_ring.Head, MaxReason, span[at..]);
                    at += size;
                    Remove();
                }
                output.Advance(at);
            }
            return output.FlushAsync();
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or OperationCanceledException)
        {
            // The client went, and the server has seen it before us.
            return ValueTask.FromResult(Gone);
        }
    }

    private void Remove()
    {
        _ring.RemoveHead();
        if (_room is null) return;
        _room.TrySetResult();
        _room = null;
    }
}
