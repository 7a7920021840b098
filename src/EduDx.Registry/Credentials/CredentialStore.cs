using EduDx.Registry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry.Credentials;

/// <summary>Credentials on the disk. Calls are synchronous (SQLite has no others), rare and short; the caller runs one change at a time.</summary>
public sealed class CredentialStore : IDisposable
{
    private const int Schema = 1;

    private readonly OwnedDatabase<CredentialsContext> _database;

    /// <summary>Opens the file, and creates it readable for its owner alone when it is missing.</summary>
    /// <param name="path">Database file.</param>
    /// <exception cref="IOException">The tables have another layout than this program reads.</exception>
    public CredentialStore(string path) => _database = new(path, "credentials", Schema, options => new CredentialsContext(options));

    /// <summary>All credentials.</summary>
    public IReadOnlyList<CredentialRow> All()
    {
        using var context = Context();
        return [.. context.Credentials.AsNoTracking()];
    }

    /// <summary>Stores credentials, new and changed, all or none; on the disk when it returns.</summary>
    public void Save(IReadOnlyCollection<CredentialRow> rows)
    {
        using var context = Context();
        var known = context.Credentials.AsNoTracking().Select(c => c.Id).ToHashSet();
        foreach (var row in rows) context.Entry(row).State = known.Contains(row.Id) ? EntityState.Modified : EntityState.Added;
        context.SaveChanges();
    }

    /// <summary>Stores a code; an older one of the same source ends.</summary>
    public void SaveClaim(ClaimRow claim)
    {
        using var context = Context();
        using var transaction = context.Database.BeginTransaction();
        context.Claims.Where(c => c.Id == claim.Id).ExecuteDelete();
        context.Claims.Add(claim);
        context.SaveChanges();
        transaction.Commit();
    }

    /// <summary>Ends the code of a source.</summary>
    /// <returns>False when it has none.</returns>
    public bool DropClaims(string id)
    {
        using var context = Context();
        return context.Claims.Where(c => c.Id == id).ExecuteDelete() > 0;
    }

    /// <summary>Uses a code up.</summary>
    /// <returns>The code, or null when there is none such, or no more.</returns>
    public ClaimRow? TakeClaim(string codeHash, long nowMs)
    {
        using var context = Context();
        context.Claims.Where(c => c.ExpiresMs <= nowMs).ExecuteDelete();
        var claim = context.Claims.AsNoTracking().SingleOrDefault(c => c.CodeHash == codeHash);
        // Of two that come with one code, the one whose delete counted has it.
        return claim is not null && context.Claims.Where(c => c.CodeHash == codeHash).ExecuteDelete() == 1 ? claim : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private CredentialsContext Context() => _database.Context();
}
