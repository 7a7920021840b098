using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using EduDx.Contracts.Cards;
using EduDx.Ops.Cards.Keys;

namespace EduDx.Ops.Cards;

/// <summary>
/// The text of a signed card's code, after the pattern of the EU health certificate:
/// <code>
/// token     = "EDX1:" base45( zlib( COSE_Sign1 ) )
/// COSE_Sign1 = 18([ protected {1: -7 (ES256), 4: key id (8 bytes)}, unprotected {}, claims (CardClaims), signature (64 bytes) ])
/// </code>
/// docs/cards.md has it in words, with an example.
/// </summary>
internal static class CardToken
{
    /// <summary>What every token begins with; the digit is the version.</summary>
    public const string Prefix = "EDX1:";

    /// <summary>Longest text that is looked at. Ours have about 210 signs.</summary>
    public const int MaxLength = 600;

    // A longer one is not ours: what is small when packed must not become large.
    private const int MaxCose = 512;

    private static ReadOnlySpan<byte> PrefixBytes => "EDX1:"u8;

    /// <summary>Signs claims. Two calls give two texts: ES256 is randomised.</summary>
    public static string Seal(in CardClaims claims, CardKey key) => Pack(key.Sign(claims.ToCbor()));

    /// <summary>A COSE message as the text of a code.</summary>
    public static string Pack(ReadOnlySpan<byte> cose)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(cose);
        return Prefix + Base45.Encode(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    /// <summary>The COSE message of a text.</summary>
    /// <returns>Null when it is not a token by its form: prefix, signs, packing or size.</returns>
    public static byte[]? Unpack(ReadOnlySpan<byte> token)
    {
        if (token.Length > MaxLength || !token.StartsWith(PrefixBytes)) return null;
        var packed = new byte[MaxLength];
        if (!Base45.TryDecode(token[PrefixBytes.Length..], packed, out var length)) return null;
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed, 0, length), CompressionMode.Decompress);
            var cose = new byte[MaxCose + 1];
            var read = zlib.ReadAtLeast(cose, cose.Length, throwOnEndOfStream: false);
            return read is 0 or > MaxCose ? null : cose[..read];
        }
        // The second is the library's word for a packing with a dictionary that nobody has.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>Is the text sealed by one of the keys?</summary>
    /// <param name="token">ASCII of the code.</param>
    /// <param name="keys">Keys that are trusted.</param>
    /// <param name="claims">What it says, when it is good.</param>
    /// <param name="kid">The key that it names; 0 when it names none.</param>
    public static TokenVerdict Open(ReadOnlySpan<byte> token, CardKeys keys, out CardClaims claims, out ulong kid)
    {
        (claims, kid) = (default, 0);
        if (Unpack(token) is not { } cose) return TokenVerdict.Malformed;
        // Tag 18 is a message with one signature. One with a shared secret (17) or with several signatures (98) is another algorithm.
        if (cose[0] is 0xD1 or 0xD0 or 0xD8) return TokenVerdict.WrongAlgorithm;
        if (cose[0] != 0xD2) return TokenVerdict.Malformed;
        CoseSign1Message message;
        try
        {
            message = CoseMessage.DecodeSign1(cose);
        }
        catch (CryptographicException)
        {
            return TokenVerdict.Malformed;
        }
        // The algorithm is ours to choose, never the token's: there is one, and it must stand where the signature covers it.
        if (!message.ProtectedHeaders.TryGetValue(CoseHeaderLabel.Algorithm, out var algorithm) || !IsEs256(algorithm)) return TokenVerdict.WrongAlgorithm;
        if (!message.ProtectedHeaders.TryGetValue(CoseHeaderLabel.KeyIdentifier, out var id) || !TryKid(id, out kid)) return TokenVerdict.Malformed;
        if (message.ProtectedHeaders.Count != 2 || message.UnprotectedHeaders.Count != 0 || message.Content is not { } content) return TokenVerdict.Malformed;
        if (keys.Find(kid) is not { } key) return TokenVerdict.UnknownKey;
        if (!key.Verify(message)) return TokenVerdict.BadSignature;
        return CardClaims.TryRead(content, out claims) ? TokenVerdict.Good : TokenVerdict.Malformed;
    }

    /// <summary>A key id as docs and logs write it.</summary>
    public static string Text(ulong kid) => kid.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsEs256(CoseHeaderValue value)
    {
        const int Es256 = -7;
        try
        {
            return value.GetValueAsInt32() == Es256;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryKid(CoseHeaderValue value, out ulong kid)
    {
        kid = 0;
        try
        {
            var bytes = value.GetValueAsBytes();
            if (bytes.Length != sizeof(ulong)) return false;
            kid = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
