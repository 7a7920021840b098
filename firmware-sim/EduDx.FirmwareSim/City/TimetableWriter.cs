namespace EduDx.FirmwareSim.City;

/// <summary>Writes when school is: bells by school and the calendar of three school years.</summary>
public static class TimetableWriter
{
    private const int GatesBeforeBell = 45;
    private const int LateAfter = 1;
    private const int AbsentAfter = 15;
    private const int StaffBeforeBell = 10;

    /// <summary>Writes <c>sessions.csv</c>: the city's defaults, then what each school has of its own.</summary>
    public static void WriteSessions(CityPlan plan, string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Sessions), CityFiles.SessionsHeader);
        Row(csv, CityFiles.CityId, "pupils", "day", 7 * 60 + 15, 16 * 60 + 30);
        Row(csv, CityFiles.CityId, "pupils", "morning", 7 * 60, 11 * 60 + 15);
        Row(csv, CityFiles.CityId, "pupils", "afternoon", 13 * 60, 17 * 60);
        Row(csv, CityFiles.CityId, "staff", "day", 7 * 60, 16 * 60 + 45);
        foreach (var school in plan.Schools)
        {
            var day = school.Level.Prefix is "mn" or "th";
            Row(csv, school.Id, "pupils", day ? "day" : "morning", school.Bell, day ? school.Bell + 555 : school.Bell + 260);
            if (school.TwoSessions)
            {
                Row(csv, school.Id, "staff", "morning", school.Bell - StaffBeforeBell, school.Bell + 265);
                Row(csv, school.Id, "staff", "afternoon", 12 * 60 + 50, 17 * 60);
            }
            else
            {
                Row(csv, school.Id, "staff", "day", school.Bell - StaffBeforeBell, 16 * 60 + 45);
            }
            // Outlying campuses in the country begin later: the way is longer.
            if (school.Commune.Urban) continue;
            foreach (var campus in school.Campuses.Skip(1))
            {
                Row(csv, campus.Id, "pupils", "day", Math.Min(school.Bell + 10, 7 * 60 + 30), school.Bell + 555);
            }
        }
    }

    /// <summary>Writes <c>calendar.csv</c>.</summary>
    public static void WriteCalendar(CityPlan plan, string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Calendar), CityFiles.CalendarHeader);
        Rule(csv, CityFiles.CityId, "term", "2025-09-05", "2026-05-31", "123456", "Năm học 2025-2026");
        Rule(csv, CityFiles.CityId, "term", "2026-08-15", "2027-05-31", "123456", "Năm học 2026-2027");
        Rule(csv, CityFiles.CityId, "term", "2027-08-16", "2028-05-31", "123456", "Năm học 2027-2028");
        Rule(csv, CityFiles.CityId, "holiday", "2026-09-01", "2026-09-02", "", "Quốc khánh");
        Rule(csv, CityFiles.CityId, "holiday", "2027-01-01", "2027-01-01", "", "Tết Dương lịch");
        Rule(csv, CityFiles.CityId, "holiday", "2027-02-01", "2027-02-13", "", "Tết Nguyên đán");
        Rule(csv, CityFiles.CityId, "holiday", "2027-04-16", "2027-04-16", "", "Giỗ Tổ Hùng Vương");
        Rule(csv, CityFiles.CityId, "holiday", "2027-04-30", "2027-05-01", "", "Ngày Thống nhất và Quốc tế Lao động");
        Rule(csv, CityFiles.CityId, "holiday", "2027-09-02", "2027-09-03", "", "Quốc khánh");
        Rule(csv, CityFiles.CityId, "holiday", "2028-01-24", "2028-02-05", "", "Tết Nguyên đán");
        // Three schools closed for the whole time: whichever morning is simulated, some persons are off.
        foreach (var school in plan.Schools.Where(s => s.Commune.Id == "hung-loc").GroupBy(s => s.Level).Select(g => g.First()).Take(3))
        {
            Rule(csv, school.Id, "closure", "2025-09-05", "2028-05-31", "", "Sửa chữa sau bão");
        }
        Rule(csv, "phong-dien", "makeup", "2026-11-29", "2026-11-29", "", "Học bù sau lũ");
    }

    private static void Row(CsvFileWriter csv, string node, string audience, string session, int starts, int ends) =>
        csv.Cell(node).Cell(audience).Cell(session).Time(starts - GatesBeforeBell).Time(starts).Time(ends).Cell(LateAfter)
            .Cell(audience == "staff" ? AbsentAfter + 5 : AbsentAfter).End();

    private static void Rule(CsvFileWriter csv, string node, string kind, string from, string to, string weekdays, string reason) =>
        csv.Cell(node).Cell(kind).Cell(from).Cell(to).Cell(weekdays).Cell(reason).End();
}
