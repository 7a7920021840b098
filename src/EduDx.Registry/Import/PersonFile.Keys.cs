using EduDx.Registry.Storage;

namespace EduDx.Registry.Import;

/// <summary>The persons themselves: keys, names and roles. They have one row each; what changes of them has no past.</summary>
internal sealed partial class PersonFile
{
    private static readonly string[] PersonProperties =
    [
        nameof(Person.Key), nameof(Person.Pseudonym), nameof(Person.Name), nameof(Person.Birth), nameof(Person.Role), nameof(Person.Staff),
    ];

    /// <summary>Persons whose own row has to be written, by the position of their last row in the file.</summary>
    private readonly List<int> _renamed = [];

    // The stored persons are streamed past the sorted rows; only keys and flags are kept of them.
    private void FindKeys()
    {
        _keys = new int[_rows.Count];
        _isOurs = new bool[run.Meta.LastPersonKey + 1];
        var sql = new TableSql(run.Context, typeof(Person));
        using var select = sql.Command($"SELECT {sql.Columns(PersonProperties)} FROM {sql.Table}", 0);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            var (key, isStaff) = (reader.GetInt32(0), reader.GetBoolean(5));
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
            var birth = reader.IsDBNull(3) ? 0 : reader.GetInt32(3);
            if (row.Birth != birth || !Same(reader, 2, row.Name) || !Same(reader, 4, row.Role)) _renamed.Add(last);
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
        using var update = sql.Update(nameof(Person.Key), nameof(Person.Name), nameof(Person.Birth), nameof(Person.Role));
        foreach (var at in _renamed)
        {
            var row = _rows[at];
            update.Run(row.Name, Birth(row), row.Role, _keys[at]);
        }
        for (var i = 0; i < _rows.Count; i++)
        {
            if (_keys[i] != 0) continue;
            var key = ++run.Meta.LastPersonKey;
            var end = i;
            for (; end < _rows.Count && _rows[end].Person == _rows[i].Person; end++) _keys[end] = key;
            var last = _rows[end - 1];
            insert.Run(key, last.Person, last.Name, Birth(last), last.Role, staff);
            i = end - 1;
        }
    }

    private static object? Birth(PersonRow row) => row.Birth == 0 ? null : row.Birth;
}
