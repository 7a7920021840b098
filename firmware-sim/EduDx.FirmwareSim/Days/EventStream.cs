using System.Threading.Channels;
using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.Devices;
using Grpc.Core;

namespace EduDx.FirmwareSim.Days;

/// <summary>
/// A gateway: one gRPC stream of numbered batches. Batches without a reply are kept and sent again on the next stream, in order and with
/// the same events. A full queue makes the day wait.
/// </summary>
public sealed class EventStream(Ingest.IngestClient client, int number, Metadata? secrets, SendProgress progress, TimeProvider time)
{
    private const int LargestBatch = 500;
    private const int Window = 8;

    private readonly Channel<Event> _queue = Channel.CreateBounded<Event>(new BoundedChannelOptions(20_000) { SingleReader = true, SingleWriter = true });
    private readonly Queue<PublishRequest> _unacknowledged = new();
    private readonly Backoff _backoff = new(time, number, DayChannels.LongestWaitMs);
    private ulong _batch;

    /// <summary>Queues an event.</summary>
    public ValueTask SendAsync(Event e, CancellationToken stop) => _queue.Writer.WriteAsync(e, stop);

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _queue.Writer.Complete();

    /// <summary>Sends until the queue is complete and everything is acknowledged.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!_queue.Reader.Completion.IsCompleted || _unacknowledged.Count > 0)
        {
            try
            {
                await StreamAsync(stop).ConfigureAwait(false);
            }
            catch (Exception e) when (!stop.IsCancellationRequested && e is RpcException or HttpRequestException or IOException or InvalidOperationException or OperationCanceledException)
            {
                progress.Retried();
                await _backoff.WaitAsync(stop).ConfigureAwait(false);
            }
        }
    }

    private async Task StreamAsync(CancellationToken stop)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var call = client.Publish(secrets, cancellationToken: broken.Token);
        var places = Channel.CreateBounded<bool>(Window);
        var resend = _unacknowledged.ToArray();
        for (var i = resend.Length; i < Window; i++) places.Writer.TryWrite(true);
        var reading = ReadAsync(call.ResponseStream, places.Writer, broken);
        var done = false;
        try
        {
            foreach (var request in resend) await call.RequestStream.WriteAsync(request, broken.Token).ConfigureAwait(false);
            while (await _queue.Reader.WaitToReadAsync(broken.Token).ConfigureAwait(false))
            {
                await places.Reader.ReadAsync(broken.Token).ConfigureAwait(false);
                var request = new PublishRequest { Batch = ++_batch };
                while (request.Events.Count < LargestBatch && _queue.Reader.TryRead(out var e)) request.Events.Add(e);
                lock (_unacknowledged) _unacknowledged.Enqueue(request);
                progress.Begin();
                await call.RequestStream.WriteAsync(request, broken.Token).ConfigureAwait(false);
            }
            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
            done = true;
        }
        finally
        {
            // A writer that failed must not leave the reader waiting; one that is done waits for the last replies.
            if (!done) await broken.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(IAsyncStreamReader<PublishReply> replies, ChannelWriter<bool> places, CancellationTokenSource broken)
    {
        try
        {
            while (await replies.MoveNext(broken.Token).ConfigureAwait(false))
            {
                PublishRequest request;
                lock (_unacknowledged) request = _unacknowledged.Peek();
                if (replies.Current.Batch != request.Batch) throw new IOException($"the server answered batch {replies.Current.Batch}, expected {request.Batch}");
                lock (_unacknowledged) _unacknowledged.Dequeue();
                progress.Answered(request.Events.Count, replies.Current.Rejected.Count);
                if (replies.Current.Rejected.Count > 0) progress.Reject(replies.Current.Rejected[0].Detail);
                _backoff.Reset();
                places.TryWrite(true);
            }
        }
        finally
        {
            await broken.CancelAsync().ConfigureAwait(false);
        }
    }
}
