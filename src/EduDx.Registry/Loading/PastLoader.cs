using System.Collections.Frozen;
using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>Finds the schools that stood otherwise on the days before the model's. Most days nothing changes, and then nothing more is read than the days of changes.</summary>
internal sealed class PastLoader(RegistryContext context, CityModel city, CancellationToken cancel)
{
    // What attendance is counted by.
    private static readonly Type[] Counted = [typeof(NodeVersion), typeof(Membership), typeof(SessionTime), typeof(KioskVersion)];

    /// <summary>Reads them.</summary>
    public FrozenDictionary<(DateOnly Day, int SchoolKey), SchoolModel> Load()
    {
        var past = new Dictionary<(DateOnly Day, int SchoolKey), SchoolModel>();
        var first = city.Day.AddDays(-CityModel.DaysKept);
        // Between two changes all days are alike, and behind the last one they are like today.
        foreach (var change in Changes(first))
        {
            cancel.ThrowIfCancellationRequested();
            var then = new CityLoader(context, change.AddDays(-1), cancel).Schools().ToDictionary(s => s.Node.Key);
            foreach (var school in city.Schools)
            {
                if (!then.TryGetValue(school.Node.Key, out var stood) || stood.HasRosterOf(school)) continue;
                stood = stood with { Index = school.Index, Devices = school.Devices, Rooms = school.Rooms, Calendar = school.Calendar };
                for (var day = first; day < change; day = day.AddDays(1)) past[(day, school.Node.Key)] = stood;
            }
            first = change;
        }
        return past.ToFrozenDictionary();
    }

    // First days of something new, and days behind the last of something old.
    private SortedSet<DateOnly> Changes(DateOnly first)
    {
        var days = new SortedSet<DateOnly>();
        foreach (var table in Counted)
        {
            var sql = new TableSql(context, table);
            var (from, to) = (sql.Column(nameof(Versioned.From)), sql.Column(nameof(Versioned.To)));
            using var select = sql.Command($"SELECT DISTINCT {from}, 0 FROM {sql.Table} WHERE {from}>@p0 AND {from}<=@p1 UNION SELECT DISTINCT {to}, 1 FROM {sql.Table} WHERE {to}>=@p0 AND {to}<@p1", 2);
            (select.Parameters[0].Value, select.Parameters[1].Value) = (DayCode.Of(first), DayCode.Of(city.Day));
            using var reader = select.ExecuteReader();
            while (reader.Read()) days.Add(reader.Day(0).AddDays(reader.GetInt32(1)));
        }
        return days;
    }
}
