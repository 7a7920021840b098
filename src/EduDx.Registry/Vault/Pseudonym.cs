using System.Security.Cryptography;
using System.Text;

namespace EduDx.Registry.Vault;

/// <summary>
/// A pseudonym that is made from an identity number: <c>p-</c> or <c>s-</c> and 16 characters of base 32, the first 80 bits of HMAC-SHA-256 with the key of the
/// school year. Without the key nobody can try identity numbers out; with another year it is another pseudonym, so years cannot be joined outside the vault.
/// Two of a million persons share one with a probability below 10^-12.
/// </summary>
public static class Pseudonym
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Characters = 16;

    /// <summary>The month in which a school year begins: until July a day belongs to the year that began in the year before.</summary>
    public const int FirstMonth = 8;

    /// <summary>The school year of a day, by the year in which it began.</summary>
    public static int YearOf(DateOnly day) => day.Month >= FirstMonth ? day.Year : day.Year - 1;

    /// <summary>Makes it.</summary>
    public static string Of(ReadOnlySpan<byte> yearKey, string identity, bool staff)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(yearKey, Encoding.UTF8.GetBytes(identity), hash);
        var text = new char[2 + Characters];
        (text[0], text[1]) = (staff ? 's' : 'p', '-');
        for (var i = 0; i < Characters; i++)
        {
            var bit = i * 5;
            var two = (hash[bit / 8] << 8) | hash[bit / 8 + 1];
            text[2 + i] = Alphabet[(two >> (11 - bit % 8)) & 31];
        }
        return new string(text);
    }
}
