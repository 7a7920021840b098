using EduDx.Live.City;
using EduDx.Registry.Loading;
using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

/// <summary>Reads and merges <c>rooms.csv</c> or <c>devices.csv</c>: both are sources with a health, in one table.</summary>
/// <param name="run">The import.</param>
/// <param name="kind">Room or device.</param>
internal sealed class DeviceFile(ImportRun run, DeviceKind kind)
{
    private readonly List<((int School, string Source) Device, string Room, Stated<DevicePayload> Row)> _rows = [];

    private Sheet File => kind == DeviceKind.Room ? Sheets.Rooms : Sheets.Devices;

    /// <summary>Reads all rows and notes the bad ones. Devices are read behind the types and rooms that they point at.</summary>
    public void Read()
    {
        var guard = new SpanGuard<(string, string)>();
        run.DeviceTypes.UnionWith(DeviceTypes.Load(run.Context).Select(t => t.Id));
        run.Rooms.UnionWith(Keys(DeviceKind.Room).Keys);
        if (!run.Has(Sheets.Rooms)) run.OpenRooms.UnionWith(OpenRooms());
        var campuses = MainCampuses();
        using var sheet = run.Open(File);
        while (sheet.Read())
        {
            var (schoolId, source) = (sheet.Id(0), sheet.Id(1));
            var (from, to) = sheet.Span(kind == DeviceKind.Room ? 5 : 7);
            var school = run.Nodes.Resolve(sheet, 0, schoolId, to, run.Today, NodeKind.School);
            var campus = Campus(sheet, kind == DeviceKind.Room ? 2 : 3, schoolId, to, campuses);
            var payload = kind == DeviceKind.Room
                ? new DevicePayload(DeviceTypes.Room.Id, campus, sheet.Name(3), 0, 0, sheet.Number(4, 0, 100_000, none: 0))
                : Device(sheet, schoolId, campus, to, school?.Key ?? 0);
            guard.Check(sheet, kind == DeviceKind.Room ? 5 : 7, (schoolId, source), from, to);
            if (kind == DeviceKind.Room && school is not null)
            {
                run.Rooms.Add((school.Key, source));
                if (to >= run.Today) run.OpenRooms.Add((school.Key, source));
            }
            if (!sheet.IsBad) _rows.Add(((school!.Key, source), kind == DeviceKind.Room ? "" : sheet.Text(6), new(payload, from, to)));
        }
    }

    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        var keys = GiveKeys();
        var names = keys.ToDictionary(k => k.Value, k => k.Key);
        using var table = new VersionedTable<int, DevicePayload>(
            run.Context, typeof(DeviceVersion),
            [
                nameof(DeviceVersion.DeviceKey), nameof(DeviceVersion.Type), nameof(DeviceVersion.CampusKey), nameof(DeviceVersion.Name),
                nameof(DeviceVersion.ClassKey), nameof(DeviceVersion.RoomKey), nameof(DeviceVersion.Capacity),
            ],
            r => (r.GetInt32(0), new(r.GetString(1), r.GetInt32(2), r.GetString(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6))),
            (key, p) => [key, p.Type, p.CampusKey, p.Name, p.ClassKey, p.RoomKey, p.Capacity]);
        var rooms = kind == DeviceKind.Room ? [] : Keys(DeviceKind.Room);
        var stated = _rows.ConvertAll(r => (keys[r.Device], r.Room.Length == 0 ? r.Row : r.Row with { Payload = r.Row.Payload with { RoomKey = rooms[(r.Device.School, r.Room)] } }));
        var counter = new DifferenceCounter(File.File);
        table.Merge(stated, table.Read(names.ContainsKey), run.Today,
            (key, outcome) => counter.Count(outcome, () => $"{run.Nodes.IdOf(names[key].School)}/{names[key].Source}"));
        return counter.Result();
    }

    private DevicePayload Device(CsvSheet sheet, string schoolId, int campus, DateOnly to, int school)
    {
        var type = sheet.Id(2);
        if (type.Length > 0 && !run.DeviceTypes.Contains(type)) sheet.Bad(2, $"there is no type '{type}'; add it to device-types.csv or correct it");
        var classKey = 0;
        if (sheet.Text(5) is { Length: > 0 } classId)
        {
            classKey = run.Nodes.Resolve(sheet, 5, classId, to, run.Today, NodeKind.Class)?.Key ?? 0;
            if (classKey != 0 && classId.Split('.')[0] != schoolId) sheet.Bad(5, $"'{classId}' is not a class of '{schoolId}'; correct one of them");
        }
        if (school != 0 && sheet.Text(6) is { Length: > 0 } room)
        {
            if (!run.Rooms.Contains((school, room))) sheet.Bad(6, $"'{schoolId}' has no room '{room}'; add it to rooms.csv or correct it");
            else if (to >= run.Today && !run.OpenRooms.Contains((school, room))) sheet.Bad(6, $"room '{room}' of '{schoolId}' has ended; bring it back in rooms.csv or write where the device is now");
        }
        return new DevicePayload(type, campus, sheet.Name(4), classKey, 0, 0);
    }

    private int Campus(CsvSheet sheet, int column, string schoolId, DateOnly to, Dictionary<string, List<string>> campuses)
    {
        var campusId = sheet.Text(column);
        if (campusId.Length == 0)
        {
            if (campuses.TryGetValue(schoolId, out var own) && own.Count == 1) campusId = own[0];
            else if (!sheet.IsBad) sheet.Bad(column, $"'{schoolId}' has {own?.Count ?? 0} campuses; write which one");
        }
        else if (campusId.Split('.')[0] != schoolId)
        {
            sheet.Bad(column, $"'{campusId}' is not a campus of '{schoolId}'; correct one of them");
        }
        return run.Nodes.Resolve(sheet, column, campusId, to, run.Today, NodeKind.Campus)?.Key ?? 0;
    }

    private Dictionary<string, List<string>> MainCampuses()
    {
        var campuses = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var node in run.Nodes.All)
        {
            if (node.Kind != NodeKind.Campus || !node.Spans.Exists(s => s.To >= run.Today)) continue;
            var school = node.Id.Split('.')[0];
            if (!campuses.TryGetValue(school, out var own)) campuses[school] = own = [];
            own.Add(node.Id);
        }
        return campuses;
    }

    private Dictionary<(int School, string Source), int> Keys(DeviceKind of)
    {
        var sql = new TableSql(run.Context, typeof(DeviceIdentity));
        string[] columns = [nameof(DeviceIdentity.Key), nameof(DeviceIdentity.SchoolKey), nameof(DeviceIdentity.Source)];
        var keys = new Dictionary<(int School, string Source), int>();
        using var select = sql.Command($"SELECT {sql.Columns(columns)} FROM {sql.Table} WHERE {sql.Column(nameof(DeviceIdentity.Kind))}=@p0", 1);
        select.Parameters[0].Value = (int)of;
        using var reader = select.ExecuteReader();
        while (reader.Read()) keys[(reader.GetInt32(1), reader.GetString(2))] = reader.GetInt32(0);
        return keys;
    }

    private IEnumerable<(int School, string Source)> OpenRooms()
    {
        var sql = new TableSql(run.Context, typeof(DeviceVersion));
        var open = new HashSet<int>();
        using (var select = sql.Command($"SELECT {sql.Column(nameof(DeviceVersion.DeviceKey))} FROM {sql.Table} WHERE {sql.Column(nameof(Versioned.To))}>=@p0", 1))
        {
            select.Parameters[0].Value = DayCode.Of(run.Today);
            using var reader = select.ExecuteReader();
            while (reader.Read()) open.Add(reader.GetInt32(0));
        }
        return Keys(DeviceKind.Room).Where(k => open.Contains(k.Value)).Select(k => k.Key);
    }

    private Dictionary<(int School, string Source), int> GiveKeys()
    {
        var keys = Keys(kind);
        var sql = new TableSql(run.Context, typeof(DeviceIdentity));
        using var insert = sql.Insert(nameof(DeviceIdentity.Key), nameof(DeviceIdentity.SchoolKey), nameof(DeviceIdentity.Kind), nameof(DeviceIdentity.Source));
        foreach (var (device, _, _) in _rows)
        {
            if (keys.TryAdd(device, run.Meta.LastDeviceKey + 1)) insert.Run(++run.Meta.LastDeviceKey, device.School, (int)kind, device.Source);
        }
        return keys;
    }
}
