namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>TLS from this server to another broker (<c>Ops:Mqtt:Broker</c>). The files are read at each connect, so that new ones are taken up.</summary>
public sealed class BrokerTlsOptions
{
    /// <summary>True to speak TLS 1.2 or 1.3 to the broker, whose certificate must name the host of <c>Ops:Mqtt:Broker</c>. Default false; true when <see cref="Ca"/> is set.</summary>
    public bool Enabled { get; set; }

    /// <summary>PEM file of the authority of the broker's certificate. Default none: those of the machine.</summary>
    public string? Ca { get; set; }

    /// <summary>PEM file of this server's own certificate, for a broker that asks for one. Default none.</summary>
    public string? Certificate { get; set; }

    /// <summary>PEM file of its private key, without a password. Default none: the key is in the file of the certificate.</summary>
    public string? Key { get; set; }

    /// <summary>True when TLS is to be spoken.</summary>
    internal bool IsOn => Enabled || Ca is { Length: > 0 } || Certificate is { Length: > 0 };
}
