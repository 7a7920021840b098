using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>How the server shows itself to another broker, and whom it believes.</summary>
internal static class BrokerLogin
{
    /// <summary>Adds user, password and TLS.</summary>
    /// <param name="builder">Options of the client.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="IOException">A file cannot be read or holds something else; the message names the option and the file.</exception>
    public static MqttClientOptionsBuilder WithLogin(this MqttClientOptionsBuilder builder, MqttOptions options)
    {
        if (options.User is { } user) builder = builder.WithCredentials(user, Password(options));
        return options.Tls.IsOn ? builder.WithTlsOptions(tls => Apply(tls, options.Tls)) : builder;
    }

    /// <summary>Why it did not come about, in one line: what a TLS library says is inside of what MQTT says.</summary>
    public static string Why(Exception e) => e.GetBaseException() is AuthenticationException tls
        ? $"TLS: {tls.Message.ReplaceLineEndings(" ")} (Ops:Mqtt:Tls:Ca names the authority, Ops:Mqtt:Broker the host as it stands in the certificate)"
        : e.Message;

    private static string Password(MqttOptions options) => options.PasswordFile is not { Length: > 0 } file
        ? options.Password ?? ""
        : Read("Ops:Mqtt:PasswordFile", file, () => File.ReadLines(file).FirstOrDefault() ?? "");

    private static void Apply(MqttClientTlsOptionsBuilder tls, BrokerTlsOptions options)
    {
        tls.UseTls().WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13);
        if (options.Ca is { Length: > 0 } ca)
        {
            var authorities = Read("Ops:Mqtt:Tls:Ca", ca, () =>
            {
                var all = new X509Certificate2Collection();
                all.ImportFromPemFile(ca);
                return all.Count > 0 ? all : throw new CryptographicException("it holds no certificate");
            });
            // An authority of one's own publishes no revocations.
            tls.WithTrustChain(authorities).WithRevocationMode(X509RevocationMode.NoCheck);
        }
        if (options.Certificate is { Length: > 0 } own) tls.WithClientCertificates([Read("Ops:Mqtt:Tls:Certificate", own, () => X509Certificate2.CreateFromPemFile(own, options.Key is { Length: > 0 } key ? key : own))]);
    }

    private static T Read<T>(string option, string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new IOException($"{option} {file}: {e.Message}", e);
        }
    }
}
