using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EduDx.FirmwareSim.Devices;

/// <summary>
/// Which authorities are believed when a server shows its certificate: those of one PEM file, or those of the machine. The name in the certificate must be the
/// one that was asked for, either way.
/// </summary>
public sealed class TlsTrust
{
    private readonly X509Certificate2Collection _authorities = [];

    private TlsTrust()
    {
    }

    /// <summary>Those of the machine.</summary>
    public static TlsTrust Machine { get; } = new();

    /// <summary>Reads the certificates of a file; those of the machine without one.</summary>
    /// <exception cref="IOException">It cannot be read, or holds no certificate.</exception>
    public static TlsTrust Load(string? file)
    {
        if (file is null) return Machine;
        var trust = new TlsTrust();
        try
        {
            trust._authorities.ImportFromPemFile(file);
        }
        catch (CryptographicException e)
        {
            throw new IOException($"{file} is not a certificate in PEM: {e.Message}", e);
        }
        return trust._authorities.Count > 0 ? trust : throw new IOException($"{file} holds no certificate: give the authority of the server's certificate in PEM");
    }

    /// <summary>A handler for HTTP and gRPC that believes them.</summary>
    public SocketsHttpHandler Handler() => new() { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Policy() } };

    /// <summary>The same for MQTT.</summary>
    public void Apply(MQTTnet.MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls();
        if (_authorities.Count > 0) tls.WithTrustChain(_authorities).WithRevocationMode(X509RevocationMode.NoCheck);
    }

    // An authority of one's own publishes no revocations.
    private X509ChainPolicy? Policy()
    {
        if (_authorities.Count == 0) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(_authorities);
        return policy;
    }
}
