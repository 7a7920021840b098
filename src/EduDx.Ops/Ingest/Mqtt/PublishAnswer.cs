using EduDx.Log;
using MQTTnet.Protocol;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>What a PUBACK or PUBREC says of a payload: a code, and a sentence where there is more to say than yes.</summary>
internal readonly record struct PublishAnswer(MqttPubAckReasonCode Code, string? Reason)
{
    /// <summary>The topic is not the client's.</summary>
    public static readonly PublishAnswer NotAuthorized =
        new(MqttPubAckReasonCode.NotAuthorized, "this credential may publish under its own school, kind and id only; see docs/operations/device-refused.md");

    /// <summary>The client is over its rate.</summary>
    public static PublishAnswer TooFast(long waitMs) => new(MqttPubAckReasonCode.QuotaExceeded, $"over the rate of one device; send again in {waitMs} ms");

    /// <summary>The answer to what became of a payload; valid once its ticket is durable.</summary>
    public static PublishAnswer To(in IngestResult result)
    {
        if (result.Status != AppendStatus.Queued) return new(MqttPubAckReasonCode.QuotaExceeded, Refusal(result.Status));
        if (result.Rejected == 0) return default;
        return new(
            result.Accepted > 0 ? MqttPubAckReasonCode.Success : CodeOf(result.Reason),
            $"{result.Rejected} of {result.Accepted + result.Rejected} rejected; the first: {result.Reason.Code()}: {result.Detail}");
    }

    /// <summary>The code of a payload of which nothing was accepted.</summary>
    public static MqttPubAckReasonCode CodeOf(RejectReason reason) => reason switch
    {
        RejectReason.UnknownTopic => MqttPubAckReasonCode.TopicNameInvalid,
        RejectReason.UnknownSource => MqttPubAckReasonCode.NotAuthorized,
        _ => MqttPubAckReasonCode.PayloadFormatInvalid,
    };

    /// <summary>Why nothing is taken at all, and what to do.</summary>
    public static string Refusal(AppendStatus status) => status switch
    {
        AppendStatus.DiskFloor => "the server's disk has reached its floor; send again later",
        AppendStatus.Overloaded => "the server is overloaded; send again later",
        AppendStatus.Shed => "the server's memory is short and attendance goes first; send again later",
        _ => "the server's log failed; send again after it was mended",
    };
}
