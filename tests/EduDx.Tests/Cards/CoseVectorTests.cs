using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Text;

namespace EduDx.Tests.Cards;

/// <summary>The messages of the standards, so that what seals and opens our cards is known to be what others call COSE and CWT.</summary>
public sealed class CoseVectorTests
{
    /// <summary>RFC 9052, appendix C.2.1: a single ECDSA signature by the key "11".</summary>
    private const string Sign1 =
        "d28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36";

    /// <summary>RFC 8392, appendix A.3: a signed CWT.</summary>
    private const string SignedCwt =
        "d28443a10126a104524173796d6d657472696345434453413235365850a701756" +
        "36f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f" +
        "61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9" +
        "f0061a5610d9f007420b7158405427c1ff28d23fbad1f29c4c7c6a555e601d6fa2" +
        "9f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9" +
        "b63632c57209120e1c9e30";

    [Fact]
    public void The_signature_of_RFC_9052_is_good()
    {
        var message = CoseMessage.DecodeSign1(Convert.FromHexString(Sign1));
        using var key = Key("bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff", "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e");
        Assert.True(message.VerifyEmbedded(key));
        Assert.Equal("This is the content.", Encoding.ASCII.GetString(message.Content!.Value.Span));
    }

    [Fact]
    public void The_signed_web_token_of_RFC_8392_is_good_and_its_claims_are_none_of_a_card()
    {
        var message = CoseMessage.DecodeSign1(Convert.FromHexString(SignedCwt));
        using var key = Key("143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f", "60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9");
        Assert.True(message.VerifyEmbedded(key));
        var claims = new System.Formats.Cbor.CborReader(message.Content!.Value);
        Assert.Equal(7, claims.ReadStartMap());
        Assert.Equal((1, "coap://as.example.com"), (claims.ReadInt32(), claims.ReadTextString()));
        Assert.Equal((2, "erikw"), (claims.ReadInt32(), claims.ReadTextString()));
        Assert.Equal((3, "coap://light.example.com"), (claims.ReadInt32(), claims.ReadTextString()));
        Assert.Equal((4, 1444064944L), (claims.ReadInt32(), claims.ReadInt64()));
        // Its cti has two bytes, and no school year is named.
        Assert.False(EduDx.Ops.Cards.CardClaims.TryRead(message.Content!.Value, out _));
    }

    [Fact]
    public void Each_changed_byte_of_the_signature_is_noticed()
    {
        var bytes = Convert.FromHexString(Sign1);
        using var key = Key("bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff", "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e");
        for (var i = bytes.Length - 64; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            Assert.False(CoseMessage.DecodeSign1(changed).VerifyEmbedded(key), $"byte {i}");
        }
    }

    private static ECDsa Key(string x, string y) =>
        ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Convert.FromHexString(x), Y = Convert.FromHexString(y) } });
}
