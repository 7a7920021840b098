using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace EduDx.Ops.Access.Tls;

/// <summary>TLS on a port.</summary>
internal static class TlsListener
{
    /// <summary>
    /// TLS 1.2 and 1.3 with the certificate that is served at the moment of the handshake. A client may show a certificate of its own; whose it is, its
    /// thumbprint says (credentials are pinned: no authority is trusted for them).
    /// </summary>
    public static void UseServerTls(this ListenOptions listen, OpsOptions options)
    {
        var files = listen.ApplicationServices.GetRequiredService<CertificateFiles>();
        List<SslApplicationProtocol> protocols = listen.Protocols switch
        {
            HttpProtocols.Http2 => [SslApplicationProtocol.Http2],
            HttpProtocols.None => [],
            _ => [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
        // A browser that is asked for a certificate asks its user: only devices are asked.
        var asks = listen.Protocols != HttpProtocols.Http1AndHttp2;
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = TimeSpan.FromSeconds(options.Mqtt.LoginSeconds),
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = files.Context,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ClientCertificateRequired = asks,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                AllowRenegotiation = false,
                ApplicationProtocols = protocols.Count == 0 ? null : protocols,
            }),
        });
    }
}
