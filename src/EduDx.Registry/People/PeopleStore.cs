using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry.People;

/// <summary>People, their roles, their sessions and the paired screens on the disk. Calls are synchronous (SQLite has no others), rare and short; the caller runs one change at a time.</summary>
public sealed class PeopleStore : IDisposable
{
    private const int Schema = 1;

    private readonly string _connectionString;

    /// <summary>Opens the file, and creates it readable for its owner alone when it is missing.</summary>
    /// <param name="path">Database file.</param>
    /// <exception cref="IOException">The tables have another layout than this program reads.</exception>
    public PeopleStore(string path)
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
        else if (schema != Schema) throw new IOException($"{path} has people of layout {schema} and this program reads layout {Schema}; start the program that made it");
    }

    /// <summary>Everything, as of one moment.</summary>
    public (AccountRow[] Accounts, GrantRow[] Grants, SessionRow[] Sessions, ScreenRow[] Screens) All()
    {
        using var context = Context();
        using var transaction = context.Database.BeginTransaction();
        return ([.. context.Accounts.AsNoTracking()], [.. context.Grants.AsNoTracking()], [.. context.Sessions.AsNoTracking()], [.. context.Screens.AsNoTracking()]);
    }

    /// <summary>Stores a row that is new; its key is given when it is 0. On the disk when it returns.</summary>
    public void Add<TRow>(TRow row)
        where TRow : class
    {
        using var context = Context();
        context.Add(row);
        context.SaveChanges();
    }

    /// <summary>Stores what changed in a row.</summary>
    public void Change<TRow>(TRow row)
        where TRow : class
    {
        using var context = Context();
        context.Update(row);
        context.SaveChanges();
    }

    /// <summary>Removes rows, all or none.</summary>
    public void Remove<TRow>(IEnumerable<TRow> rows)
        where TRow : class
    {
        using var context = Context();
        context.RemoveRange(rows);
        context.SaveChanges();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Pooled connections would keep the file open.
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private PeopleContext Context() => new(new DbContextOptionsBuilder<PeopleContext>().UseSqlite(_connectionString).Options);
}
