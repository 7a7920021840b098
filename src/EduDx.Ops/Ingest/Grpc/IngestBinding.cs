using System.Buffers;
using EduDx.Contracts.Ingest.V1;
using Google.Protobuf;
using Grpc.Core;

namespace EduDx.Ops.Ingest.Grpc;

/// <summary>A PublishRequest as it came: the events are decoded in place, no message objects are made.</summary>
internal sealed record PublishBytes(byte[] Bytes);

/// <summary>
/// Binds <c>edudx.ingest.v1.Ingest/Publish</c> with the request as bytes. The reflection service finds the descriptor here.
/// </summary>
internal static class IngestBinding
{
    public static Google.Protobuf.Reflection.ServiceDescriptor Descriptor => Contracts.Ingest.V1.Ingest.Descriptor;

    private static readonly Method<PublishBytes, PublishReply> Publish = new(
        MethodType.DuplexStreaming,
        Contracts.Ingest.V1.Ingest.Descriptor.FullName,
        "Publish",
        Marshallers.Create<PublishBytes>(
            (_, _) => throw new NotSupportedException("the server only receives requests"),
            context => new PublishBytes(context.PayloadAsReadOnlySequence().ToArray())),
        Marshallers.Create<PublishReply>(
            (reply, context) =>
            {
                context.SetPayloadLength(reply.CalculateSize());
                reply.WriteTo(context.GetBufferWriter());
                context.Complete();
            },
            _ => throw new NotSupportedException("the server only sends replies")));

    public static void BindService(ServiceBinderBase binder, IngestServiceBase? service) =>
        binder.AddMethod(Publish, service is null ? null : service.Publish);
}

/// <summary>What the gRPC framework binds: it wants a virtual method of a base type.</summary>
[BindServiceMethod(typeof(IngestBinding), nameof(IngestBinding.BindService))]
internal abstract class IngestServiceBase
{
    public abstract Task Publish(IAsyncStreamReader<PublishBytes> requests, IServerStreamWriter<PublishReply> replies, ServerCallContext context);
}
