using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace EduDx.Ops.Access.Tls;

/// <summary>The PEM files of the server's certificate. The one that was read last serves new connections; those that are open keep theirs.</summary>
public sealed class CertificateFiles
{
    private readonly TlsOptions _options;
    private volatile Served _served;
    private (DateTime Certificate, DateTime Key) _written;

    /// <summary>Reads the files.</summary>
    /// <exception cref="OptionsValidationException">They cannot be read: a server that cannot speak TLS does not start.</exception>
    public CertificateFiles(TlsOptions options)
    {
        _options = options;
        try
        {
            _written = Written();
            _served = Read();
        }
        catch (Exception e) when (IsBadFile(e))
        {
            throw new OptionsValidationException("Ops", typeof(OpsOptions), [$"Ops:Tls:Certificate {options.Certificate}: {e.Message}"]);
        }
    }

    /// <summary>What new connections are served with.</summary>
    public SslStreamCertificateContext Context => _served.Context;

    /// <summary>When the certificate ends.</summary>
    public DateTimeOffset NotAfter => _served.NotAfter;

    /// <summary>Its subject, for people.</summary>
    public string Subject => _served.Subject;

    /// <summary>Reads the files again when they have changed since.</summary>
    /// <returns>True when other ones are served from now on.</returns>
    /// <exception cref="IOException">The new files are bad, once for each change; the old ones go on being served.</exception>
    public bool Reload()
    {
        try
        {
            var written = Written();
            if (written == _written) return false;
            _written = written;
            _served = Read();
            return true;
        }
        catch (Exception e) when (IsBadFile(e))
        {
            throw new IOException(e.Message, e);
        }
    }

    private (DateTime, DateTime) Written() => (File.GetLastWriteTimeUtc(_options.Certificate!), File.GetLastWriteTimeUtc(_options.Key ?? _options.Certificate!));

    private Served Read()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_options.Certificate!);
        if (chain.Count == 0) throw new CryptographicException($"{_options.Certificate} holds no certificate");
        // Refuses a key that is not the certificate's.
        var leaf = X509Certificate2.CreateFromPemFile(_options.Certificate!, _options.Key ?? _options.Certificate);
        chain.RemoveAt(0);
        return new Served(SslStreamCertificateContext.Create(leaf, chain, offline: true), new DateTimeOffset(leaf.NotAfter.ToUniversalTime()), leaf.Subject);
    }

    private static bool IsBadFile(Exception e) => e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private sealed record Served(SslStreamCertificateContext Context, DateTimeOffset NotAfter, string Subject);
}
