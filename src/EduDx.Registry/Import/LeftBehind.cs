using EduDx.Registry.Storage;

namespace EduDx.Registry.Import;

/// <summary>
/// Finds persons, kiosks and devices whose class, campus or room an import ends while the file that says where they are now was not
/// sent. They would drop out of the figures without a word.
/// </summary>
internal static class LeftBehind
{
    /// <summary>Notes each such node.</summary>
    public static void Check(ImportRun run)
    {
        var open = run.Nodes.All.Where(n => n.Spans.Exists(s => s.To >= run.Today)).Select(n => n.Key).ToHashSet();
        Check(run, open, typeof(Membership), nameof(Membership.NodeKey), "persons still belong to it; send pupils.csv and staff.csv with their new places too");
        Check(run, open, typeof(DeviceVersion), nameof(DeviceVersion.CampusKey), "devices or rooms are still there; send devices.csv and rooms.csv with their new places too");
        CheckRooms(run);
        Check(run, open, typeof(KioskVersion), nameof(KioskVersion.CampusKey), "kiosks still stand there; send kiosks.csv with their new places too");
    }

    private static void Check(ImportRun run, HashSet<int> open, Type entity, string node, string what)
    {
        var sql = new TableSql(run.Context, entity);
        using var select = sql.Command(
            $"SELECT {sql.Column(node)}, COUNT(*) FROM {sql.Table} WHERE {sql.Column(nameof(Versioned.To))}>=@p0 GROUP BY {sql.Column(node)}", 1);
        select.Parameters[0].Value = DayCode.Of(run.Today);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            if (open.Contains(reader.GetInt32(0))) continue;
            run.Errors.Add(Sheets.Nodes.File, 0, "", $"'{run.Nodes.IdOf(reader.GetInt32(0))}' ends and {reader.GetInt32(1)} {what}");
        }
    }

    private static void CheckRooms(ImportRun run)
    {
        var sql = new TableSql(run.Context, typeof(DeviceVersion));
        var (key, room, to) = (sql.Column(nameof(DeviceVersion.DeviceKey)), sql.Column(nameof(DeviceVersion.RoomKey)), sql.Column(nameof(Versioned.To)));
        var identities = new TableSql(run.Context, typeof(DeviceIdentity));
        using var select = sql.Command(
            $"SELECT i.{identities.Column(nameof(DeviceIdentity.SchoolKey))}, i.{identities.Column(nameof(DeviceIdentity.Source))}, COUNT(*) FROM {sql.Table} d "
            + $"JOIN {identities.Table} i ON i.{identities.Column(nameof(DeviceIdentity.Key))}=d.{room} "
            + $"WHERE d.{to}>=@p0 AND NOT EXISTS (SELECT 1 FROM {sql.Table} r WHERE r.{key}=d.{room} AND r.{to}>=@p0) GROUP BY 1, 2", 1);
        select.Parameters[0].Value = DayCode.Of(run.Today);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            run.Errors.Add(Sheets.Rooms.File, 0, "", $"room '{reader.GetString(1)}' of '{run.Nodes.IdOf(reader.GetInt32(0))}' ends and {reader.GetInt32(2)} devices are still in it; send devices.csv with their new places too");
        }
    }
}
