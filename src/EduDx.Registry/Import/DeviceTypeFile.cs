using EduDx.Live.City;
using EduDx.Registry.Loading;
using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

/// <summary>Reads and merges <c>device-types.csv</c>. A type that the file no longer has stays: devices of past days are of it.</summary>
internal sealed class DeviceTypeFile(ImportRun run)
{
    private static readonly string[] Properties =
    [
        nameof(DeviceTypeRow.Id), nameof(DeviceTypeRow.NameVi), nameof(DeviceTypeRow.NameEn), nameof(DeviceTypeRow.Duty),
        nameof(DeviceTypeRow.HeartbeatSeconds), nameof(DeviceTypeRow.Missed), nameof(DeviceTypeRow.Metrics),
    ];

    private readonly Dictionary<string, DeviceType> _rows = new(StringComparer.Ordinal);

    /// <summary>Reads all rows and notes the bad ones.</summary>
    public void Read()
    {
        using var sheet = run.Open(Sheets.DeviceTypes);
        while (sheet.Read())
        {
            var (id, nameVi, nameEn) = (sheet.Id(0), sheet.Name(1), sheet.Name(2));
            var duty = (DutyHours)(sheet.Word(3, "school", "always") + 1);
            var (heartbeat, missed) = (sheet.Number(4, 1, 3600), sheet.Number(5, 1, 100));
            if (!DeviceTypes.TryMetrics(sheet.Text(6), out var metrics))
            {
                sheet.Bad(6, $"'{sheet.Text(6)}' is not a list of metrics; write at most {DeviceTypes.MaxMetrics} of name:seconds, separated by spaces, for example temp_c:300 on:0");
            }
            // Also a bad row names its type: devices of it are not wrong for that.
            run.DeviceTypes.Add(id);
            if (sheet.IsBad) continue;
            if (!_rows.TryAdd(id, new DeviceType(id, nameVi, nameEn, duty, heartbeat, missed, metrics))) sheet.Bad(0, $"the type '{id}' occurs twice; remove one row");
        }
    }

    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        var counter = new DifferenceCounter(Sheets.DeviceTypes.File);
        var sql = new TableSql(run.Context, typeof(DeviceTypeRow));
        var stored = DeviceTypes.Load(run.Context).ToDictionary(t => t.Id, StringComparer.Ordinal);
        using var insert = sql.Insert(Properties);
        using var update = sql.Update(nameof(DeviceTypeRow.Id), Properties[1..]);
        foreach (var (id, row) in _rows)
        {
            object[] values = [row.NameVi, row.NameEn, (int)row.Duty, row.HeartbeatSeconds, row.MissedHeartbeats, DeviceTypes.Text(row.Metrics)];
            var known = stored.TryGetValue(id, out var old);
            if (!known) insert.Run([id, .. values]);
            else if (!DeviceTypes.AreSame(old!, row)) update.Run([.. values, id]);
            counter.Count(!known ? Outcome.Added : DeviceTypes.AreSame(old!, row) ? Outcome.Same : Outcome.Changed, () => id);
        }
        return counter.Result();
    }
}
