using System.Globalization;
using EduDx.Contracts.Topics;
using EduDx.FirmwareSim.Commands;

namespace EduDx.FirmwareSim.City;

/// <summary>Reads back what reports its own health: kiosks, devices and rooms, in that order.</summary>
internal static class EquipmentReader
{
    /// <summary>Reads it; a city without device files has kiosks alone.</summary>
    public static SimDevice[] Read(string folder, DateOnly day, IReadOnlyDictionary<string, SimSchool> schools, IReadOnlyDictionary<string, SimCampus> campuses, IEnumerable<SimSource> kiosks)
    {
        var types = Types(folder);
        var devices = new List<SimDevice>();
        foreach (var kiosk in kiosks)
        {
            devices.Add(new SimDevice(kiosk.Campus!.School, SourceKind.Kiosk, kiosk.Name, Type("kiosk"), kiosk.Campus, null, null));
        }
        if (File.Exists(Path.Combine(folder, CityFiles.Devices)))
        {
            using var csv = new CsvFileReader(folder, CityFiles.Devices, CityFiles.DevicesHeader);
            while (csv.Read())
            {
                if (!csv.IsValidOn(day, 7)) continue;
                devices.Add(new SimDevice(School(csv[0], csv), SourceKind.Device, csv[1], Type(csv[2]), Campus(csv[3], csv[0], csv), Word(csv[5]), Word(csv[6])));
            }
        }
        if (File.Exists(Path.Combine(folder, CityFiles.Rooms)))
        {
            using var csv = new CsvFileReader(folder, CityFiles.Rooms, CityFiles.RoomsHeader);
            while (csv.Read())
            {
                if (!csv.IsValidOn(day, 5)) continue;
                devices.Add(new SimDevice(School(csv[0], csv), SourceKind.Room, csv[1], Type("room"), Campus(csv[2], csv[0], csv), null, null));
            }
        }
        return [.. devices];

        SimSchool School(string id, CsvFileReader csv) => schools.TryGetValue(id, out var school) ? school : throw new UsageException($"{csv.Where}: there is no school '{id}'");

        SimCampus Campus(string id, string school, CsvFileReader csv) =>
            id.Length == 0 ? School(school, csv).Campuses[0] : campuses.TryGetValue(id, out var campus) ? campus : throw new UsageException($"{csv.Where}: there is no campus '{id}'");

        SimDeviceType Type(string id) => types.TryGetValue(id, out var type) ? type : throw new UsageException($"{folder}: there is no type '{id}' in {CityFiles.DeviceTypes}");
    }

    private static Dictionary<string, SimDeviceType> Types(string folder)
    {
        var types = new Dictionary<string, SimDeviceType>(StringComparer.Ordinal)
        {
            ["kiosk"] = new("kiosk", false, 30, 3, ["temp_c", "cpu_pct", "battery_pct", "storage_pct"]),
            ["room"] = new("room", false, 30, 3, ["co2_ppm"]),
        };
        if (!File.Exists(Path.Combine(folder, CityFiles.DeviceTypes))) return types;
        using var csv = new CsvFileReader(folder, CityFiles.DeviceTypes, CityFiles.DeviceTypesHeader);
        while (csv.Read())
        {
            types[csv[0]] = new SimDeviceType(
                csv[0], csv[3] == "always", int.Parse(csv[4], CultureInfo.InvariantCulture), int.Parse(csv[5], CultureInfo.InvariantCulture),
                [.. csv[6].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(m => m.Split(':')[0])]);
        }
        return types;
    }

    private static string? Word(string cell) => cell.Length == 0 ? null : cell;
}
