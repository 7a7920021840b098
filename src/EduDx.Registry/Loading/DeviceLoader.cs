using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>The devices and rooms of a day.</summary>
internal static class DeviceLoader
{
    /// <summary>A device or room with the position of its campus's node.</summary>
    internal sealed record Row(int Key, DeviceKind Kind, string Source, string Type, int CampusNode, string Name, int ClassKey, int RoomKey, int Capacity);

    /// <summary>Devices and rooms by the position of their school's node, ordered by source.</summary>
    public static Dictionary<int, List<Row>> Load(RegistryContext context, NodeSet nodes, DateOnly day)
    {
        var (ids, versions) = (new TableSql(context, typeof(DeviceIdentity)), new TableSql(context, typeof(DeviceVersion)));
        string[] columns =
        [
            nameof(DeviceVersion.DeviceKey), nameof(DeviceVersion.Type), nameof(DeviceVersion.CampusKey), nameof(DeviceVersion.Name),
            nameof(DeviceVersion.ClassKey), nameof(DeviceVersion.RoomKey), nameof(DeviceVersion.Capacity),
        ];
        using var select = versions.OnDay(
            $"SELECT {versions.Columns(columns, "v")},{ids.Columns([nameof(DeviceIdentity.Kind), nameof(DeviceIdentity.Source)], "i")} FROM {versions.Table} v"
            + $" JOIN {ids.Table} i ON i.{ids.Column(nameof(DeviceIdentity.Key))}=v.{versions.Column(nameof(DeviceVersion.DeviceKey))}", "v", day);
        using var reader = select.ExecuteReader();
        var bySchool = new Dictionary<int, List<Row>>();
        while (reader.Read())
        {
            if (!nodes.ByKey.TryGetValue(reader.GetInt32(2), out var campus)) continue;
            var school = nodes.Nodes[campus].Parent;
            if (!bySchool.TryGetValue(school, out var rows)) bySchool[school] = rows = [];
            rows.Add(new(
                reader.GetInt32(0), (DeviceKind)reader.GetInt32(7), reader.GetString(8), reader.GetString(1), campus, reader.GetString(3),
                reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6)));
        }
        foreach (var rows in bySchool.Values) rows.Sort((a, b) => string.CompareOrdinal(a.Source, b.Source));
        return bySchool;
    }
}
