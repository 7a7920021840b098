using System.Buffers.Binary;
using System.Security.Cryptography;
using EduDx.Registry.Cards;
using EduDx.Registry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry;

public sealed partial class RegistryStore
{
    /// <summary>
    /// Gives every person of a class (the staff of a campus) a card of a school year, where they have none that counts. Asking twice gives the same cards.
    /// </summary>
    /// <param name="node">Id of the class or campus.</param>
    /// <param name="schoolYear">First year of the school year.</param>
    /// <param name="today">The roster of which day.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="expiresAt">Unix seconds, behind <paramref name="now"/>.</param>
    /// <param name="cancel">Ends it; nothing is issued then.</param>
    public async Task<IReadOnlyList<HeldCard>> IssueCardsAsync(string node, int schoolYear, DateOnly today, long now, long expiresAt, CancellationToken cancel)
    {
        await _writer.WaitAsync(cancel);
        try
        {
            await using var context = Context();
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            var has = (await CardsAsync(context, node, schoolYear, today, now, cancel)).Select(c => c.PersonKey).ToHashSet();
            foreach (var person in await MembersAsync(context, node, today, cancel))
            {
                if (!has.Add(person)) continue;
                context.Add(new SignedCard { CardId = NewId(), PersonKey = person, SchoolYear = schoolYear, IssuedAt = now, ExpiresAt = expiresAt });
            }
            await context.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return await CardsAsync(context, node, schoolYear, today, now, cancel);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>The cards that count, of a class or campus, ordered by pseudonym.</summary>
    public async Task<IReadOnlyList<HeldCard>> CardsAsync(string node, int schoolYear, DateOnly today, long now, CancellationToken cancel)
    {
        await using var context = Context();
        return await CardsAsync(context, node, schoolYear, today, now, cancel);
    }

    /// <summary>Revokes a card.</summary>
    /// <returns>Its state; null when there is no such card. One that was revoked before stays as it was.</returns>
    public async Task<CardState?> RevokeCardAsync(ulong card, string reason, long now, CancellationToken cancel)
    {
        await _writer.WaitAsync(cancel);
        try
        {
            await using var context = Context();
            if (await context.Set<SignedCard>().SingleOrDefaultAsync(c => c.CardId == (long)card, cancel) is not { } found) return null;
            if (found.RevokedAt == 0) (found.RevokedAt, found.RevokedFor) = (now, reason);
            await context.SaveChangesAsync(cancel);
            return new CardState(card, found.PersonKey, found.RevokedAt);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>The revocation list: revoked cards that would not have expired yet.</summary>
    public async Task<IReadOnlyList<RevokedCard>> RevokedCardsAsync(long now, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.Set<SignedCard>().AsNoTracking().Where(c => c.RevokedAt != 0 && c.ExpiresAt > now).OrderBy(c => c.RevokedAt).ThenBy(c => c.CardId)
            .Select(c => new RevokedCard((ulong)c.CardId, c.RevokedAt, c.RevokedFor)).ToListAsync(cancel);
    }

    /// <summary>All cards ever issued, for the way in. A city is 300,000 rows a year.</summary>
    public IEnumerable<CardState> CardStates()
    {
        using var context = Context();
        foreach (var card in context.Set<SignedCard>().AsNoTracking().Select(c => new { c.CardId, c.PersonKey, c.RevokedAt })) yield return new((ulong)card.CardId, card.PersonKey, card.RevokedAt);
    }

    private static async Task<List<HeldCard>> CardsAsync(RegistryContext context, string node, int schoolYear, DateOnly today, long now, CancellationToken cancel)
    {
        var rows = from c in context.Set<SignedCard>().AsNoTracking()
                   join m in context.Set<Membership>() on c.PersonKey equals m.PersonKey
                   join n in context.Set<NodeIdentity>() on m.NodeKey equals n.Key
                   join p in context.Set<Person>() on c.PersonKey equals p.Key
                   where n.Id == node && m.From <= today && m.To >= today && c.SchoolYear == schoolYear && c.RevokedAt == 0 && c.ExpiresAt > now
                   orderby p.Pseudonym, c.IssuedAt
                   select new HeldCard((ulong)c.CardId, p.Key, p.Pseudonym, c.SchoolYear, c.IssuedAt, c.ExpiresAt);
        return await rows.ToListAsync(cancel);
    }

    private static Task<List<int>> MembersAsync(RegistryContext context, string node, DateOnly today, CancellationToken cancel) =>
        (from m in context.Set<Membership>()
         join n in context.Set<NodeIdentity>() on m.NodeKey equals n.Key
         where n.Id == node && m.From <= today && m.To >= today
         select m.PersonKey).Distinct().OrderBy(k => k).ToListAsync(cancel);

    // 64 random bits: a city that issues 300,000 cards a year meets a twin once in a million years, and the key of the table refuses it.
    private static long NewId() => BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));
}
