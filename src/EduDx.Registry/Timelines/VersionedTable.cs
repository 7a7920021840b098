using System.Data.Common;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Timelines;

/// <summary>A table of versioned rows, read and written by plain commands inside one transaction.</summary>
internal sealed class VersionedTable<TKey, TPayload> : IDisposable
    where TKey : IComparable<TKey>
    where TPayload : IEquatable<TPayload>
{
    /// <summary>Reads the key and the payload of a row; the columns begin at 0 in the order of the properties.</summary>
    public delegate (TKey Key, TPayload Payload) RowReader(DbDataReader reader);

    /// <summary>The values of a row, in the order of the properties.</summary>
    public delegate object?[] RowWriter(TKey key, TPayload payload);

    private readonly TableSql _sql;
    private readonly string[] _properties;
    private readonly RowReader _read;
    private readonly RowWriter _write;
    private readonly DbCommand _insert;
    private readonly DbCommand _update;
    private readonly DbCommand _delete;

    /// <summary>A table whose keys and payloads stand in <paramref name="properties"/>.</summary>
    public VersionedTable(RegistryContext context, Type entity, string[] properties, RowReader read, RowWriter write)
    {
        _sql = new TableSql(context, entity);
        _properties = [.. properties, nameof(Versioned.From), nameof(Versioned.To)];
        (_read, _write) = (read, write);
        _insert = _sql.Insert(_properties);
        _update = _sql.Update(nameof(Versioned.Row), _properties);
        _delete = _sql.Delete(nameof(Versioned.Row));
    }

    /// <summary>All rows whose key passes, ordered by key.</summary>
    public List<(TKey Key, Stored<TPayload> Row)> Read(Func<TKey, bool>? keep = null)
    {
        var rows = new List<(TKey Key, Stored<TPayload> Row)>();
        var n = _properties.Length;
        using var select = _sql.Command($"SELECT {_sql.Columns([.. _properties, nameof(Versioned.Row)])} FROM {_sql.Table}", 0);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            var (key, payload) = _read(reader);
            if (keep is null || keep(key)) rows.Add((key, new(reader.GetInt64(n), payload, reader.Day(n - 2), reader.Day(n - 1))));
        }
        rows.Sort((a, b) => a.Key.CompareTo(b.Key));
        return rows;
    }

    /// <summary>Brings the table to what the file says.</summary>
    /// <param name="stated">Rows of the file; sorted here by key and first day.</param>
    /// <param name="stored">Answer of <see cref="Read"/>.</param>
    /// <param name="today">The day of the import.</param>
    /// <param name="tell">Called for each key that is not the same.</param>
    public void Merge(
        List<(TKey Key, Stated<TPayload> Row)> stated, List<(TKey Key, Stored<TPayload> Row)> stored, DateOnly today, Action<TKey, Outcome> tell)
    {
        stated.Sort((a, b) => a.Key.CompareTo(b.Key) is var byKey and not 0
            ? byKey : (a.Row.From ?? DateOnly.MinValue).CompareTo(b.Row.From ?? DateOnly.MinValue));
        var changes = new List<Change<TPayload>>();
        var said = new List<Stated<TPayload>>();
        var had = new List<Stored<TPayload>>();
        for (int i = 0, j = 0; i < stated.Count || j < stored.Count;)
        {
            var key = i == stated.Count || (j < stored.Count && stored[j].Key.CompareTo(stated[i].Key) < 0) ? stored[j].Key : stated[i].Key;
            said.Clear();
            had.Clear();
            changes.Clear();
            for (; i < stated.Count && stated[i].Key.CompareTo(key) == 0; i++) said.Add(stated[i].Row);
            for (; j < stored.Count && stored[j].Key.CompareTo(key) == 0; j++) had.Add(stored[j].Row);
            var outcome = Timeline.Plan<TPayload>(
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(said),
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(had), today, changes);
            foreach (var change in changes) Apply(key, change);
            if (outcome != Outcome.Same) tell(key, outcome);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
        _delete.Dispose();
    }

    private void Apply(TKey key, Change<TPayload> change)
    {
        if (change.Verb == ChangeVerb.Delete)
        {
            _delete.Run(change.Row);
            return;
        }
        object?[] values = [.. _write(key, change.Payload), DayCode.Of(change.From), DayCode.Of(change.To)];
        if (change.Verb == ChangeVerb.Insert) _insert.Run(values);
        else _update.Run([.. values, change.Row]);
    }
}
