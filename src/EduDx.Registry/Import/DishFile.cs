using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

/// <summary>Reads and merges <c>dishes.csv</c>. A dish that the file no longer has stays: menus of past days name it.</summary>
internal sealed class DishFile(ImportRun run)
{
    private static readonly string[] Properties = [nameof(DishRow.Id), nameof(DishRow.Name), nameof(DishRow.Allergens)];

    private readonly Dictionary<string, (string Name, string Allergens)> _rows = new(StringComparer.Ordinal);

    /// <summary>Reads all rows and notes the bad ones.</summary>
    public void Read()
    {
        using var sheet = run.Open(Sheets.Dishes);
        while (sheet.Read())
        {
            var (id, name) = (sheet.Id(0), sheet.Name(1));
            var allergens = sheet.Text(2).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToArray();
            if (Array.Find(allergens, a => !AllergyFile.IsAllergen(a)) is { } bad) sheet.Bad(2, $"'{bad}' is not the name of an allergen; write names of [a-z0-9-]{{1,40}} separated by spaces, for example milk egg");
            if (sheet.IsBad) continue;
            if (!_rows.TryAdd(id, (name, string.Join(' ', allergens)))) sheet.Bad(0, $"the dish '{id}' occurs twice; remove one row");
        }
    }

    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        var counter = new DifferenceCounter(Sheets.Dishes.File);
        var sql = new TableSql(run.Context, typeof(DishRow));
        var stored = Stored(sql);
        using var insert = sql.Insert(Properties);
        using var update = sql.Update(nameof(DishRow.Id), Properties[1..]);
        foreach (var (id, row) in _rows)
        {
            var known = stored.TryGetValue(id, out var old);
            if (!known) insert.Run(id, row.Name, row.Allergens);
            else if (old != row) update.Run(row.Name, row.Allergens, id);
            counter.Count(!known ? Outcome.Added : old == row ? Outcome.Same : Outcome.Changed, () => id);
        }
        return counter.Result();
    }

    private static Dictionary<string, (string Name, string Allergens)> Stored(TableSql sql)
    {
        var stored = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        using var select = sql.Command($"SELECT {sql.Columns(Properties)} FROM {sql.Table}", 0);
        using var reader = select.ExecuteReader();
        while (reader.Read()) stored[reader.GetString(0)] = (reader.GetString(1), reader.GetString(2));
        return stored;
    }
}
