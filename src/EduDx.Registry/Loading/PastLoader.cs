using System.Collections.Frozen;
using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>
/// Finds the schools that stood otherwise on the days before the model's. Most days nothing changes, and then nothing more is read than the days of changes; of a day on which
/// people moved, the schools that they moved in.
/// </summary>
internal sealed class PastLoader(RegistryContext context, CityModel city, CancellationToken cancel)
{
    // What attendance is counted by beside who belongs where. A change of these is rare, and may concern every school.
    private static readonly Type[] Structure = [typeof(NodeVersion), typeof(SessionTime), typeof(KioskVersion)];

    /// <summary>Reads them.</summary>
    public FrozenDictionary<(DateOnly Day, int SchoolKey), SchoolModel> Load()
    {
        var past = new Dictionary<(DateOnly Day, int SchoolKey), SchoolModel>();
        var first = city.Day.AddDays(-CityModel.DaysKept);
        var changes = Changes(first);
        var concerned = new HashSet<int>();
        // From today backwards: a day differs by all that was changed behind it. Between two changes all days are alike.
        for (var i = changes.Count - 1; i >= 0; i--)
        {
            cancel.ThrowIfCancellationRequested();
            var (change, places) = (changes.Keys[i], changes.Values[i]);
            var before = new NodeLoader(context, change.AddDays(-1)).Load();
            foreach (var school in city.Schools.Where(s => places is null)) concerned.Add(school.Node.Key);
            foreach (var place in places ?? [])
            {
                if (before.ByKey.TryGetValue(place, out var then) && before.SchoolOf(before.Nodes[then]) is { } left) concerned.Add(left.Key);
                if (city.NodeByKey.TryGetValue(place, out var now) && city.SchoolOf(city.Nodes[now]) is { } joined) concerned.Add(joined.Node.Key);
            }
            var from = i == 0 ? first : changes.Keys[i - 1];
            Compare(from, change, new CityLoader(context, change.AddDays(-1), cancel).Schools(concerned), past);
        }
        return past.ToFrozenDictionary();
    }

    private void Compare(DateOnly from, DateOnly until, List<SchoolModel> stood, Dictionary<(DateOnly Day, int SchoolKey), SchoolModel> past)
    {
        foreach (var then in stood)
        {
            if (!city.NodeByKey.TryGetValue(then.Node.Key, out var index) || city.SchoolOf(city.Nodes[index]) is not { } school || then.HasRosterOf(school)) continue;
            var kept = then with { Index = school.Index, Devices = school.Devices, Rooms = school.Rooms, Calendar = school.Calendar };
            for (var day = from; day < until; day = day.AddDays(1)) past[(day, then.Node.Key)] = kept;
        }
    }

    // First days of something new, and days behind the last of something old, with the classes and campuses that people left or joined; null when more than people changed.
    private SortedList<DateOnly, HashSet<int>?> Changes(DateOnly first)
    {
        var changes = new SortedList<DateOnly, HashSet<int>?>();
        Read(typeof(Membership), nameof(Membership.NodeKey), (day, place) =>
        {
            if (!changes.TryGetValue(day, out var places)) changes[day] = places = [];
            places!.Add(place);
        });
        foreach (var table in Structure) Read(table, null, (day, _) => changes[day] = null);
        return changes;

        void Read(Type table, string? place, Action<DateOnly, int> take)
        {
            var sql = new TableSql(context, table);
            var (from, to, of) = (sql.Column(nameof(Versioned.From)), sql.Column(nameof(Versioned.To)), place is null ? "0" : sql.Column(place));
            using var select = sql.Command(
                $"SELECT DISTINCT {from}, 0, {of} FROM {sql.Table} WHERE {from}>@p0 AND {from}<=@p1 UNION SELECT DISTINCT {to}, 1, {of} FROM {sql.Table} WHERE {to}>=@p0 AND {to}<@p1", 2);
            (select.Parameters[0].Value, select.Parameters[1].Value) = (DayCode.Of(first), DayCode.Of(city.Day));
            using var reader = select.ExecuteReader();
            while (reader.Read()) take(reader.Day(0).AddDays(reader.GetInt32(1)), reader.GetInt32(2));
        }
    }
}
