using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry.Credentials;

/// <summary>Credentials on the disk. Calls are synchronous (SQLite has no others), rare and short; the caller runs one change at a time.</summary>
public sealed class CredentialStore : IDisposable
{
    private const int Schema = 1;

    private readonly string _connectionString;

    /// <summary>Opens the file, and creates it readable for its owner alone when it is missing.</summary>
    /// <param name="path">Database file.</param>
    /// <exception cref="IOException">The tables have another layout than this program reads.</exception>
    public CredentialStore(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 60 }.ToString();
        if (!File.Exists(path))
        {
            File.Create(path).Dispose();
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        using var context = Context();
        context.Database.EnsureCreated();
        context.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
        var schema = context.Database.SqlQueryRaw<int>("SELECT user_version AS Value FROM pragma_user_version").Single();
        if (schema == 0) context.Database.ExecuteSqlRaw($"PRAGMA user_version={Schema}");
        else if (schema != Schema) throw new IOException($"{path} has credentials of layout {schema} and this program reads layout {Schema}; start the program that made it");
    }

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
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private CredentialsContext Context() => new(new DbContextOptionsBuilder<CredentialsContext>().UseSqlite(_connectionString).Options);
}
