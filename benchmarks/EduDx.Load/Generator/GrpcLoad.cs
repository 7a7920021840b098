using System.Buffers.Binary;
using System.Diagnostics;
using EduDx.Contracts.Ingest.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace EduDx.Load.Generator;

/// <summary>
/// Scans over gRPC streams, so many events a message, encoded beforehand; each event gets an id of its own by overwriting bytes of the message.
/// </summary>
internal sealed class GrpcLoad(Kiosk[] kiosks, DateTimeOffset at, int streams, int inFlight)
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(
        (bytes, context) =>
        {
            context.SetPayloadLength(bytes.Length);
            bytes.CopyTo(context.GetBufferWriter().GetSpan(bytes.Length));
            context.GetBufferWriter().Advance(bytes.Length);
            context.Complete();
        },
        context => context.PayloadAsNewBuffer());

    private static readonly Method<byte[], byte[]> Publish = new(MethodType.DuplexStreaming, Ingest.Descriptor.FullName, "Publish", Bytes, Bytes);

    private uint _run;

    /// <returns>Events a second that were answered as accepted.</returns>
    public async Task<double> RunAsync(int port, int events, TimeSpan length)
    {
        var run = ++_run;
        using var stop = new CancellationTokenSource();
        var answered = new long[streams * 16];
        var watch = Stopwatch.StartNew();
        var running = Enumerable.Range(0, streams).Select(i => Task.Run(() => StreamAsync(port, kiosks[i % kiosks.Length], run * 64 + (uint)i, events, answered, i * 16, stop.Token))).ToArray();
        await Task.WhenAny(Task.Delay(length), Task.WhenAll(running));
        var total = Enumerable.Range(0, streams).Sum(i => Volatile.Read(ref answered[i * 16]));
        var seconds = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(20));
        return total * events / seconds;
    }

    private async Task StreamAsync(int port, Kiosk kiosk, uint stream, int events, long[] answered, int at, CancellationToken stop)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Publish, null, new CallOptions());
        using var window = new SemaphoreSlim(inFlight);
        var reading = Task.Run(async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                if (PublishReply.Parser.ParseFrom(call.ResponseStream.Current) is { Accepted: var n, Rejected: [var first, ..] }) throw new InvalidOperationException($"{n} accepted, then {first.Reason}: {first.Detail}");
                Volatile.Write(ref answered[at], answered[at] + 1);
                window.Release();
            }
        }, CancellationToken.None);
        var (message, ids) = Encode(kiosk, stream, events);
        for (ulong n = 0; !stop.IsCancellationRequested && !reading.IsCompleted;)
        {
            await window.WaitAsync(CancellationToken.None);
            foreach (var id in ids) BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(id), n++);
            await call.RequestStream.WriteAsync(message, CancellationToken.None);
        }
        await call.RequestStream.CompleteAsync();
        await reading;
    }

    // Where the ids lie in the bytes is found by encoding them as a pattern that nothing else has.
    private (byte[] Message, int[] Ids) Encode(Kiosk kiosk, uint stream, int events)
    {
        byte[] pattern = [(byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream, 0, 0, 0x70, 0, 0xA5, 0xFE, 0xED, 0xFA, 0xCE, 0xD1, 0xCE, 0x5A];
        var request = new PublishRequest { Batch = 1 };
        for (var i = 0; i < events; i++)
        {
            request.Events.Add(new Event
            {
                Id = ByteString.CopyFrom(pattern),
                AtMs = at.ToUnixTimeMilliseconds(),
                School = kiosk.School,
                Kind = "kiosk",
                Source = kiosk.Source,
                Scan = new Scan { Card = kiosk.Cards[i % kiosk.Cards.Length], Dir = Direction.In },
            });
        }
        var bytes = request.ToByteArray();
        var ids = new List<int>(events);
        for (var from = 0; bytes.AsSpan(from).IndexOf(pattern) is var found and >= 0; from = ids[^1]) ids.Add(from + found + 8);
        return (bytes, [.. ids]);
    }
}
