using System.Buffers.Binary;
using System.Formats.Cbor;

namespace EduDx.Ops.Cards;

/// <summary>
/// What a signed card says: a CBOR web token (RFC 8392) with the claims <c>exp</c> (4), <c>iat</c> (6) and <c>cti</c> (7, 8 bytes: the pseudonymous id of the
/// card), and the first year of the school year under the private claim -70001. No name, no school, no class: those follow from the registry.
/// </summary>
/// <param name="Card">Id of the card: random, means nothing outside the registry.</param>
/// <param name="IssuedAt">Seconds since the Unix epoch.</param>
/// <param name="ExpiresAt">Seconds since the Unix epoch; the card is good before it.</param>
/// <param name="SchoolYear">First year of the school year, 2000 to 2200.</param>
internal readonly record struct CardClaims(ulong Card, long IssuedAt, long ExpiresAt, int SchoolYear)
{
    private const int Exp = 4, Iat = 6, Cti = 7, Year = -70001;

    /// <summary>The claims as canonical CBOR.</summary>
    public byte[] ToCbor()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(4);
        writer.WriteInt32(Exp);
        writer.WriteInt64(ExpiresAt);
        writer.WriteInt32(Iat);
        writer.WriteInt64(IssuedAt);
        writer.WriteInt32(Cti);
        Span<byte> id = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(id, Card);
        writer.WriteByteString(id);
        writer.WriteInt32(Year);
        writer.WriteInt32(SchoolYear);
        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <summary>Reads claims; those that are not known are passed over.</summary>
    /// <returns>False when it is not CBOR, or one of the four is missing or of another type.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> cbor, out CardClaims claims)
    {
        claims = default;
        try
        {
            var reader = new CborReader(cbor, CborConformanceMode.Strict);
            var seen = 0;
            for (var left = reader.ReadStartMap() ?? 0; left > 0; left--)
            {
                // A key of another kind is a claim of somebody else's.
                if (reader.PeekState() is not (CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger))
                {
                    reader.SkipValue();
                    reader.SkipValue();
                    continue;
                }
                switch (reader.ReadInt64())
                {
                    case Exp: claims = claims with { ExpiresAt = reader.ReadInt64() }; seen |= 1; break;
                    case Iat: claims = claims with { IssuedAt = reader.ReadInt64() }; seen |= 2; break;
                    case Cti when reader.ReadByteString() is { Length: sizeof(ulong) } id: claims = claims with { Card = BinaryPrimitives.ReadUInt64BigEndian(id) }; seen |= 4; break;
                    case Cti: return false;
                    case Year: claims = claims with { SchoolYear = reader.ReadInt32() }; seen |= 8; break;
                    default: reader.SkipValue(); break;
                }
            }
            reader.ReadEndMap();
            return seen == 15 && reader.BytesRemaining == 0 && claims.SchoolYear is >= 2000 and <= 2200;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            return false;
        }
    }
}
