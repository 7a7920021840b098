using System.Formats.Cbor;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using EduDx.Contracts.Cards;
using EduDx.Ops.Cards;
using EduDx.Ops.Cards.Keys;

namespace EduDx.Tests.Cards;

public sealed class CardTokenTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("edudx-cards-").FullName;
    private readonly CardKeys _keys;
    private readonly CardKey _key;

    public CardTokenTests()
    {
        _keys = CardKeys.Open(_data, TimeProvider.System);
        _key = _keys.Active();
    }

    public void Dispose()
    {
        _keys.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public void A_card_comes_back_as_it_went()
    {
        var token = CardToken.Seal(ForgedTokens.Claims, _key);
        Assert.Equal((TokenVerdict.Good, ForgedTokens.Claims, _key.Kid), Open(token));
    }

    // Version 9 of a QR code at level M has room for 262 signs of Base45: 53 modules, 0.64 mm each at 34 mm.
    [Fact]
    public void A_code_stays_small()
    {
        Assert.All(Enumerable.Range(0, 50), i => Assert.InRange(CardToken.Seal(ForgedTokens.Claims with { Card = ulong.MaxValue - (ulong)i }, _key).Length, 150, 262));
    }

    [Fact]
    public void Nothing_but_the_five_facts_is_in_it()
    {
        var cose = CardToken.Unpack(Encoding.ASCII.GetBytes(CardToken.Seal(ForgedTokens.Claims, _key)))!;
        // 3 of the message, 15 of the headers, 35 of the claims with their length, 66 of the signature.
        Assert.InRange(cose.Length, 110, 130);
    }

    [Fact]
    public void Every_changed_bit_is_noticed()
    {
        var cose = CardToken.Unpack(Encoding.ASCII.GetBytes(CardToken.Seal(ForgedTokens.Claims, _key)))!;
        for (var bit = 0; bit < cose.Length * 8; bit++)
        {
            var changed = cose.ToArray();
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.True(Open(CardToken.Pack(changed)).Verdict != TokenVerdict.Good, $"bit {bit}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-8)]
    [InlineData(-35)]
    [InlineData(-36)]
    [InlineData(-37)]
    [InlineData(-257)]
    [InlineData(-47)]
    public void Another_algorithm_is_none_of_ours(int? algorithm) =>
        Assert.Equal(TokenVerdict.WrongAlgorithm, Open(Made(algorithm, ForgedTokens.ByStranger)).Verdict);

    [Fact]
    public void No_signature_at_all_is_a_bad_one() => Assert.Equal(TokenVerdict.BadSignature, Open(Made(-7, static _ => [])).Verdict);

    // The attack on web tokens that take the public key for a shared secret.
    [Fact]
    public void The_public_key_is_no_shared_secret()
    {
        byte[] Mac(byte[] text) => HMACSHA256.HashData(_key.Spki, text);
        Assert.Equal(TokenVerdict.WrongAlgorithm, Open(Made(5, Mac)).Verdict);
        Assert.Equal(TokenVerdict.WrongAlgorithm, Open(ForgedTokens.Message(5, ForgedTokens.Kid(_key.Kid), ForgedTokens.Claims.ToCbor(), Mac, tag: 17)).Verdict);
        Assert.Equal(TokenVerdict.BadSignature, Open(Made(-7, Mac)).Verdict);
    }

    [Fact]
    public void An_algorithm_that_the_signature_does_not_cover_does_not_count() =>
        Assert.Equal(TokenVerdict.WrongAlgorithm, Open(ForgedTokens.Message(null, ForgedTokens.Kid(_key.Kid), ForgedTokens.Claims.ToCbor(), ForgedTokens.ByStranger, unprotected: w =>
        {
            w.WriteStartMap(1);
            w.WriteInt32(1);
            w.WriteInt32(-7);
            w.WriteEndMap();
        })).Verdict);

    [Fact]
    public void Something_that_the_signature_does_not_cover_is_refused() =>
        Assert.Equal(TokenVerdict.Malformed, Open(ForgedTokens.Message(-7, ForgedTokens.Kid(_key.Kid), ForgedTokens.Claims.ToCbor(), ForgedTokens.ByStranger, unprotected: w =>
        {
            w.WriteStartMap(1);
            w.WriteInt32(4);
            w.WriteByteString([1]);
            w.WriteEndMap();
        })).Verdict);

    [Fact]
    public void A_key_of_somebody_else_is_unknown()
    {
        using var other = CardKey.Create(DateTimeOffset.UnixEpoch);
        Assert.Equal(TokenVerdict.UnknownKey, Open(CardToken.Seal(ForgedTokens.Claims, other)).Verdict);
        Assert.Equal(TokenVerdict.BadSignature, Open(Made(-7, ForgedTokens.ByStranger)).Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("EDX1:")]
    [InlineData("HC1:6BF")]
    [InlineData("EDX2:6BFOXN")]
    [InlineData("EDX1:not base 45")]
    [InlineData("EDX1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDE")]
    [InlineData("HUE0000001")]
    public void What_is_no_token_is_malformed(string token) => Assert.Equal(TokenVerdict.Malformed, Open(token).Verdict);

    [Fact]
    public void What_unpacks_to_much_is_refused_before_it_is_unpacked()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(new byte[100_000]);
        var bomb = CardToken.Prefix + Base45.Encode(packed.ToArray());
        Assert.InRange(bomb.Length, 10, CardToken.MaxLength);
        Assert.Equal(TokenVerdict.Malformed, Open(bomb).Verdict);
    }

    [Fact]
    public void A_signed_thing_that_is_no_card_is_malformed()
    {
        var claims = new CborWriter();
        claims.WriteTextString("a letter");
        Assert.Equal(TokenVerdict.Malformed, Open(CardToken.Pack(_key.Sign(claims.Encode()))).Verdict);
    }

    [Fact]
    public void No_bytes_make_it_stumble() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        Assert.NotEqual(TokenVerdict.Good, Open(CardToken.Pack(bytes)).Verdict);
        Assert.NotEqual(TokenVerdict.Good, Open(CardToken.Prefix + Base45.Encode(bytes)).Verdict);
        Assert.NotEqual(TokenVerdict.Good, CardToken.Open(bytes, _keys, out _, out _));
    }, iter: 3000);

    [Fact]
    public void A_verdict_is_remembered_and_a_withdrawn_key_is_forgotten_at_once()
    {
        var (verifier, token) = (new CardVerifier(_keys), Encoding.ASCII.GetBytes(CardToken.Seal(ForgedTokens.Claims, _key)));
        Assert.Equal(TokenVerdict.Good, verifier.Verify(token, out _, out _));
        Assert.Equal(TokenVerdict.Good, verifier.Verify(token, out var claims, out _));
        Assert.Equal((ForgedTokens.Claims, 1), (claims, verifier.Remembered));
        Assert.True(_keys.Withdraw(_key.Kid));
        Assert.Equal(TokenVerdict.UnknownKey, verifier.Verify(token, out _, out _));
    }

    [Fact]
    public void Bad_tokens_are_not_remembered()
    {
        var verifier = new CardVerifier(_keys);
        for (var i = 0; i < 20; i++) verifier.Verify(Encoding.ASCII.GetBytes(Made(-7, ForgedTokens.ByStranger)), out _, out _);
        Assert.Equal(0, verifier.Remembered);
    }

    private string Made(int? algorithm, Func<byte[], byte[]> sign) => ForgedTokens.Message(algorithm, ForgedTokens.Kid(_key.Kid), ForgedTokens.Claims.ToCbor(), sign);

    private (TokenVerdict Verdict, CardClaims Claims, ulong Kid) Open(string token) => (CardToken.Open(Encoding.ASCII.GetBytes(token), _keys, out var claims, out var kid), claims, kid);
}
