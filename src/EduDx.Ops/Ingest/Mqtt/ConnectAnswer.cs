using EduDx.Ops.Access.Devices;
using MQTTnet.Protocol;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>What a CONNACK says of a refused log-in.</summary>
internal static class ConnectAnswer
{
    /// <summary>The code. MQTT 3.1.1 has five of them, and the broker can turn these into theirs.</summary>
    public static MqttConnectReasonCode CodeOf(Refusal refusal, bool isVersion5) => refusal switch
    {
        // One answer for a name that does not exist and for a wrong secret: the names are not given away.
        Refusal.WrongSecret => MqttConnectReasonCode.BadUserNameOrPassword,
        Refusal.TooOften => isVersion5 ? MqttConnectReasonCode.ConnectionRateExceeded : MqttConnectReasonCode.ServerUnavailable,
        Refusal.Banned => isVersion5 ? MqttConnectReasonCode.Banned : MqttConnectReasonCode.ServerUnavailable,
        _ => MqttConnectReasonCode.NotAuthorized,
    };

    /// <summary>The sentence, for MQTT 5.</summary>
    public static string ReasonOf(Refusal refusal) => $"{DeviceAccess.Word(refusal)}; see docs/operations/device-refused.md";
}
