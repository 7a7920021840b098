using System.Buffers.Binary;
using System.Security.Cryptography;
using EduDx.Ops.Cards.Keys;
using EduDx.Ops.Scans;

namespace EduDx.Ops.Cards;

/// <summary>
/// Opens tokens, and remembers those that were good by their SHA-256: a card is read several times a day, and a signature costs fifty times
/// what looking it up does (docs/cards.md has the figures). Only good ones are remembered, so forged ones cannot push them out.
/// </summary>
internal sealed class CardVerifier(CardKeys keys)
{
    // A city of 317,000 cards fits into two generations; an entry takes about 100 bytes.
    private const int Generation = 200_000;

    private readonly RecentMap<(UInt128, UInt128), (CardClaims Claims, ulong Kid)> _good = new(Generation);

    /// <summary>Tokens that are remembered.</summary>
    public int Remembered => _good.Count;

    /// <summary>Is the token sealed by a key that is trusted now?</summary>
    public TokenVerdict Verify(ReadOnlySpan<byte> token, out CardClaims claims, out ulong kid)
    {
        (claims, kid) = (default, 0);
        if (token.Length > CardToken.MaxLength) return TokenVerdict.Malformed;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, digest);
        var name = (BinaryPrimitives.ReadUInt128LittleEndian(digest), BinaryPrimitives.ReadUInt128LittleEndian(digest[16..]));
        if (_good.TryGet(name, out var known))
        {
            (claims, kid) = known;
            // Its key may have been withdrawn since.
            return keys.Find(kid) is null ? TokenVerdict.UnknownKey : TokenVerdict.Good;
        }
        var verdict = CardToken.Open(token, keys, out claims, out kid);
        if (verdict == TokenVerdict.Good) _good.Set(name, (claims, kid));
        return verdict;
    }
}
