using System.Globalization;
using System.Security.Cryptography;

namespace EduDx.Ops.Access.SignOn;

/// <summary>Passwords as PBKDF2 with SHA-512: <c>rounds.salt.hash</c>, so that rounds can grow without making old ones void.</summary>
internal static class Passwords
{
    /// <summary>Fewer characters are refused (NIST SP 800-63B, single factor).</summary>
    public const int MinLength = 15;
    /// <summary>More are refused: hashing a book costs the server.</summary>
    public const int MaxLength = 200;

    // OWASP's figure for PBKDF2-HMAC-SHA512.
    private const int Rounds = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 64;

    // Verified against when there is no password, so that its absence takes as long as a wrong one.
    private static readonly string s_none = Hash(Secret.New());

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Rounds}.{Convert.ToBase64String(salt)}.{Convert.ToBase64String(Derive(password, salt, Rounds))}");
    }

    public static bool Verify(string password, string? kept)
    {
        var parts = (kept ?? s_none).Split('.');
        var derived = Derive(password, Convert.FromBase64String(parts[1]), int.Parse(parts[0], CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(parts[2])) && kept is not null;
    }

    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password.Normalize(), salt, rounds, HashAlgorithmName.SHA512, HashBytes);
}
