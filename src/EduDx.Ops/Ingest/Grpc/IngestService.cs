using System.Threading.Channels;
using EduDx.Contracts.Ingest.V1;
using EduDx.Log;
using EduDx.Ops.Access.Devices;
using EduDx.Ops.Ingest.Decode;
using EduDx.Ops.Ingest.Mqtt;
using Grpc.Core;

namespace EduDx.Ops.Ingest.Grpc;

/// <summary>
/// gRPC's side of ingest: batches are appended as they come, replies follow in order once their commit is on the disk, so a
/// stream keeps many batches in flight.
/// </summary>
internal sealed class IngestService(Ingestor ingestor, EventLog log, DeviceAccess access, IHostApplicationLifetime lifetime) : IngestServiceBase
{
    // Batches of one stream that wait for the disk; then the stream's reading waits too.
    private const int InFlight = 256;

    public override async Task Publish(IAsyncStreamReader<PublishBytes> requests, IServerStreamWriter<PublishReply> replies, ServerCallContext context)
    {
        var waiting = Channel.CreateBounded<(PublishReply Reply, long Ticket)>(new BoundedChannelOptions(InFlight) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var scope = StreamAccess.Open(access, context, _ => Cancel(stop));
        try
        {
            await PublishAsync(requests, replies, waiting, scope, stop);
        }
        catch (Exception e) when ((e is OperationCanceledException or IOException) && lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new global::Grpc.Core.Status(StatusCode.Unavailable, Stopping.Reason + "; send again what has no answer"));
        }
        catch (OperationCanceledException) when (scope?.Sessions.FirstOrDefault(s => s.CutOff is not null) is { } cut)
        {
            throw StreamAccess.CutOff(cut.CutOff!);
        }
        finally
        {
            foreach (var session in scope?.Sessions ?? []) access.Sessions.Remove(session);
        }
    }

    private async Task PublishAsync(
        IAsyncStreamReader<PublishBytes> requests, IServerStreamWriter<PublishReply> replies, Channel<(PublishReply Reply, long Ticket)> waiting, StreamScope? scope, CancellationTokenSource stop)
    {
        var answering = AnswerAsync(waiting.Reader, replies, stop);
        try
        {
            while (await requests.MoveNext(stop.Token))
            {
                var reply = Take(requests.Current.Bytes, scope, out var ticket, out var status);
                // This batch is not answered, and the client sends it again.
                if (status != AppendStatus.Queued) throw new RpcException(new global::Grpc.Core.Status(StatusCode.ResourceExhausted, PublishAnswer.Refusal(status)));
                await waiting.Writer.WriteAsync((reply, ticket), stop.Token);
            }
        }
        catch
        {
            // What came before is still answered, and nothing answers after the call has ended.
            waiting.Writer.Complete();
            await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // When the answers failed first, their reason is the reason.
            if (answering.IsFaulted) await answering;
            throw;
        }
        waiting.Writer.Complete();
        await answering;
    }

    // A failure stops the reading too: without answers it would only fill the channel and wait.
    private async Task AnswerAsync(ChannelReader<(PublishReply Reply, long Ticket)> waiting, IServerStreamWriter<PublishReply> replies, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var (reply, ticket) in waiting.ReadAllAsync(stop.Token))
            {
                await log.WaitAsync(ticket, stop.Token);
                await replies.WriteAsync(reply, stop.Token);
            }
        }
        catch (IOException e)
        {
            await stop.CancelAsync();
            throw new RpcException(new global::Grpc.Core.Status(StatusCode.Unavailable, e.Message));
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    // The call may have ended in between.
    private static void Cancel(CancellationTokenSource stop)
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Nothing to end any more.
        }
    }

    private PublishReply Take(ReadOnlySpan<byte> request, StreamScope? scope, out long ticket, out AppendStatus status)
    {
        var reply = new PublishReply();
        var reader = new ProtoReader(request);
        (ticket, status) = (0, AppendStatus.Queued);
        uint index = 0;
        scope?.BeginBatch();
        // Telemetry that has to wait holds up no attendance behind it: the batch is sent again whole, and what was taken of it counts once.
        while (status is AppendStatus.Queued or AppendStatus.Shed && reader.Next())
        {
            if (reader.Field == 1) reply.Batch = reader.Number;
            if (reader.Field != 2) continue;
            if (index >= Ingestor.MaxEvents || request.Length > Ingestor.MaxPayload)
            {
                throw new RpcException(new global::Grpc.Core.Status(StatusCode.InvalidArgument, $"a batch has at most {Ingestor.MaxEvents} events and {Ingestor.MaxPayload} bytes"));
            }
            var result = ingestor.IngestEvent(reader.Bytes, scope);
            if (result.IsRefused) throw Refused(scope!);
            scope?.Current.Meter!.Events.Charge(result.Cost(reader.Bytes.Length), Environment.TickCount64);
            ticket = Math.Max(ticket, result.Ticket);
            if (result.Status != AppendStatus.Queued) status = result.Status;
            reply.Accepted += (uint)result.Accepted;
            if (result.Rejected > 0) reply.Rejected.Add(new RejectedEvent { Index = index, Reason = result.Reason.Code(), Detail = result.Detail });
            index++;
        }
        if (reader.Broken) throw new RpcException(new global::Grpc.Core.Status(StatusCode.InvalidArgument, $"not an edudx.ingest.v1.PublishRequest at byte {reader.Position}"));
        return reply;
    }

    private RpcException Refused(StreamScope scope)
    {
        if (scope.WaitMs > 0)
        {
            access.OverRate();
            return StreamAccess.TooFast(scope.WaitMs);
        }
        if (scope.Current.CutOff is { } cut) return StreamAccess.CutOff(cut);
        access.Foreign(scope.Current, "publish", scope.Foreign);
        return StreamAccess.Foreign();
    }
}
