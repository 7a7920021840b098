using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using EduDx.Ops.Cards;

namespace EduDx.Tests.Cards;

/// <summary>Tokens as somebody would make them who knows docs/cards.md and public keys, and no private one.</summary>
internal static class ForgedTokens
{
    public static readonly CardClaims Claims = new(0x0123456789ABCDEF, 1_788_739_200, 1_819_756_800, 2026);

    /// <summary>A COSE message of any headers and tag, with whatever signature is given.</summary>
    public static string Message(int? algorithm, byte[]? kid, byte[] claims, Func<byte[], byte[]> sign, ulong tag = 18, Action<CborWriter>? unprotected = null)
    {
        var header = new CborWriter();
        header.WriteStartMap((algorithm is null ? 0 : 1) + (kid is null ? 0 : 1));
        if (algorithm is { } a) { header.WriteInt32(1); header.WriteInt32(a); }
        if (kid is not null) { header.WriteInt32(4); header.WriteByteString(kid); }
        header.WriteEndMap();
        var bytes = header.Encode();

        var signed = new CborWriter();
        signed.WriteStartArray(4);
        signed.WriteTextString(tag == 17 ? "MAC0" : "Signature1");
        signed.WriteByteString(bytes);
        signed.WriteByteString([]);
        signed.WriteByteString(claims);
        signed.WriteEndArray();

        var message = new CborWriter();
        message.WriteTag((CborTag)tag);
        message.WriteStartArray(4);
        message.WriteByteString(bytes);
        if (unprotected is null) { message.WriteStartMap(0); message.WriteEndMap(); }
        else unprotected(message);
        message.WriteByteString(claims);
        message.WriteByteString(sign(signed.Encode()));
        message.WriteEndArray();
        return CardToken.Pack(message.Encode());
    }

    public static byte[] Kid(ulong kid)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, kid);
        return bytes;
    }

    /// <summary>A signature by a key that nobody trusts.</summary>
    public static byte[] ByStranger(byte[] toBeSigned)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.SignData(toBeSigned, HashAlgorithmName.SHA256);
    }

    /// <summary>The same token with a byte of its COSE message changed.</summary>
    public static string Changed(string token, Func<byte[], int> at)
    {
        var cose = CardToken.Unpack(System.Text.Encoding.ASCII.GetBytes(token))!;
        cose[at(cose)] ^= 1;
        return CardToken.Pack(cose);
    }
}
