using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry.Storage;

/// <summary>A small SQLite file beside the registry's, readable for its owner alone. Its calls are synchronous (SQLite has no others), rare and short.</summary>
/// <typeparam name="TContext">Its tables.</typeparam>
internal sealed class OwnedDatabase<TContext> : IDisposable
    where TContext : DbContext
{
    private readonly Func<DbContextOptions<TContext>, TContext> _make;
    private readonly DbContextOptions<TContext> _options;
    private readonly string _connectionString;

    /// <summary>Opens the file, and creates it when it is missing.</summary>
    /// <param name="path">Database file.</param>
    /// <param name="holds">What it holds, for the error.</param>
    /// <param name="schema">Number of the layout that this program reads, from 1.</param>
    /// <param name="make">Makes a context.</param>
    /// <exception cref="IOException">The tables have another layout.</exception>
    public OwnedDatabase(string path, string holds, int schema, Func<DbContextOptions<TContext>, TContext> make)
    {
        _make = make;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 60 }.ToString();
        _options = new DbContextOptionsBuilder<TContext>().UseSqlite(_connectionString).Options;
        if (!File.Exists(path))
        {
            File.Create(path).Dispose();
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        using var context = Context();
        context.Database.EnsureCreated();
        context.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
        var found = context.Database.SqlQueryRaw<int>("SELECT user_version AS Value FROM pragma_user_version").Single();
#pragma warning disable EF1002 // A PRAGMA takes no parameters; the number is the program's own.
        if (found == 0) context.Database.ExecuteSqlRaw($"PRAGMA user_version={schema}");
#pragma warning restore EF1002
        else if (found != schema) throw new IOException($"{path} has {holds} of layout {found} and this program reads layout {schema}; start the program that made it");
    }

    /// <summary>A unit of work.</summary>
    public TContext Context() => _make(_options);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Pooled connections would keep the file open.
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
