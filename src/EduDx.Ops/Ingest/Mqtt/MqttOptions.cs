using System.ComponentModel.DataAnnotations;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>MQTT: the embedded broker, or another one.</summary>
public sealed class MqttOptions
{
    /// <summary>Port of the embedded broker, 0 to 65535. Default 1883.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 1883;

    /// <summary>
    /// Another broker as <c>host:port</c>. Default none: the embedded broker. When set, the embedded one does not start; the server subscribes there
    /// with a shared subscription and acknowledges each message once it is on the disk.
    /// </summary>
    [RegularExpression(@"^[^\s:]+:\d{1,5}$", ErrorMessage = "Ops:Mqtt:Broker must be host:port, for example mosquitto:1883")]
    public string? Broker { get; set; }

    /// <summary>Group of the shared subscription. Default <c>edudx</c>; servers of one group share the messages.</summary>
    [Required]
    public string Group { get; set; } = "edudx";

    /// <summary>Client id at the other broker. Default <c>edudx-ops</c>; it keeps the session over a restart, so it must be the server's own.</summary>
    [Required]
    public string ClientId { get; set; } = "edudx-ops";

    /// <summary>User at the other broker. Default none.</summary>
    public string? User { get; set; }

    /// <summary>Password at the other broker. Default none.</summary>
    public string? Password { get; set; }

    /// <summary>File with that password, in place of <see cref="Password"/>; its first line counts, read at each connect. Default none.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>TLS to the other broker.</summary>
    public BrokerTlsOptions Tls { get; set; } = new();

    /// <summary>Seconds in which a client must send its CONNECT. Default 5.</summary>
    [Range(1, 60)]
    public int LoginSeconds { get; set; } = 5;

    /// <summary>Largest CONNECT, bytes. Default 16384; checked in the fixed header, before anything is buffered.</summary>
    [Range(256, 1 << 20)]
    public int MaxConnectBytes { get; set; } = 16 * 1024;

    /// <summary>Largest packet after login, bytes. Default 270336: the payload limit and room for topic and properties.</summary>
    [Range(1024, 1 << 24)]
    public int MaxPacketBytes { get; set; } = 264 * 1024;
}
