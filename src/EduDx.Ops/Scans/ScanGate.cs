using EduDx.Contracts.Topics;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Ops.Cards;
using EduDx.Ops.Cards.Keys;
using EduDx.Ops.Ingest;
using EduDx.Ops.Ingest.Decode;

namespace EduDx.Ops.Scans;

/// <summary>
/// What a scan must pass: a token is held against the keys and the registry, and every scan against what is possible. A token that identifies nobody is
/// rejected; whatever else is suspicious is flagged and counted all the same (docs/cards.md has the table of verdicts).
/// <para>Hot path: a plain card read by a kiosk of a school with one campus costs one comparison here.</para>
/// </summary>
internal sealed class ScanGate(CardKeys keys, CardVerifier verifier, SignedCards cards, PlaceCodes codes)
{
    // Retries come within minutes: this is half a morning of a city.
    private const int Generation = 100_000;

    private readonly TravelWatch _travel = new();
    private readonly PhoneWatch _phones = new();
    private readonly RecentMap<UInt128, ScanFlags> _judged = new(Generation);

    /// <summary>Finds whose token it is.</summary>
    /// <returns>Position in <see cref="CityModel.PersonRefs"/>; -1 when the event is rejected, and it says why.</returns>
    public int Identify(CityModel city, in IngestSource source, ref DecodedEvent e)
    {
        if (keys.IsEmpty)
        {
            e.Fail(RejectReason.TokenNotAccepted, "this server has issued no signed cards and trusts no key; issue cards (docs/cards.md), or send the card's code as 'card'");
            return -1;
        }
        var verdict = verifier.Verify(e.Token, out var claims, out var kid);
        if (verdict != TokenVerdict.Good)
        {
            e.Fail(Reason(verdict), Sentence(verdict, kid));
            return -1;
        }
        var person = cards.TryFind(claims.Card, out var card) && (uint)card.PersonKey < (uint)city.PersonByKey.Length ? city.PersonByKey[card.PersonKey] : -1;
        if (person < 0)
        {
            e.Fail(RejectReason.UnknownCard, $"the token is sealed by this server, and the registry has no card {CardToken.Text(claims.Card)} of a person on the roster: restore the registry, or give the person a new card");
            return -1;
        }
        e.PersonKey = card.PersonKey;
        if (card.RevokedAt != 0)
        {
            e.Fail(RejectReason.CardRevoked, $"the card {CardToken.Text(claims.Card)} is revoked: who shows it may not be its holder; give the holder a new card");
            return -1;
        }
        if (city.PersonRefs[person].School != source.School)
        {
            var travelled = source.Place is { } place ? _travel.Note(card.PersonKey, place, e.AtMs) : null;
            e.Fail(RejectReason.CardElsewhere, $"the card {CardToken.Text(claims.Card)} belongs to the school '{city.Schools[city.PersonRefs[person].School].Node.Id}'"
                + (travelled is { } minutes ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", and was read {minutes:0.#} minutes away from here, too far to travel: there is a copy of it; revoke it") : ": correct the roster, or look who shows it"));
            return -1;
        }
        if (e.AtMs >= claims.ExpiresAt * 1000) e.Flags |= ScanFlags.CardExpired;
        if (e.AtMs < claims.IssuedAt * 1000 - ClockSlackMs) e.Flags |= ScanFlags.CardNotYetValid;
        return person;
    }

    // As far as the clock of a source may be wrong without its events being refused.
    private const long ClockSlackMs = 5 * 60_000;

    /// <summary>Holds a scan of a known person against what is possible.</summary>
    /// <param name="city">The model in force.</param>
    /// <param name="source">The kiosk.</param>
    /// <param name="place">Verdict about the position.</param>
    /// <param name="nowMs">When it came in.</param>
    /// <param name="e">The event, with <see cref="DecodedEvent.PersonKey"/> set; its flags are added to.</param>
    public void Judge(CityModel city, in IngestSource source, PlaceVerdict place, long nowMs, ref DecodedEvent e)
    {
        var phone = e.Mode == ScanMode.Phone;
        if (place == PlaceVerdict.Outside) e.Flags |= phone ? ScanFlags.OutsidePlace : ScanFlags.KioskMoved;
        var watched = phone || e.Has(Fields.Token) || city.Schools[source.School].Campuses.Length > 1;
        if (!watched && e.Flags == ScanFlags.None) return;
        // The same event again gets the flags that it got, and is not listed a second time.
        if (_judged.TryGet(e.Id, out var before))
        {
            (e.Flags, e.IsRepeat) = (before, true);
            return;
        }
        e.IsJudged = true;
        if (watched && source.Place is { } at && _travel.Note(e.PersonKey, at, e.AtMs) is not null) e.Flags |= ScanFlags.ImpossibleTravel;
        if (!phone) return;
        if (e.Has(Fields.Phone) && _phones.IsBurst(e.Phone, e.PersonKey, nowMs)) e.Flags |= ScanFlags.PhoneBurst;
        if (e.Has(Fields.Place_Code)) e.Flags |= codes.Check(source.Key, e.PlaceCode, e.PersonKey, e.Id, e.AtMs, nowMs);
        else if (codes.IsShowing(source.Key, nowMs)) e.Flags |= ScanFlags.PlaceCodeMissing;
    }

    /// <summary>True when the verdict of an event is remembered: it came before, and was listed then if there was something to list.</summary>
    public bool Remembers(in DecodedEvent e) => _judged.TryGet(e.Id, out _);

    /// <summary>Remembers the verdict of an event that was stored or kept, for the case that it comes again.</summary>
    public void Remember(in DecodedEvent e) => _judged.Set(e.Id, e.Flags);

    private static RejectReason Reason(TokenVerdict verdict) => verdict switch
    {
        TokenVerdict.WrongAlgorithm => RejectReason.TokenWrongAlgorithm,
        TokenVerdict.UnknownKey => RejectReason.TokenUnknownKey,
        TokenVerdict.BadSignature => RejectReason.TokenBadSignature,
        _ => RejectReason.TokenMalformed,
    };

    private static string Sentence(TokenVerdict verdict, ulong kid) => verdict switch
    {
        TokenVerdict.WrongAlgorithm => "the token is not signed with ES256: somebody made it; look at the kiosk's picture of that moment",
        TokenVerdict.UnknownKey => $"the token names the key {CardToken.Text(kid)}, which is not one of this server's, or was withdrawn: print the card anew if its holder is known",
        TokenVerdict.BadSignature => $"the token names the key {CardToken.Text(kid)}, which has not signed it: somebody made or changed it",
        _ => "the token is not one of docs/cards.md: EDX1:, Base45, zlib, COSE_Sign1, at most 600 signs",
    };
}
