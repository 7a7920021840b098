using System.Formats.Cbor;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using EduDx.Contracts.Cards;

namespace EduDx.FirmwareSim.Attacks;

/// <summary>
/// Makes false tokens of true ones, as somebody can who has seen a card and knows docs/cards.md and the public key. Written from that page alone: what it
/// takes apart here is what the server puts together there.
/// </summary>
public static class TokenForger
{
    private const string Prefix = "EDX1:";
    private const int Es256 = -7, Hs256 = 5, Es384 = -35;
    private const int Alg = 1, Kid = 4;
    private const int SignatureBytes = 64;

    private sealed record Parts(byte[] Protected, byte[] Claims, byte[] Signature)
    {
        public byte[] KeyId { get; } = KeyIdOf(Protected);
    }

    /// <summary>One claim changed, the signature as it was.</summary>
    public static string Altered(string token)
    {
        var parts = Read(token);
        // The last byte of the card's id, or what stands there: any changed byte will do.
        var claims = parts.Claims.ToArray();
        claims[^10] ^= 1;
        return Write(parts with { Claims = claims });
    }

    /// <summary>The signature of another card.</summary>
    public static string WithSignatureOf(string token, string other) => Write(Read(token) with { Signature = Read(other).Signature });

    /// <summary>No signature.</summary>
    public static string Unsigned(string token) => Write(Read(token) with { Signature = [] });

    /// <summary>A signature of nothing but zeros, which some libraries have taken for good.</summary>
    public static string ZeroSigned(string token) => Write(Read(token) with { Signature = new byte[SignatureBytes] });

    /// <summary>Signed anew by a key of the forger's, under the name of the true one.</summary>
    public static string SignedByStranger(string token) => Signed(Read(token), static t => Stranger(t));

    /// <summary>Signed anew by a key of the forger's, under its own name.</summary>
    public static string OfStranger(string token)
    {
        var parts = Read(token);
        return Signed(parts with { Protected = Header(Es256, SHA256.HashData(parts.KeyId)[..8]) }, static t => Stranger(t));
    }

    /// <summary>Says that it needs no signature: algorithm 0, and none.</summary>
    public static string NoAlgorithm(string token)
    {
        var parts = Read(token);
        return Write(parts with { Protected = Header(0, parts.KeyId), Signature = [] });
    }

    /// <summary>Leaves the algorithm out.</summary>
    public static string WithoutAlgorithm(string token)
    {
        var parts = Read(token);
        return Write(parts with { Protected = Header(null, parts.KeyId) });
    }

    /// <summary>Says ES384.</summary>
    public static string OtherAlgorithm(string token)
    {
        var parts = Read(token);
        return Signed(parts with { Protected = Header(Es384, parts.KeyId) }, static t => Stranger(t));
    }

    /// <summary>The algorithm where the signature does not cover it.</summary>
    public static string AlgorithmOutside(string token)
    {
        var parts = Read(token);
        return Write(parts with { Protected = Header(null, parts.KeyId) }, unprotected: w => { w.WriteStartMap(1); w.WriteInt32(Alg); w.WriteInt32(Es256); w.WriteEndMap(); });
    }

    /// <summary>HMAC with the public key as the secret, in the form of a signature.</summary>
    public static string PublicKeyAsSecret(string token, byte[] publicKey)
    {
        var parts = Read(token);
        return Signed(parts with { Protected = Header(Hs256, parts.KeyId) }, t => HMACSHA256.HashData(publicKey, t));
    }

    /// <summary>HMAC with the public key as the secret, as COSE_Mac0.</summary>
    public static string PublicKeyAsMac(string token, byte[] publicKey)
    {
        var parts = Read(token);
        return Signed(parts with { Protected = Header(Hs256, parts.KeyId) }, t => HMACSHA256.HashData(publicKey, t), context: "MAC0", tag: 17);
    }

    /// <summary>A true card with something added that its signature does not cover.</summary>
    public static string WithStowaway(string token) => Write(Read(token), unprotected: w => { w.WriteStartMap(1); w.WriteInt32(99); w.WriteBoolean(true); w.WriteEndMap(); });

    /// <summary>A true card with its last signs cut off.</summary>
    public static string Truncated(string token) => token[..(Prefix.Length + (token.Length - Prefix.Length) / 6 * 3)];

    /// <summary>A hundred kilobytes packed into a code.</summary>
    public static string Bomb() => Pack(new byte[100_000]);

    /// <summary>A true card behind other signs than a code of ours has.</summary>
    public static string Foreign(string token) => "HC1:" + token[Prefix.Length..];

    /// <summary>More signs than are looked at.</summary>
    public static string Overlong(string token) => token + new string('0', 600);

    private static byte[] Stranger(byte[] toBeSigned)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.SignData(toBeSigned, HashAlgorithmName.SHA256);
    }

    private static string Signed(Parts parts, Func<byte[], byte[]> sign, string context = "Signature1", int tag = 18)
    {
        var text = new CborWriter();
        text.WriteStartArray(4);
        text.WriteTextString(context);
        text.WriteByteString(parts.Protected);
        text.WriteByteString([]);
        text.WriteByteString(parts.Claims);
        text.WriteEndArray();
        return Write(parts with { Signature = sign(text.Encode()) }, tag);
    }

    private static byte[] Header(int? algorithm, byte[] keyId)
    {
        var header = new CborWriter();
        header.WriteStartMap(algorithm is null ? 1 : 2);
        if (algorithm is { } a)
        {
            header.WriteInt32(Alg);
            header.WriteInt32(a);
        }
        header.WriteInt32(Kid);
        header.WriteByteString(keyId);
        header.WriteEndMap();
        return header.Encode();
    }

    private static string Write(Parts parts, int tag = 18, Action<CborWriter>? unprotected = null)
    {
        var message = new CborWriter();
        message.WriteTag((CborTag)tag);
        message.WriteStartArray(4);
        message.WriteByteString(parts.Protected);
        if (unprotected is not null) unprotected(message);
        else
        {
            message.WriteStartMap(0);
            message.WriteEndMap();
        }
        message.WriteByteString(parts.Claims);
        message.WriteByteString(parts.Signature);
        message.WriteEndArray();
        return Pack(message.Encode());
    }

    private static string Pack(byte[] cose)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(cose);
        return Prefix + Base45.Encode(packed.ToArray());
    }

    private static Parts Read(string token)
    {
        var packed = new byte[token.Length];
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || !Base45.TryDecode(Encoding.ASCII.GetBytes(token[Prefix.Length..]), packed, out var length)) throw new FormatException($"'{token}' is no token of docs/cards.md");
        using var zlib = new ZLibStream(new MemoryStream(packed, 0, length), CompressionMode.Decompress);
        using var cose = new MemoryStream();
        zlib.CopyTo(cose);
        var reader = new CborReader(cose.ToArray());
        reader.ReadTag();
        reader.ReadStartArray();
        var header = reader.ReadByteString();
        reader.SkipValue();
        return new Parts(header, reader.ReadByteString(), reader.ReadByteString());
    }

    private static byte[] KeyIdOf(byte[] header)
    {
        var reader = new CborReader(header);
        for (var left = reader.ReadStartMap() ?? 0; left > 0; left--)
        {
            if (reader.ReadInt32() == Kid) return reader.ReadByteString();
            reader.SkipValue();
        }
        return [];
    }
}
