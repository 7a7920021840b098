using System.Text;
using CsCheck;
using EduDx.Contracts.Cards;

namespace EduDx.Tests.Cards;

/// <summary>The examples of RFC 9285, its errors, and every text of bytes there and back.</summary>
public sealed class Base45Tests
{
    [Theory]
    [InlineData("AB", "BB8")]
    [InlineData("Hello!!", "%69 VD92EX0")]
    [InlineData("base-45", "UJCLQE7W581")]
    [InlineData("ietf!", "QED8WEX0")]
    [InlineData("", "")]
    public void The_examples_of_the_standard(string plain, string text)
    {
        Assert.Equal(text, Base45.Encode(Encoding.ASCII.GetBytes(plain)));
        Assert.Equal(plain, Encoding.ASCII.GetString(Decode(text)!));
    }

    [Theory]
    [InlineData("GGW")]
    [InlineData(":::")]
    [InlineData("6M")]
    [InlineData("A")]
    [InlineData("BB8A")]
    [InlineData("bb8")]
    [InlineData("BB\u00e9")]
    public void What_the_standard_forbids_is_refused(string text) => Assert.Null(Decode(text));

    [Fact]
    public void The_largest_numbers_are_taken() => Assert.Equal([255, 255, 255], Decode("FGWU5")!);

    [Fact]
    public void Bytes_come_back_as_they_went() => Gen.Byte.Array[0, 300].Sample(bytes => Decode(Base45.Encode(bytes))!.AsSpan().SequenceEqual(bytes) && Base45.Encode(bytes).Length == Base45.Length(bytes.Length));

    [Fact]
    public void A_target_that_is_too_small_is_refused() => Assert.False(Base45.TryDecode("BB8"u8, new byte[1], out _));

    private static byte[]? Decode(string text)
    {
        var target = new byte[400];
        return Base45.TryDecode(Encoding.Latin1.GetBytes(text), target, out var written) ? target[..written] : null;
    }
}
