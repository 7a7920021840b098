using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EduDx.Ops.Access.SignOn;

/// <summary>Tokens of 256 bits, and the hash under which they are kept.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    /// <summary>43 characters that stand in an address and in a cookie as they are.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256, hexadecimal. Enough for what is random already; passwords go to <see cref="Passwords"/>.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
