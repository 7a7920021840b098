using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

/// <summary>Reads and merges <c>allergies.csv</c>.</summary>
internal sealed class AllergyFile(ImportRun run)
{
    private readonly List<((string Person, string Allergen) Key, Stated<string> Row)> _rows = [];

    /// <summary>True for <c>[a-z0-9-]{1,40}</c>.</summary>
    public static bool IsAllergen(string text) => text.Length is > 0 and <= 40 && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <summary>Reads all rows and notes the bad ones.</summary>
    public void Read()
    {
        var keys = Keys();
        var guard = new SpanGuard<(string, string)>();
        using var sheet = run.Open(Sheets.Allergies);
        while (sheet.Read())
        {
            var identity = sheet.Identity(4);
            var person = identity.Length > 0 && sheet.Text(0).Length == 0 ? run.Vault.PseudonymOf(identity, staff: false, run.Today) : sheet.Id(0);
            var allergen = sheet.Id(1);
            var (from, to) = sheet.Span(2);
            if (person.Length > 0 && !run.PupilIds.Contains(person) && !keys.ContainsKey(person)) sheet.Bad(0, $"there is no person '{person}'; import pupils.csv first, or in the same import");
            guard.Check(sheet, 2, (person, allergen), from, to);
            if (!sheet.IsBad) _rows.Add(((person, allergen), new("", from, to)));
        }
    }

    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        using var table = new VersionedTable<(int Person, string Allergen), string>(
            run.Context, typeof(Allergy), [nameof(Allergy.PersonKey), nameof(Allergy.Allergen)],
            r => ((r.GetInt32(0), r.GetString(1)), ""),
            (key, _) => [key.Person, key.Allergen]);
        var counter = new DifferenceCounter(Sheets.Allergies.File);
        // The pupils' own rows are merged by now: everybody has a key.
        var keys = Keys();
        var names = keys.ToDictionary(k => k.Value, k => k.Key);
        // A difference names the pseudonym and not what it is about: the answer of an import is read by more people than the file.
        table.Merge([.. _rows.Select(r => ((keys[r.Key.Person], r.Key.Allergen), r.Row))], table.Read(), run.Today, (key, outcome) => counter.Count(outcome, () => names[key.Person]));
        return counter.Result();
    }

    private Dictionary<string, int> Keys()
    {
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        var sql = new TableSql(run.Context, typeof(Person));
        using var select = sql.Command($"SELECT {sql.Columns([nameof(Person.Pseudonym), nameof(Person.Key)])} FROM {sql.Table}", 0);
        using var reader = select.ExecuteReader();
        while (reader.Read()) keys[reader.GetString(0)] = reader.GetInt32(1);
        return keys;
    }
}
