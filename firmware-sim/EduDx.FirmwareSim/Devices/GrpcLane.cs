using System.Threading.Channels;
using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.Scenarios;
using Grpc.Core;

namespace EduDx.FirmwareSim.Devices;

/// <summary>
/// One gRPC stream of numbered batches. Batches without a reply are kept and sent again on the next stream, in order, with the
/// same events.
/// </summary>
public sealed class GrpcLane(
    MorningPlan plan, int number, Delivery[] deliveries, Ingest.IngestClient client, Metadata? secrets, Pacer pacer, SendProgress progress, TimeProvider time)
{
    private const int LargestBatch = 100;
    private const int Window = 8;

    private readonly Queue<PublishRequest> _unacknowledged = new();
    private readonly Backoff _backoff = new(time, number);
    private int _next;
    private ulong _batch;

    /// <summary>Sends everything.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (_next < deliveries.Length || _unacknowledged.Count > 0)
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
        // The window: a free place is taken before a batch is written and given back by its reply.
        var places = Channel.CreateBounded<bool>(Window);
        var resend = _unacknowledged.ToArray();
        for (var i = resend.Length; i < Window; i++) places.Writer.TryWrite(true);
        var reading = ReadAsync(call.ResponseStream, places.Writer, broken);
        try
        {
            foreach (var request in resend) await call.RequestStream.WriteAsync(request, broken.Token).ConfigureAwait(false);
            while (_next < deliveries.Length)
            {
                await places.Reader.ReadAsync(broken.Token).ConfigureAwait(false);
                await pacer.WaitAsync(deliveries[_next], broken.Token).ConfigureAwait(false);
                var request = MakeBatch();
                lock (_unacknowledged) _unacknowledged.Enqueue(request);
                progress.Begin();
                await call.RequestStream.WriteAsync(request, broken.Token).ConfigureAwait(false);
            }
            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            // A writer that failed must not leave the reader waiting; one that is done waits for the last replies.
            if (_next < deliveries.Length) await broken.CancelAsync().ConfigureAwait(false);
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
                _backoff.Reset();
                places.TryWrite(true);
            }
        }
        finally
        {
            // Wakes the writer when the stream ended.
            await broken.CancelAsync().ConfigureAwait(false);
        }
    }

    private PublishRequest MakeBatch()
    {
        var request = new PublishRequest { Batch = ++_batch };
        do request.Events.Add(ProtoEvents.Make(plan, plan.Events[deliveries[_next++].Event]));
        while (_next < deliveries.Length && request.Events.Count < LargestBatch && pacer.IsDue(deliveries[_next]));
        return request;
    }
}
