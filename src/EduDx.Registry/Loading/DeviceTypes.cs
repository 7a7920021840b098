using System.Globalization;
using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>Types of devices: what is stored, and what stands in when nobody has said.</summary>
internal static class DeviceTypes
{
    /// <summary>Most metrics of a type.</summary>
    public const int MaxMetrics = Live.Devices.SchoolDevices.MaxMetrics;

    /// <summary>The type of kiosks, unless the registry has one of this id. Heartbeat and limit: design values of the devices' feed.</summary>
    public static readonly DeviceType Kiosk = new(
        "kiosk", "Ki-ốt QR", "QR kiosk", DutyHours.School, 30, 3, [new("temp_c", 0), new("cpu_pct", 0), new("battery_pct", 0), new("storage_pct", 0)]);

    /// <summary>The type of room controllers, unless the registry has one of this id.</summary>
    public static readonly DeviceType Room = new("room", "Phòng họp số", "Meeting room", DutyHours.School, 30, 3, [new("co2_ppm", 0)]);

    /// <summary>The stored types.</summary>
    public static List<DeviceType> Load(RegistryContext context)
    {
        var sql = new TableSql(context, typeof(DeviceTypeRow));
        string[] columns =
        [
            nameof(DeviceTypeRow.Id), nameof(DeviceTypeRow.NameVi), nameof(DeviceTypeRow.NameEn), nameof(DeviceTypeRow.Duty),
            nameof(DeviceTypeRow.HeartbeatSeconds), nameof(DeviceTypeRow.Missed), nameof(DeviceTypeRow.Metrics),
        ];
        var types = new List<DeviceType>();
        using var select = sql.Command($"SELECT {sql.Columns(columns)} FROM {sql.Table}", 0);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            TryMetrics(reader.GetString(6), out var metrics);
            types.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), (DutyHours)reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5), metrics));
        }
        return types;
    }

    /// <summary>Reads <c>name:seconds name:seconds</c>.</summary>
    public static bool TryMetrics(string text, out MetricLimit[] metrics)
    {
        var found = new List<MetricLimit>();
        var good = true;
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            good &= colon is > 0 and <= 40 && part.AsSpan(0, colon).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789_") < 0
                && int.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86_400 && Add(part[..colon], seconds);
        }
        metrics = [.. found];
        return good && found.Count <= MaxMetrics;

        bool Add(string name, int seconds)
        {
            if (found.Exists(m => m.Name == name)) return false;
            found.Add(new(name, seconds));
            return true;
        }
    }

    /// <summary>As <see cref="TryMetrics"/> reads it.</summary>
    public static string Text(MetricLimit[] metrics) => string.Join(' ', metrics.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Name}:{m.SilentSeconds}")));

    /// <summary>True when the two say the same; a record compares its array by reference.</summary>
    public static bool AreSame(DeviceType a, DeviceType b) => a == b with { Metrics = a.Metrics } && Text(a.Metrics) == Text(b.Metrics);
}
