namespace EduDx.FirmwareSim.City;

/// <summary>Writes a plan as the files of docs/import.md, row by row; the same plan gives the same bytes.</summary>
public static class CityWriter
{
    private const double MetresPerDegree = 111_320;

    /// <summary>Writes all files into <paramref name="folder"/>, which is created when missing.</summary>
    public static void Write(CityPlan plan, string folder)
    {
        Directory.CreateDirectory(folder);
        WriteNodes(plan, folder);
        WriteGroupings(folder);
        WriteKiosks(plan, folder);
        EquipmentWriter.Write(plan, folder);
        PeopleWriter.WritePupils(plan, folder);
        PeopleWriter.WriteStaff(plan, folder);
        DishWriter.Write(plan, folder);
        TimetableWriter.WriteSessions(plan, folder);
        TimetableWriter.WriteCalendar(plan, folder);
    }

    private static void WriteNodes(CityPlan plan, string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Nodes), CityFiles.NodesHeader);
        csv.Cell(CityFiles.CityId).Cell("city").Cell("Thành phố Huế").End();
        foreach (var commune in Communes.All)
        {
            csv.Cell(commune.Id).Cell("commune").Cell(commune.Name).Cell(CityFiles.CityId).Cell("").Cell(commune.Column).Cell(commune.Row).End();
        }
        foreach (var school in plan.Schools)
        {
            csv.Cell(school.Id).Cell("school").Cell(school.Name).Cell(school.Commune.Id).Cell(school.Level.Word).End();
            foreach (var campus in school.Campuses)
            {
                csv.Cell(campus.Id).Cell("campus").Cell(campus.Name).Cell(school.Id).Cell("").Cell("").Cell("")
                    .Degrees(campus.Latitude).Degrees(campus.Longitude).Cell(50).End();
            }
            foreach (var group in school.Classes)
            {
                csv.Cell(group.Id).Cell("class").Cell(group.Name).Cell(group.Campus.Id).Cell("").Cell("").Cell("").Cell("").Cell("").Cell("")
                    .Cell(group.Sessions).End();
            }
        }
    }

    private static void WriteGroupings(string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Groupings), CityFiles.GroupingsHeader);
        foreach (var (id, name) in Communes.Districts)
        {
            foreach (var commune in Communes.All.Where(c => c.District == id)) csv.Cell("district").Cell(id).Cell(name).Cell(commune.Id).End();
        }
    }

    private static void WriteKiosks(CityPlan plan, string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Kiosks), CityFiles.KiosksHeader);
        var random = new SeededRandom(plan.Seed, 2UL << 32);
        foreach (var school in plan.Schools)
        {
            var number = 0;
            foreach (var campus in school.Campuses)
            {
                for (var i = 1; i <= campus.Kiosks; i++)
                {
                    number++;
                    var north = (random.NextDouble() * 2 - 1) * 10 / MetresPerDegree;
                    var east = (random.NextDouble() * 2 - 1) * 10 / (MetresPerDegree * Math.Cos(campus.Latitude * Math.PI / 180));
                    csv.Cell(school.Id).Cell($"k{number}").Cell(campus.Id).Cell(i == 1 ? "Cổng chính" : $"Cổng số {i}")
                        .Degrees(campus.Latitude + north).Degrees(campus.Longitude + east).Cell(50).End();
                }
            }
        }
    }
}
