namespace EduDx.FirmwareSim.City;

/// <summary>Reads back dishes and allergies; a city without these files has none.</summary>
internal static class DishReader
{
    /// <summary>The dishes.</summary>
    public static SimDish[] Dishes(string folder)
    {
        if (!File.Exists(Path.Combine(folder, CityFiles.Dishes))) return [];
        var dishes = new List<SimDish>();
        using var csv = new CsvFileReader(folder, CityFiles.Dishes, CityFiles.DishesHeader);
        while (csv.Read()) dishes.Add(new SimDish(csv[0], csv[1], csv[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return [.. dishes];
    }

    /// <summary>Allergens by index of the person, as of a day.</summary>
    public static IReadOnlyDictionary<int, string[]> Allergies(string folder, DateOnly day, SimPerson[] persons)
    {
        var allergies = new Dictionary<int, string[]>();
        if (!File.Exists(Path.Combine(folder, CityFiles.Allergies))) return allergies;
        var index = new Dictionary<string, int>(persons.Length, StringComparer.Ordinal);
        for (var i = 0; i < persons.Length; i++) index.Add(persons[i].Id, i);
        using var csv = new CsvFileReader(folder, CityFiles.Allergies, CityFiles.AllergiesHeader);
        while (csv.Read())
        {
            if (csv.IsValidOn(day, 2) && index.TryGetValue(csv[0], out var person)) allergies[person] = [.. allergies.GetValueOrDefault(person, []), csv[1]];
        }
        return allergies;
    }
}
