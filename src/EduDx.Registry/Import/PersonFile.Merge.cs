using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

internal sealed partial class PersonFile
{
    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        WritePersons();
        var outcomes = new Outcome[run.Meta.LastPersonKey + 1];
        foreach (var at in _renamed) outcomes[_keys[at]] = Outcome.Changed;
        MergeCards(outcomes);
        MergePlaces(outcomes);
        return Summary(outcomes);
    }

    private void MergePlaces(Outcome[] outcomes)
    {
        using var table = new VersionedTable<int, PlaceOfPerson>(
            run.Context, typeof(Membership), [nameof(Membership.PersonKey), nameof(Membership.NodeKey), nameof(Membership.TeachesKey)],
            r => (r.GetInt32(0), new(r.GetInt32(1), r.GetInt32(2))),
            (key, place) => [key, place.NodeKey, place.TeachesKey]);
        var stated = new List<(int, Stated<PlaceOfPerson>)>(_rows.Count);
        for (var i = 0; i < _rows.Count; i++) stated.Add((_keys[i], new(_rows[i].Place, _rows[i].From, _rows[i].To)));
        // Where a person belongs decides whether they are new or gone; a card alone is a change.
        table.Merge(stated, table.Read(IsOurs), run.Today, (key, outcome) => outcomes[key] = outcome);
    }

    private void MergeCards(Outcome[] outcomes)
    {
        using var table = new VersionedTable<int, string>(
            run.Context, typeof(Card), [nameof(Card.PersonKey), nameof(Card.Code)],
            r => (r.GetInt32(0), r.GetString(1)),
            (key, code) => [key, code]);
        var all = table.Read();
        var holders = new Dictionary<string, int>(all.Count, StringComparer.Ordinal);
        foreach (var (key, row) in all) holders[row.Payload] = key;
        var stated = new List<(int, Stated<string>)>(_rows.Count);
        for (var i = 0; i < _rows.Count; i++)
        {
            var row = _rows[i];
            if (row.Card.Length == 0) continue;
            // A card that somebody else has held is its new holder's from today; only a new card was theirs since ever.
            var since = holders.TryGetValue(row.Card, out var holder) && holder != _keys[i] && row.To >= run.Today ? run.Today : DateOnly.MinValue;
            stated.Add((_keys[i], new(row.Card, row.From, row.To, since)));
        }
        all.RemoveAll(c => !IsOurs(c.Key));
        table.Merge(stated, all, run.Today, (key, _) => outcomes[key] = Outcome.Changed);
    }

    private bool IsOurs(int key) => key < _isOurs.Length && _isOurs[key];

    private FileDifference Summary(Outcome[] outcomes)
    {
        var counter = new DifferenceCounter(_sheet.File);
        var sql = new TableSql(run.Context, typeof(Person));
        using var select = sql.Command(
            $"SELECT {sql.Column(nameof(Person.Pseudonym))} FROM {sql.Table} WHERE {sql.Column(nameof(Person.Key))}=@p0", 1);
        for (var key = 0; key < outcomes.Length; key++)
        {
            if (outcomes[key] != Outcome.Same) CountOne(key);
        }
        return counter.Result();

        void CountOne(int key) => counter.Count(outcomes[key], () => Pseudonym(key));

        string Pseudonym(int key)
        {
            select.Parameters[0].Value = key;
            return (string)select.ExecuteScalar()!;
        }
    }
}
