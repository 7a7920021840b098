using System.Security.Cryptography;
using System.Text;
using EduDx.Registry.Storage;
using EduDx.Registry.Vault;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry;

public sealed partial class RegistryStore
{
    // A reader that holds the journal is done within seconds.
    private const int JournalAttempts = 12;
    private static readonly TimeSpan JournalPause = TimeSpan.FromMilliseconds(250);

    private volatile bool _journalHolds;

    /// <summary>True while the database's journal may still hold pages as they were before an erasure: a reader was busy with them.</summary>
    public bool JournalHolds => _journalHolds;

    /// <summary>The school whose data a person's is, today or last; null when there is no such person.</summary>
    /// <returns>Ids from the city down to the class or campus.</returns>
    public async Task<string[]?> PathOfPersonAsync(string person, DateOnly day, CancellationToken cancel)
    {
        await using var context = Context();
        var last = await (from p in context.Set<Person>().AsNoTracking()
                          join m in context.Set<Membership>() on p.Key equals m.PersonKey
                          where p.Pseudonym == person
                          orderby m.To descending
                          select new { m.NodeKey, m.To }).FirstOrDefaultAsync(cancel);
        if (last is null) return null;
        await context.Database.OpenConnectionAsync(cancel);
        var nodes = new Loading.NodeLoader(context, last.To < day ? last.To : day).Load();
        var at = nodes.ByKey.TryGetValue(last.NodeKey, out var index) ? index : -1;
        var path = new List<string>();
        for (; at >= 0; at = nodes.Nodes[at].Parent) path.Insert(0, nodes.Nodes[at].Id);
        return [.. path];
    }

    /// <summary>Who a pseudonym is; null when there is no such person. Whoever asks must be allowed to, and is in the audit: the registry does not know callers.</summary>
    public async Task<PersonRecord?> LookUpAsync(string person, CancellationToken cancel)
    {
        await using var context = Context();
        return await FindAsync(context, person, cancel) is var (row, entry) ? Open(row, entry, _keys.Read(row.Key)) : null;
    }

    /// <summary>Names by registry key, for what is printed for people: cards, class lists. Null where the key is destroyed or lost.</summary>
    public async Task<IReadOnlyDictionary<int, string?>> NamesAsync(IReadOnlyList<int> persons, CancellationToken cancel)
    {
        await using var context = Context();
        var entries = await context.Set<VaultEntry>().AsNoTracking().Where(v => persons.Contains(v.PersonKey)).ToListAsync(cancel);
        var keys = _keys.Read([.. entries.Select(e => e.PersonKey)]);
        return entries.Select((e, i) => (e.PersonKey, PersonSeal.Open(keys[i], e.PersonKey, e.Sealed)?.Name)).ToDictionary(n => n.PersonKey, n => n.Name);
    }

    /// <summary>Everything that the registry holds about a person; null when there is no such person.</summary>
    public async Task<PersonExport?> ExportAsync(string person, CancellationToken cancel)
    {
        await using var context = Context();
        if (await FindAsync(context, person, cancel) is not var (row, entry)) return null;
        var ids = await context.Set<NodeIdentity>().AsNoTracking().ToDictionaryAsync(n => n.Key, n => n.Id, cancel);
        var places = await context.Set<Membership>().AsNoTracking().Where(m => m.PersonKey == row.Key).OrderBy(m => m.From).ToListAsync(cancel);
        var cards = await context.Set<Card>().AsNoTracking().Where(c => c.PersonKey == row.Key).OrderBy(c => c.From).ToListAsync(cancel);
        var allergies = await context.Set<Allergy>().AsNoTracking().Where(a => a.PersonKey == row.Key).OrderBy(a => a.From).ToListAsync(cancel);
        return new(
            Open(row, entry, _keys.Read(row.Key)),
            [.. places.Select(m => Span(ids.GetValueOrDefault(m.NodeKey, "") + (ids.TryGetValue(m.TeachesKey, out var taught) ? $" {taught}" : ""), m))],
            [.. cards.Select(c => Span(c.Code, c))],
            [.. allergies.Select(a => Span(a.Allergen, a))]);
    }

    /// <summary>Corrects who a person is. The next import of a file that still has the mistake brings it back: correct it there too.</summary>
    /// <param name="person">Pseudonym.</param>
    /// <param name="name">The right name; null to leave it.</param>
    /// <param name="identity">The right identity number; null to leave it.</param>
    /// <param name="birth">The right day of birth; null to leave it.</param>
    /// <param name="cancel">Before anything is written.</param>
    /// <returns>False when there is no such person.</returns>
    public async Task<bool> CorrectAsync(string person, string? name, string? identity, DateOnly? birth, CancellationToken cancel)
    {
        await _writer.WaitAsync(cancel);
        try
        {
            await using var context = Context();
            await SettleKeyAsync(context);
            if (await FindAsync(context, person, cancel) is not var (row, entry)) return false;
            var known = Open(row, entry, _keys.Read(row.Key));
            // A new key each time: what an older copy of the database holds cannot be read any more. It lies beside the old one until the database has
            // what it seals, and from here on nobody who goes away cuts it off.
            var box = PersonSeal.Seal(_keys.PutNext(row.Key), row.Key, name is null ? known.Name ?? "" : Import.VietnameseText.Compose(name), identity ?? known.Identity ?? "");
            if (entry is null) context.Add(new VaultEntry { PersonKey = row.Key, Sealed = box });
            else entry.Sealed = box;
            row.Birth = birth ?? row.Birth;
            (await context.Meta.SingleAsync(CancellationToken.None)).Version++;
            await context.SaveChangesAsync(CancellationToken.None);
            await SettleKeyAsync(context);
            return true;
        }
        finally
        {
            _writer.Release();
        }
    }

    // Also what a correction that was cut off left behind: the database alone says which of two keys is the person's. The writer's alone.
    private async Task SettleKeyAsync(RegistryContext context)
    {
        if (_keys.Next() is not { } next) return;
        var entry = await context.Set<VaultEntry>().AsNoTracking().SingleOrDefaultAsync(v => v.PersonKey == next.Person, CancellationToken.None);
        _keys.Settle(next, isInForce: entry is not null && PersonSeal.Open(next.Key, next.Person, entry.Sealed) is not null);
    }

    /// <summary>
    /// Erases a person: the key of their name and identity number is destroyed, day of birth, cards and allergies go, and where they belong ends. Counts of past
    /// days stay as they were: in the log and the history stands a number that is nobody's any more. <see cref="JournalHolds"/> says whether the journal could be emptied.
    /// </summary>
    /// <returns>The receipt; null when there is no such person.</returns>
    public async Task<string?> EraseAsync(string person, string purpose, DateOnly today, CancellationToken cancel)
    {
        await _writer.WaitAsync(cancel);
        try
        {
            await using var context = Context();
            // No key of theirs may be left anywhere.
            await SettleKeyAsync(context);
            if (await FindAsync(context, person, cancel) is not var (row, entry)) return null;
            // First: whatever happens to the rest, nobody reads the name again. Asked for once more, the rest is done.
            _keys.Destroy(row.Key);
            var receipt = "e-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
            await context.Database.OpenConnectionAsync(CancellationToken.None);
            // What is deleted is written over in the file.
            await context.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", CancellationToken.None);
            await using (var transaction = await context.Database.BeginTransactionAsync(CancellationToken.None))
            {
                context.Add(new Erasure { Receipt = receipt, PersonKey = row.Key, Mark = Mark(person), AtMs = time.GetUtcNow().ToUnixTimeMilliseconds(), Purpose = purpose });
                if (entry is not null) context.Remove(entry);
                context.RemoveRange(context.Set<Allergy>().Where(a => a.PersonKey == row.Key));
                context.RemoveRange(context.Set<Card>().Where(c => c.PersonKey == row.Key));
                context.RemoveRange(context.Set<Cards.SignedCard>().Where(c => c.PersonKey == row.Key));
                foreach (var place in context.Set<Membership>().Where(m => m.PersonKey == row.Key).AsEnumerable().Where(m => m.To >= today))
                {
                    if (place.From >= today) context.Remove(place);
                    else place.To = today.AddDays(-1);
                }
                (row.Pseudonym, row.Birth, row.Role) = (receipt, null, "");
                (await context.Meta.SingleAsync(CancellationToken.None)).Version++;
                await context.SaveChangesAsync(CancellationToken.None);
                await transaction.CommitAsync(CancellationToken.None);
            }
            // The journal still holds the pages as they were.
            _journalHolds = true;
            for (var attempt = 1; !await TryEmptyJournalAsync(context) && attempt < JournalAttempts; attempt++) await Task.Delay(JournalPause, CancellationToken.None);
            return receipt;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Empties the journal that an erasure could not empty.</summary>
    /// <returns>True when it holds nothing of an erasure any more.</returns>
    public async Task<bool> EmptyJournalAsync(CancellationToken cancel)
    {
        if (!_journalHolds) return true;
        await _writer.WaitAsync(cancel);
        try
        {
            await using var context = Context();
            return await TryEmptyJournalAsync(context);
        }
        finally
        {
            _writer.Release();
        }
    }

    // SQLite answers in a row, not by an error: busy (1 when a reader still needs the journal), pages in it, pages put back.
    private async Task<bool> TryEmptyJournalAsync(RegistryContext context)
    {
        await context.Database.OpenConnectionAsync(CancellationToken.None);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        _journalHolds = await command.ExecuteScalarAsync(CancellationToken.None) is not 0L;
        return !_journalHolds;
    }

    /// <summary>Pseudonyms of persons who belong nowhere any more since before a day, and are not erased.</summary>
    public async Task<IReadOnlyList<string>> LeftBeforeAsync(DateOnly day, int most, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.Set<Person>().AsNoTracking()
            .Where(p => context.Set<VaultEntry>().Any(v => v.PersonKey == p.Key) && !context.Set<Membership>().Any(m => m.PersonKey == p.Key && m.To >= day))
            .OrderBy(p => p.Key).Take(most).Select(p => p.Pseudonym).ToListAsync(cancel);
    }

    /// <summary>The receipt of an erasure; null when there is none of that number.</summary>
    public async Task<(DateTimeOffset At, string Purpose)?> ReceiptAsync(string receipt, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.Set<Erasure>().AsNoTracking().SingleOrDefaultAsync(e => e.Receipt == receipt, cancel) is { } found
            ? (DateTimeOffset.FromUnixTimeMilliseconds(found.AtMs), found.Purpose)
            : null;
    }

    private byte[] Mark(string person) => HMACSHA256.HashData(_folder.Key("erasures"), Encoding.UTF8.GetBytes(person));

    private static async Task<(Person Row, VaultEntry? Entry)?> FindAsync(RegistryContext context, string person, CancellationToken cancel)
    {
        if (await context.Set<Person>().SingleOrDefaultAsync(p => p.Pseudonym == person, cancel) is not { } row) return null;
        return (row, await context.Set<VaultEntry>().SingleOrDefaultAsync(v => v.PersonKey == row.Key, cancel));
    }

    private static PersonRecord Open(Person row, VaultEntry? entry, byte[] key)
    {
        var opened = entry is null ? null : PersonSeal.Open(key, row.Key, entry.Sealed);
        return new(row.Pseudonym, opened?.Name, opened?.Identity, row.Birth, row.Staff, row.Role);
    }

    private static PersonSpan Span(string what, Versioned row) =>
        new(what, row.From == DateOnly.MinValue ? null : row.From, row.To == DateOnly.MaxValue ? null : row.To);
}
