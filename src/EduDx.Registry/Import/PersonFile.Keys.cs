using EduDx.Registry.Storage;
using EduDx.Registry.Vault;

namespace EduDx.Registry.Import;

/// <summary>The persons themselves: keys, sealed names and roles. They have one row each; what changes of them has no past.</summary>
internal sealed partial class PersonFile
{
    private static readonly string[] PersonProperties =
    [
        nameof(Person.Key), nameof(Person.Pseudonym), nameof(Person.Birth), nameof(Person.Role), nameof(Person.Staff),
    ];

    /// <summary>Persons whose own row has to be written, by the position of their last row in the file.</summary>
    private readonly List<int> _renamed = [];

    // The stored persons are streamed past the sorted rows; only keys and flags are kept of them.
    private void FindKeys()
    {
        _keys = new int[_rows.Count];
        _isOurs = new bool[run.Meta.LastPersonKey + 1];
        var (sql, vault) = (new TableSql(run.Context, typeof(Person)), new TableSql(run.Context, typeof(VaultEntry)));
        using var select = sql.Command(
            $"SELECT {sql.Columns(PersonProperties, "p")}, v.{vault.Column(nameof(VaultEntry.Sealed))} FROM {sql.Table} p"
            + $" LEFT JOIN {vault.Table} v ON v.{vault.Column(nameof(VaultEntry.PersonKey))}=p.{sql.Column(nameof(Person.Key))}", 0);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            var (key, isStaff) = (reader.GetInt32(0), reader.GetBoolean(4));
            _isOurs[key] = isStaff == staff;
            var at = FindFirst(reader.GetString(1));
            if (at < 0) continue;
            if (isStaff != staff)
            {
                var what = isStaff ? "staff" : "a pupil";
                run.Errors.Add(_sheet.File, _rows[at].Line, "person", $"the registry has '{_rows[at].Person}' as {what}; give this person another pseudonym");
            }
            var last = at;
            for (; last < _rows.Count && _rows[last].Person == _rows[at].Person; last++) _keys[last] = key;
            var row = _rows[--last];
            var birth = reader.IsDBNull(2) ? 0 : reader.GetInt32(2);
            var box = reader.IsDBNull(5) ? [] : (byte[])reader.GetValue(5);
            if (row.Birth != birth || !Same(reader, 3, row.Role) || run.Vault.Open(key, box) != (row.Name, row.Identity)) _renamed.Add(last);
        }
        CheckErased();
    }

    private void CheckErased()
    {
        var erased = run.Vault.Erased(run.Context);
        for (var i = 0; erased.Count > 0 && i < _rows.Count; i++)
        {
            if (_keys[i] == 0 && erased.TryGetValue(run.Vault.MarkOf(_rows[i].Person), out var receipt))
            {
                run.Errors.Add(_sheet.File, _rows[i].Line, "person", $"this person was erased (receipt {receipt}); remove the row here and where the file comes from");
            }
        }
    }

    private static bool Same(System.Data.Common.DbDataReader reader, int column, string text) =>
        string.Equals(reader.GetString(column), text, StringComparison.Ordinal);

    private int FindFirst(string person)
    {
        var (low, high) = (0, _rows.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(_rows[middle].Person, person) < 0) low = middle + 1;
            else high = middle;
        }
        return low < _rows.Count && _rows[low].Person == person ? low : -1;
    }

    private void WritePersons()
    {
        var sql = new TableSql(run.Context, typeof(Person));
        using var insert = sql.Insert(PersonProperties);
        using var update = sql.Update(nameof(Person.Key), nameof(Person.Birth), nameof(Person.Role));
        using var seals = new SealedTable(run);
        foreach (var at in _renamed)
        {
            var row = _rows[at];
            update.Run(Birth(row), row.Role, _keys[at]);
            seals.Replace(_keys[at], row.Name, row.Identity);
        }
        for (var i = 0; i < _rows.Count; i++)
        {
            if (_keys[i] != 0) continue;
            var key = ++run.Meta.LastPersonKey;
            var end = i;
            for (; end < _rows.Count && _rows[end].Person == _rows[i].Person; end++) _keys[end] = key;
            var last = _rows[end - 1];
            insert.Run(key, last.Person, Birth(last), last.Role, staff);
            seals.Add(key, last.Name, last.Identity);
            i = end - 1;
        }
    }

    private static object? Birth(PersonRow row) => row.Birth == 0 ? null : row.Birth;
}
