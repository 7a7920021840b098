using System.Globalization;

namespace EduDx.FirmwareSim.City;

/// <summary>Writes the roster: names are random, pseudonyms and cards are numbered through.</summary>
public static class PeopleWriter
{
    // The school year that ages are counted from: the reference city is dated, not made anew each autumn.
    private const int SchoolYear = 2026;

    /// <summary>Writes <c>pupils.csv</c>.</summary>
    public static void WritePupils(CityPlan plan, string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Pupils), CityFiles.PupilsHeader);
        var random = new SeededRandom(plan.Seed, 3UL << 32);
        var number = 0;
        foreach (var group in plan.Schools.SelectMany(s => s.Classes))
        {
            for (var i = 0; i < group.Pupils; i++)
            {
                number++;
                // A nursery takes children who are two already when the school year begins.
                var birth = group.Grade.Age == 2 ? new DateOnly(SchoolYear - 3, 12, 1).AddDays(random.Next(270)) : new DateOnly(SchoolYear - group.Grade.Age, 1, 1).AddDays(random.Next(365));
                csv.Cell($"p-{number:0000000}").Cell(PersonNames.Next(ref random)).Cell(birth.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                    .Cell(group.Id).Cell($"HUE{number:0000000}").End();
            }
        }
    }

    /// <summary>Writes <c>staff.csv</c>: heads, then a teacher a class (two in kindergartens), then the rest by the size of the campuses.</summary>
    public static void WriteStaff(CityPlan plan, string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Staff), CityFiles.StaffHeader);
        var random = new SeededRandom(plan.Seed, 4UL << 32);
        var number = 0;
        foreach (var school in plan.Schools)
        {
            var teachers = school.Classes.Count * (school.Level.Prefix == "mn" ? 2 : 1);
            for (var i = 0; i < school.Staff; i++)
            {
                number++;
                var taught = i >= 2 && i - 2 < teachers ? school.Classes[(i - 2) % school.Classes.Count] : null;
                var campus = taught?.Campus ?? (i < 2 ? school.Campuses[0] : school.Classes[random.Next(school.Classes.Count)].Campus);
                var role = i switch
                {
                    0 => "Hiệu trưởng",
                    1 => "Phó hiệu trưởng",
                    _ when taught is not null || random.Chance(0.75) => "Giáo viên",
                    _ => "Nhân viên",
                };
                csv.Cell($"s-{number:0000000}").Cell(PersonNames.Next(ref random)).Cell(role).Cell(campus.Id).Cell(taught?.Id)
                    .Cell($"HUS{number:0000000}").End();
            }
        }
    }
}
