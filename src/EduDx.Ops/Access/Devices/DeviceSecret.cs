using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EduDx.Ops.Access.Devices;

/// <summary>Secrets of devices and one-time codes: made by the system's generator, told once, kept as SHA-256.</summary>
internal static class DeviceSecret
{
    // So that a scanner for secrets in code and logs knows one when it sees it.
    private const string Mark = "edudx_";
    private const int SecretBytes = 32;

    // Without 0 O 1 I L U: read aloud and typed on a kiosk. Ten of 30 letters: 49 bits, for the minutes that a code lives and the few tries an address has.
    private const string CodeLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CodeLength = 10;

    /// <summary>A new secret: the mark and 43 letters of base64url for 256 random bits.</summary>
    public static string New() => Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>A new one-time code.</summary>
    public static string NewCode() => RandomNumberGenerator.GetString(CodeLetters, CodeLength);

    /// <summary>What is kept of a secret.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> secret) => SHA256.HashData(secret);

    /// <summary>What is kept of a secret.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>What is kept of a code; small letters, spaces and dashes are as people type.</summary>
    public static string HashCode(string code) =>
        Convert.ToHexStringLower(Hash(string.Concat(code.Where(c => c is not (' ' or '-'))).ToUpperInvariant()));

    /// <summary>What is kept of a certificate.</summary>
    public static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

    /// <summary>Reads a thumbprint (64 hex digits, colons allowed) or a certificate in PEM.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="thumbprint">SHA-256 as lower-case hex.</param>
    public static bool TryThumbprint(string text, out string thumbprint)
    {
        thumbprint = text.Replace(":", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
        if (thumbprint.Length == 64 && thumbprint.All(char.IsAsciiHexDigitLower)) return true;
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(text);
            thumbprint = Thumbprint(certificate);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
