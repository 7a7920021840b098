using EduDx.Registry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry.People;

/// <summary>People, their roles, their sessions and the paired screens on the disk. Calls are synchronous (SQLite has no others), rare and short; the caller runs one change at a time.</summary>
public sealed class PeopleStore : IDisposable
{
    private const int Schema = 1;

    private readonly OwnedDatabase<PeopleContext> _database;

    /// <summary>Opens the file, and creates it readable for its owner alone when it is missing.</summary>
    /// <param name="path">Database file.</param>
    /// <exception cref="IOException">The tables have another layout than this program reads.</exception>
    public PeopleStore(string path) => _database = new(path, "people", Schema, options => new PeopleContext(options));

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
    public void Dispose() => _database.Dispose();

    private PeopleContext Context() => _database.Context();
}
