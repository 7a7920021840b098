using EduDx.Live.City;
using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

/// <summary>Reads and merges <c>kiosks.csv</c>.</summary>
internal sealed class KioskFile(ImportRun run)
{
    private readonly List<((int School, string Source) Kiosk, Stated<KioskPayload> Row)> _rows = [];

    /// <summary>Reads all rows and notes the bad ones.</summary>
    public void Read()
    {
        var guard = new SpanGuard<(string, string)>();
        using var sheet = run.Open(Sheets.Kiosks);
        while (sheet.Read())
        {
            var (schoolId, source, campusId, name) = (sheet.Id(0), sheet.Id(1), sheet.NodeId(2), sheet.Name(3, optional: true));
            var (lat, lon, radius) = sheet.Place(4);
            var (from, to) = sheet.Span(7);
            var school = run.Nodes.Resolve(sheet, 0, schoolId, to, run.Today, NodeKind.School);
            var campus = run.Nodes.Resolve(sheet, 2, campusId, to, run.Today, NodeKind.Campus);
            if (school is not null && campus is not null && campusId.Split('.')[0] != schoolId)
            {
                sheet.Bad(2, $"'{campusId}' is not a campus of '{schoolId}'; correct one of them");
            }
            guard.Check(sheet, 7, (schoolId, source), from, to);
            if (!sheet.IsBad) _rows.Add(((school!.Key, source), new(new(campus!.Key, name, lat, lon, radius), from, to)));
        }
    }

    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        var keys = GiveKeys();
        var names = keys.ToDictionary(k => k.Value, k => k.Key);
        using var table = new VersionedTable<int, KioskPayload>(
            run.Context, typeof(KioskVersion),
            [
                nameof(KioskVersion.KioskKey), nameof(KioskVersion.CampusKey), nameof(KioskVersion.Name),
                nameof(KioskVersion.Latitude), nameof(KioskVersion.Longitude), nameof(KioskVersion.RadiusMetres),
            ],
            r => (r.GetInt32(0), new(r.GetInt32(1), r.GetString(2), r.DoubleOrNull(3), r.DoubleOrNull(4), r.DoubleOrNull(5))),
            (key, p) => [key, p.CampusKey, p.Name, p.Latitude, p.Longitude, p.RadiusMetres]);
        var stated = _rows.ConvertAll(r => (keys[r.Kiosk], r.Row));
        var counter = new DifferenceCounter(Sheets.Kiosks.File);
        table.Merge(stated, table.Read(), run.Today,
            (key, outcome) => counter.Count(outcome, () => $"{run.Nodes.IdOf(names[key].School)}/{names[key].Source}"));
        return counter.Result();
    }

    private Dictionary<(int School, string Source), int> GiveKeys()
    {
        var sql = new TableSql(run.Context, typeof(KioskIdentity));
        string[] columns = [nameof(KioskIdentity.Key), nameof(KioskIdentity.SchoolKey), nameof(KioskIdentity.Source)];
        var keys = new Dictionary<(int School, string Source), int>();
        using (var select = sql.Command($"SELECT {sql.Columns(columns)} FROM {sql.Table}", 0))
        using (var reader = select.ExecuteReader())
        {
            while (reader.Read()) keys[(reader.GetInt32(1), reader.GetString(2))] = reader.GetInt32(0);
        }
        using var insert = sql.Insert(columns);
        foreach (var (kiosk, _) in _rows)
        {
            if (keys.TryAdd(kiosk, run.Meta.LastKioskKey + 1)) insert.Run(++run.Meta.LastKioskKey, kiosk.School, kiosk.Source);
        }
        return keys;
    }
}
