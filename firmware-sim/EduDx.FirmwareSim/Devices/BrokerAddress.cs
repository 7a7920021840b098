using MQTTnet;

namespace EduDx.FirmwareSim.Devices;

/// <summary>An MQTT broker.</summary>
/// <param name="Host">Name or address; over TLS it must stand in the broker's certificate.</param>
/// <param name="Port">Port.</param>
/// <param name="Tls">Whom to believe; null for a broker without TLS.</param>
public sealed record BrokerAddress(string Host, int Port, TlsTrust? Tls = null)
{
    /// <summary>Reads <c>HOST:PORT</c>, <c>mqtt://HOST[:1883]</c> or <c>mqtts://HOST[:8883]</c>; null when it is none of them.</summary>
    public static BrokerAddress? Parse(string text, TlsTrust trust)
    {
        if (!Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"mqtt://{text}", UriKind.Absolute, out var uri) || uri is not { Host.Length: > 0, PathAndQuery: "" or "/" }) return null;
        var port = uri.Port > 0 ? uri.Port : (int?)null;
        return uri.Scheme switch
        {
            "mqtts" => new(uri.Host, port ?? 8883, trust),
            "mqtt" when port is not null || text.Contains("://", StringComparison.Ordinal) => new(uri.Host, port ?? 1883),
            _ => null,
        };
    }

    /// <summary>Options of a client that connects there.</summary>
    public MqttClientOptionsBuilder Client()
    {
        var options = new MqttClientOptionsBuilder().WithTcpServer(Host, Port);
        return Tls is null ? options : options.WithTlsOptions(Tls.Apply);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(Tls is null ? "" : "mqtts://")}{Host}:{Port}";
}
