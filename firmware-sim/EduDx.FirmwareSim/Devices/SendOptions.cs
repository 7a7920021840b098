namespace EduDx.FirmwareSim.Devices;

/// <summary>Where and how a morning is sent.</summary>
public sealed record SendOptions
{
    /// <summary>MQTT broker.</summary>
    public required BrokerAddress Mqtt { get; init; }
    /// <summary>gRPC server.</summary>
    public required Uri Grpc { get; init; }
    /// <summary>Whose certificates of it are believed.</summary>
    public TlsTrust Trust { get; init; } = TlsTrust.Machine;
    /// <summary>Share of the sources that publish over gRPC, 0 to 1.</summary>
    public double GrpcShare { get; init; } = 0.3;
    /// <summary>MQTT connections that the sources share.</summary>
    public int Connections { get; init; } = 64;
    /// <summary>gRPC streams that the sources share.</summary>
    public int Streams { get; init; } = 4;
    /// <summary>Unacknowledged messages a connection.</summary>
    public int Window { get; init; } = 32;
    /// <summary>Secrets of the sources; null where the server asks for none.</summary>
    public SourceSecrets? Secrets { get; init; }
    /// <summary>Time without any acknowledgement after which the sending is given up.</summary>
    public TimeSpan GiveUp { get; init; } = TimeSpan.FromSeconds(120);
}
