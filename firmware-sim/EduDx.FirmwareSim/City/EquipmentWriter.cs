namespace EduDx.FirmwareSim.City;

/// <summary>Writes the devices and meeting rooms of a plan: 10,000 devices and 600 rooms at full scale.</summary>
public static class EquipmentWriter
{
    private const int FullDevices = 10_000;
    private const int FullSecondRooms = 31;

    // What a room must have before a meeting: screen, camera, microphone, line.
    private static readonly (string Part, string Name)[] RoomParts =
        [("screen", "Màn hình"), ("camera", "Camera"), ("microphone", "Micro"), ("line", "Đường truyền")];

    private static readonly (string Type, string Name)[] ClassParts =
        [("projector", "Máy chiếu"), ("air-sensor", "Cảm biến không khí"), ("smart-tv", "Tivi thông minh"), ("computer", "Máy tính"), ("tablet-cart", "Xe máy tính bảng")];

    // Kindergartens have neither projectors nor carts.
    private static readonly (string Type, string Name)[] KindergartenParts = [("smart-tv", "Tivi thông minh"), ("air-sensor", "Cảm biến không khí")];

    /// <summary>Writes <c>device-types.csv</c>, <c>rooms.csv</c> and <c>devices.csv</c>.</summary>
    public static void Write(CityPlan plan, string folder)
    {
        WriteTypes(folder);
        var rooms = Rooms(plan);
        WriteRooms(plan, rooms, folder);
        WriteDevices(plan, rooms, folder);
    }

    private static void WriteTypes(string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.DeviceTypes), CityFiles.DeviceTypesHeader);
        Type("kiosk", "Ki-ốt QR", "QR kiosk", "school", "temp_c:600 cpu_pct:0 battery_pct:0 storage_pct:0");
        Type("room", "Phòng họp số", "Meeting room", "school", "co2_ppm:0");
        Type("projector", "Máy chiếu", "Projector", "school", "on:600 temp_c:600 lamp_h:0");
        Type("smart-tv", "Tivi thông minh", "Smart TV", "school", "on:600 temp_c:600");
        Type("computer", "Máy tính", "Computer", "school", "on:600 cpu_pct:600 storage_pct:600");
        Type("tablet-cart", "Xe máy tính bảng", "Tablet cart", "school", "on:600 battery_pct:600");
        Type("air-sensor", "Cảm biến không khí", "Air sensor", "school", "temp_c:300 humidity_pct:300 co2_ppm:300 noise_db:300 light_lx:300 pm25_ugm3:300");
        Type("fridge", "Tủ lạnh lưu mẫu", "Sample fridge", "always", "temp_c:300 door_open:0");
        Type("room-screen", "Màn hình phòng họp", "Meeting screen", "school", "on:600");
        Type("room-camera", "Camera phòng họp", "Meeting camera", "school", "on:600");
        Type("room-microphone", "Micro phòng họp", "Meeting microphone", "school", "on:600");
        Type("room-line", "Đường truyền phòng họp", "Meeting line", "school", "latency_ms:600");

        void Type(string id, string vi, string en, string duty, string metrics) =>
            csv.Cell(id).Cell(vi).Cell(en).Cell(duty).Cell(30).Cell(3).Cell(metrics).End();
    }

    /// <summary>Rooms a school: one each, and a second in the largest.</summary>
    private static int[] Rooms(CityPlan plan)
    {
        var rooms = new int[plan.Schools.Count];
        Array.Fill(rooms, 1);
        var second = Math.Max(1, FullSecondRooms * plan.Schools.Count / 569);
        foreach (var i in Enumerable.Range(0, rooms.Length).OrderByDescending(i => plan.Schools[i].Classes.Sum(c => c.Pupils)).ThenBy(i => i).Take(second)) rooms[i]++;
        return rooms;
    }

    private static void WriteRooms(CityPlan plan, int[] rooms, string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Rooms), CityFiles.RoomsHeader);
        for (var i = 0; i < rooms.Length; i++)
        {
            var school = plan.Schools[i];
            for (var r = 1; r <= rooms[i]; r++)
            {
                csv.Cell(school.Id).Cell($"r{r}").Cell(school.Campuses[0].Id).Cell($"Phòng họp số {r}").Cell(r == 1 ? 40 : 20).End();
            }
        }
    }

    private static void WriteDevices(CityPlan plan, int[] rooms, string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Devices), CityFiles.DevicesHeader);
        var scaled = Math.Max(1, (int)Math.Round(FullDevices * (plan.Schools.Count / 569.0)));
        var fridges = plan.Schools.Count(s => s.Level.Prefix == "mn");
        var inClasses = Math.Max(0, scaled - rooms.Sum() * RoomParts.Length - fridges);
        var parts = Apportionment.Divide(inClasses, [.. plan.Schools.Select(s => 1.0 + s.Classes.Sum(c => c.Pupils))]);
        for (var i = 0; i < parts.Length; i++)
        {
            var school = plan.Schools[i];
            for (var r = 1; r <= rooms[i]; r++)
            {
                foreach (var (part, name) in RoomParts)
                {
                    csv.Cell(school.Id).Cell($"r{r}-{part}").Cell($"room-{part}").Cell(school.Campuses[0].Id).Cell($"{name} phòng họp {r}").Cell("").Cell($"r{r}").End();
                }
            }
            var kinds = school.Level.Prefix == "mn" ? KindergartenParts : ClassParts;
            if (school.Level.Prefix == "mn") csv.Cell(school.Id).Cell("fridge-1").Cell("fridge").Cell(school.Campuses[0].Id).Cell("Tủ lạnh lưu mẫu bếp ăn").End();
            for (var d = 0; d < parts[i]; d++)
            {
                var group = school.Classes[d % school.Classes.Count];
                var (type, name) = kinds[(d + d / school.Classes.Count) % kinds.Length];
                csv.Cell(school.Id).Cell($"d{d + 1}").Cell(type).Cell(group.Campus.Id).Cell($"{name} {group.Name}").Cell(group.Id).End();
            }
        }
    }
}
