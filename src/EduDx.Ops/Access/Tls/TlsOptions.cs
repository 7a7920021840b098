using System.ComponentModel.DataAnnotations;

namespace EduDx.Ops.Access.Tls;

/// <summary>
/// TLS for everything that listens. With a certificate, the ports of HTTP and gRPC speak TLS alone, MQTT speaks it on <see cref="MqttPort"/>, and the port
/// of MQTT without TLS listens on loopback alone.
/// </summary>
public sealed class TlsOptions
{
    /// <summary>PEM file of the server's certificate, the intermediates behind it. Default none: no TLS. Read again when it changes.</summary>
    public string? Certificate { get; set; }

    /// <summary>PEM file of its private key, without a password. Default none: the key is in the file of the certificate.</summary>
    public string? Key { get; set; }

    /// <summary>Port of MQTT over TLS, 0 to 65535. Default 8883; only with a certificate.</summary>
    [Range(0, 65535)]
    public int MqttPort { get; set; } = 8883;

    /// <summary>Seconds between two looks at the files. Default 5.</summary>
    [Range(1, 3600)]
    public int ReloadSeconds { get; set; } = 5;

    /// <summary>True when TLS is to be spoken.</summary>
    internal bool IsOn => Certificate is { Length: > 0 };
}
