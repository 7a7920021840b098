namespace EduDx.FirmwareSim.City;

/// <summary>The reference city: every school, campus and class with exact totals, from a seed. Persons are written from it.</summary>
public sealed class CityPlan
{
    private const int FullStaff = 22_000;
    private const int FullKiosks = 2_000;
    // Part of the random stream of a school, apart from the streams that persons are drawn from.
    private const ulong SchoolStream = 1UL << 32;

    private CityPlan(int seed) => Seed = seed;

    /// <summary>The seed it was made from.</summary>
    public int Seed { get; }
    /// <summary>Schools by level, then by commune.</summary>
    public List<PlannedSchool> Schools { get; } = [];

    /// <summary>Plans a city.</summary>
    /// <param name="seed">Everything random depends on it.</param>
    /// <param name="scale">Share of the full city, greater than 0; 1 is 569 schools and 295,000 pupils.</param>
    public static CityPlan Make(int seed, double scale)
    {
        var plan = new CityPlan(seed);
        var levels = SchoolLevel.All;
        var schools = Apportionment.Divide(Scaled(levels.Sum(l => l.Schools), scale), [.. levels.Select(l => (double)l.Schools)]);
        var pupils = Apportionment.Divide(Scaled(levels.Sum(l => l.Pupils), scale), [.. levels.Select(l => (double)l.Pupils)]);
        for (var i = 0; i < levels.Count; i++) plan.AddLevel(levels[i], schools[i], pupils[i]);
        plan.ChooseCampusesWithoutKiosk();
        plan.DivideKiosks(Scaled(FullKiosks, scale));
        plan.DivideStaff(Scaled(FullStaff, scale));
        return plan;
    }

    private static int Scaled(int full, double scale) => Math.Max(1, (int)Math.Round(full * scale));

    private void AddLevel(SchoolLevel level, int schoolCount, int pupilCount)
    {
        var communes = Communes.All;
        var perCommune = Apportionment.Divide(schoolCount, [.. communes.Select(c => c.Weight)], schoolCount >= communes.Count ? 1 : 0);
        var random = new SeededRandom(Seed, SchoolStream + (ulong)Schools.Count);
        var homes = communes.SelectMany((commune, i) => Enumerable.Range(1, perCommune[i]).Select(number => (commune, number))).ToArray();
        var weights = new double[homes.Length];
        for (var i = 0; i < weights.Length; i++) weights[i] = (homes[i].commune.Urban ? 1.35 : 0.8) * (0.4 + random.NextDouble());
        var sizes = Apportionment.Divide(pupilCount, weights, level.SmallestSchool);

        string[] names = [];
        for (var i = 0; i < homes.Length; i++)
        {
            var (commune, number) = homes[i];
            // Upper-secondary schools are few: their names are drawn once for the city, the others' anew in each commune.
            if (i == 0 || (number == 1 && level.Prefix != "thpt"))
            {
                names = [.. level.Prefix == "mn" ? SchoolNames.Kindergartens : SchoolNames.Others];
                random.Shuffle<string>(names);
            }
            var name = names[(level.Prefix == "thpt" ? i : number - 1) % names.Length];
            AddSchool(level, commune, number, $"{level.Title} {name}", sizes[i], ref random);
        }
    }

    private void AddSchool(SchoolLevel level, Commune commune, int number, string name, int pupils, ref SeededRandom random)
    {
        var steps = (level.BellTo - level.BellFrom) / 5;
        var school = new PlannedSchool
        {
            Id = $"{level.Prefix}-{commune.Id}-{number}",
            Name = name,
            Level = level,
            Commune = commune,
            Bell = level.BellFrom + 5 * random.Next(steps + 1),
            TwoSessions = level.Prefix == "thcs" && number % 4 == 3,
        };
        var classCount = Math.Max(level.Grades.Length, (int)Math.Round(pupils / level.ClassSize));
        AddCampuses(school, classCount, ref random);
        AddClasses(school, classCount, pupils, ref random);
        Schools.Add(school);
    }

    private static void AddCampuses(PlannedSchool school, int classCount, ref SeededRandom random)
    {
        var outlying = 0;
        if (school.Level.Prefix is "mn" or "th" && classCount >= 8 && random.Chance(school.Commune.Urban ? 0.1 : 0.4)) outlying = random.Chance(0.3) ? 2 : 1;
        for (var i = 0; i <= outlying; i++)
        {
            var spread = school.Commune.Urban ? 0.012 : 0.02;
            school.Campuses.Add(new PlannedCampus
            {
                Id = i == 0 ? $"{school.Id}.chinh" : $"{school.Id}.diem-{i + 1}",
                Name = i == 0 ? "Cơ sở chính" : $"Điểm trường số {i + 1}",
                Latitude = school.Commune.Latitude + (random.NextDouble() * 2 - 1) * spread,
                Longitude = school.Commune.Longitude + (random.NextDouble() * 2 - 1) * spread,
            });
        }
    }

    private static void AddClasses(PlannedSchool school, int classCount, int pupils, ref SeededRandom random)
    {
        var grades = school.Level.Grades;
        var perGrade = Apportionment.Divide(classCount, [.. grades.Select(_ => 1.0)]);
        var weights = new double[classCount];
        for (var i = 0; i < classCount; i++) weights[i] = 0.9 + 0.2 * random.NextDouble();
        var sizes = Apportionment.Divide(pupils, weights);
        var index = 0;
        for (var g = 0; g < grades.Length; g++)
        {
            for (var number = 1; number <= perGrade[g]; number++, index++)
            {
                // Each outlying campus has every fifth class.
                var campus = index % 5 < school.Campuses.Count && index % 5 > 0 ? school.Campuses[index % 5] : school.Campuses[0];
                campus.Pupils += sizes[index];
                campus.Classes++;
                school.Classes.Add(new PlannedClass(
                    $"{school.Id}.{grades[g].IdPrefix}{number}", $"{grades[g].NamePrefix}{number}", grades[g], campus, SessionsOf(school, g), sizes[index]));
            }
        }
    }

    private static string SessionsOf(PlannedSchool school, int grade) => school.Level.Prefix switch
    {
        "thcs" when school.TwoSessions => "morning+afternoon",
        // Grades 6 and 9 in the morning, 7 and 8 in the afternoon.
        "thcs" => grade is 0 or 3 ? "morning" : "afternoon",
        "thpt" => "morning",
        _ => "day",
    };

    private void ChooseCampusesWithoutKiosk()
    {
        var outlying = Schools.Where(s => s.Commune.Id.StartsWith("a-luoi", StringComparison.Ordinal)).SelectMany(s => s.Campuses.Skip(1));
        foreach (var campus in outlying.Take(4)) campus.WithoutKiosk = true;
    }

    private void DivideKiosks(int total)
    {
        var campuses = Schools.SelectMany(s => s.Campuses).Where(c => !c.WithoutKiosk).ToArray();
        var kiosks = Apportionment.Divide(Math.Max(total, campuses.Length), [.. campuses.Select(c => c.Pupils + 1.0)], 1);
        for (var i = 0; i < campuses.Length; i++) campuses[i].Kiosks = kiosks[i];
    }

    private void DivideStaff(int total)
    {
        var staff = Apportionment.Divide(total, [.. Schools.Select(s => 6 + s.Classes.Count * s.Level.StaffPerClass)]);
        for (var i = 0; i < staff.Length; i++) Schools[i].Staff = staff[i];
    }
}
