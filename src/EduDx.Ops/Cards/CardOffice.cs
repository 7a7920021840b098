using EduDx.Live.City;
using EduDx.Ops.Cards.Keys;
using EduDx.Registry;
using EduDx.Registry.Cards;

namespace EduDx.Ops.Cards;

/// <summary>Issues, seals and revokes cards: the registry first, then what the way in remembers of it.</summary>
internal sealed class CardOffice(RegistryStore registry, CardKeys keys, SignedCards cards, TimeProvider time)
{
    // The school year of the Ministry begins in September; cards for it are printed in summer.
    private const int FirstMonth = 7;

    /// <summary>The keys.</summary>
    public CardKeys Keys => keys;

    /// <summary>First year of the school year of now.</summary>
    public int SchoolYear => Today() is var day && day.Month >= FirstMonth ? day.Year : day.Year - 1;

    /// <summary>Gives everybody of a class or campus a card; who has one keeps it.</summary>
    /// <param name="node">Id of the class or campus.</param>
    /// <param name="schoolYear">First year of the school year; null for the current one.</param>
    /// <param name="expires">When they end, after now; null for the end of August after the school year.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<HeldCard>> IssueAsync(string node, int? schoolYear, DateTimeOffset? expires, CancellationToken cancel)
    {
        var year = schoolYear ?? SchoolYear;
        var end = expires ?? new DateTimeOffset(year + 1, 9, 1, 0, 0, 0, LocalTime.Offset);
        // A key that cannot be written must fail before anybody has a card.
        keys.Active();
        var held = await registry.IssueCardsAsync(node, year, Today(), Now(), end.ToUnixTimeSeconds(), cancel);
        foreach (var card in held) cards.Put(new(card.Card, card.PersonKey, 0));
        return held;
    }

    /// <summary>The cards that were issued to a class or campus and count.</summary>
    public Task<IReadOnlyList<HeldCard>> OfAsync(string node, int? schoolYear, CancellationToken cancel) => registry.CardsAsync(node, schoolYear ?? SchoolYear, Today(), Now(), cancel);

    /// <summary>Names by registry key, for the printer. Whoever asks must be allowed to, and is in the audit.</summary>
    public Task<IReadOnlyDictionary<int, string?>> NamesAsync(IEnumerable<HeldCard> held, CancellationToken cancel) => registry.NamesAsync([.. held.Select(c => c.PersonKey)], cancel);

    /// <summary>The text of a card's code.</summary>
    public string Seal(HeldCard card) => CardToken.Seal(new(card.Card, card.IssuedAt, card.ExpiresAt, card.SchoolYear), keys.Active());

    /// <summary>Registry key of the holder of a card; null when there is no such card.</summary>
    public int? HolderOf(ulong card) => cards.TryFind(card, out var state) ? state.PersonKey : null;

    /// <summary>Revokes a card at once.</summary>
    /// <returns>False when there is no such card.</returns>
    public async Task<bool> RevokeAsync(ulong card, string reason, CancellationToken cancel)
    {
        if (await registry.RevokeCardAsync(card, reason, Now(), cancel) is not { } state) return false;
        cards.Put(state);
        return true;
    }

    /// <summary>The revocation list.</summary>
    public Task<IReadOnlyList<RevokedCard>> RevokedAsync(CancellationToken cancel) => registry.RevokedCardsAsync(Now(), cancel);

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();

    private DateOnly Today() => LocalTime.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
}
