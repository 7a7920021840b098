using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>The kiosks of a day.</summary>
internal static class KioskLoader
{
    /// <summary>A kiosk with the position of its campus's node.</summary>
    internal sealed record Row(int Key, string Source, string Name, int CampusNode, Place? Place);

    /// <summary>Kiosks by the position of their school's node, ordered by source.</summary>
    public static Dictionary<int, List<Row>> Load(RegistryContext context, NodeSet nodes, DateOnly day)
    {
        var (ids, versions) = (new TableSql(context, typeof(KioskIdentity)), new TableSql(context, typeof(KioskVersion)));
        string[] columns =
        [
            nameof(KioskVersion.KioskKey), nameof(KioskVersion.CampusKey), nameof(KioskVersion.Latitude), nameof(KioskVersion.Longitude),
            nameof(KioskVersion.RadiusMetres), nameof(KioskVersion.Name),
        ];
        using var select = versions.OnDay(
            $"SELECT {versions.Columns(columns, "v")}, i.{ids.Column(nameof(KioskIdentity.Source))} FROM {versions.Table} v"
            + $" JOIN {ids.Table} i ON i.{ids.Column(nameof(KioskIdentity.Key))}=v.{versions.Column(nameof(KioskVersion.KioskKey))}", "v", day);
        using var reader = select.ExecuteReader();
        var bySchool = new Dictionary<int, List<Row>>();
        while (reader.Read())
        {
            if (!nodes.ByKey.TryGetValue(reader.GetInt32(1), out var campus)) continue;
            var school = nodes.Nodes[campus].Parent;
            if (!bySchool.TryGetValue(school, out var rows)) bySchool[school] = rows = [];
            rows.Add(new(reader.GetInt32(0), reader.GetString(6), reader.GetString(5), campus, reader.PlaceOrNull(2)));
        }
        foreach (var rows in bySchool.Values) rows.Sort((a, b) => string.CompareOrdinal(a.Source, b.Source));
        return bySchool;
    }
}
