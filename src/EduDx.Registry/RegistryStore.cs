using EduDx.Live.City;
using EduDx.Registry.Import;
using EduDx.Registry.Loading;
using EduDx.Registry.Storage;
using EduDx.Registry.Vault;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry;

/// <summary>
/// The registry: the tree, the roster, the cards, the kiosks, the timetable and the calendar, with their past. One import
/// runs at a time; reading goes on beside it and sees the state before it. Nothing is kept in memory between calls.
/// </summary>
/// <param name="sqlitePath">Database file; created with its folder when missing.</param>
/// <param name="keys">Folder of the keys of names and pseudonyms; null for <c>keys</c> beside the database.</param>
/// <param name="time">Measures how long imports take; the day of an import is given by the caller.</param>
public sealed partial class RegistryStore(string sqlitePath, TimeProvider time, KeyFolder? keys = null) : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly KeyFolder _folder = keys ??= new(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(sqlitePath))!, "keys"));
    private readonly PersonKeys _keys = new(keys);
    private readonly string _connectionString =
        new SqliteConnectionStringBuilder { DataSource = sqlitePath, DefaultTimeout = 60 }.ToString();

    /// <summary>The folder of keys.</summary>
    public KeyFolder Keys => _folder;

    /// <summary>Creates what is missing.</summary>
    /// <exception cref="InvalidOperationException">The tables have another layout than this program reads; the message says which.</exception>
    public async Task OpenAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(sqlitePath))!);
        await using var context = Context();
        await context.Database.EnsureCreatedAsync(cancel);
        // A reader never waits for an import, and a commit is one sync.
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);
        var meta = await context.Meta.SingleOrDefaultAsync(cancel);
        if (meta is null)
        {
            context.Meta.Add(new Meta { Id = 1, Schema = Meta.CurrentSchema, FolderHash = "" });
            await context.SaveChangesAsync(cancel);
        }
        else if (meta.Schema != Meta.CurrentSchema)
        {
            throw new InvalidOperationException(
                $"{sqlitePath} has registry tables of layout {meta.Schema} and this program reads layout {Meta.CurrentSchema}; "
                + "start the program that made it, or move the file away and import the CSV files again");
        }
        await MissingTables.AddAsync(context, cancel);
        await SettleKeyAsync(context);
    }

    /// <summary>Version of the registry; 0 when it is empty.</summary>
    public async Task<long> VersionAsync(CancellationToken cancel)
    {
        await using var context = Context();
        return (await context.Meta.AsNoTracking().SingleAsync(cancel)).Version;
    }

    /// <summary>Builds the model of a day, with the schools that stood otherwise on the days before it. Without nodes it is empty.</summary>
    public async Task<CityModel> LoadCityAsync(DateOnly day, CancellationToken cancel)
    {
        await using var context = Context();
        await context.Database.OpenConnectionAsync(cancel);
        // Deferred: all tables are read as of one moment, and an import that is running is not waited for.
        await using var transaction = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await context.Database.UseTransactionAsync(transaction, cancel);
        var meta = await context.Meta.AsNoTracking().SingleAsync(cancel);
        var city = new CityLoader(context, day, cancel).Load(meta);
        return city with { Past = new PastLoader(context, city, cancel).Load() };
    }

    /// <summary>The tree of a day, parents before children, each level ordered by id.</summary>
    public async Task<IReadOnlyList<TreeRow>> TreeAsync(DateOnly day, CancellationToken cancel)
    {
        await using var context = Context();
        await context.Database.OpenConnectionAsync(cancel);
        var nodes = new NodeLoader(context, day).Load();
        return Array.ConvertAll(nodes.Nodes, n => new TreeRow(n.Id, n.Kind, n.Name, n.Parent < 0 ? null : nodes.Nodes[n.Parent].Id, n.Level));
    }

    /// <summary>The groups beside the tree, as of a day: under which old district a commune or school stood.</summary>
    public async Task<IReadOnlyList<GroupingRow>> GroupingsAsync(DateOnly day, CancellationToken cancel)
    {
        await using var context = Context();
        var rows = from g in context.Set<Grouping>().AsNoTracking()
                   join n in context.Set<NodeIdentity>() on g.NodeKey equals n.Key
                   where g.From <= day && g.To >= day
                   orderby g.Kind, g.Id, n.Id
                   select new GroupingRow(g.Kind, g.Id, g.Name, n.Id);
        return await rows.ToListAsync(cancel);
    }

    /// <summary>The last day on which a grouping held, at most <paramref name="today"/>; null when there is no such grouping.</summary>
    public async Task<DateOnly?> LastDayOfGroupingAsync(string kind, DateOnly today, CancellationToken cancel)
    {
        await using var context = Context();
        var ends = await context.Set<Grouping>().AsNoTracking().Where(g => g.Kind == kind && g.From <= today).Select(g => g.To).ToListAsync(cancel);
        return ends.Count == 0 ? null : ends.Max() < today ? ends.Max() : today;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        // Pooled connections would keep the file open.
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private RegistryContext Context() =>
        new(new DbContextOptionsBuilder<RegistryContext>().UseSqlite(_connectionString).Options);
}
