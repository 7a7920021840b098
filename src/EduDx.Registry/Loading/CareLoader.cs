using System.Collections.Frozen;
using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>Dishes and allergies of a day. Allergens are numbered in the order of their names: the bits mean something within one model only.</summary>
internal sealed class CareLoader
{
    /// <summary>Most allergens that the program tells apart.</summary>
    public const int MaxAllergens = 32;

    /// <summary>Dishes by id.</summary>
    public required FrozenDictionary<string, Dish> Dishes { get; init; }
    /// <summary>Names of the allergens; positions are bits.</summary>
    public required string[] Allergens { get; init; }
    /// <summary>Allergens by key of the person.</summary>
    public required Dictionary<int, uint> AllergensOf { get; init; }

    /// <summary>Reads them.</summary>
    public static CareLoader Load(RegistryContext context, DateOnly day)
    {
        var dishes = ReadDishes(context);
        var allergies = ReadAllergies(context, day);
        var names = dishes.SelectMany(d => d.Allergens).Concat(allergies.Select(a => a.Allergen)).Distinct().Order(StringComparer.Ordinal).Take(MaxAllergens).ToArray();
        var bits = names.Index().ToDictionary(n => n.Item, n => 1u << n.Index, StringComparer.Ordinal);
        var of = new Dictionary<int, uint>();
        foreach (var (person, allergen) in allergies) of[person] = of.GetValueOrDefault(person) | bits.GetValueOrDefault(allergen);
        return new CareLoader
        {
            Allergens = names,
            AllergensOf = of,
            Dishes = dishes.Select(d => new Dish(d.Id, d.Name, d.Allergens.Aggregate(0u, (sum, a) => sum | bits.GetValueOrDefault(a)))).ToFrozenDictionary(d => d.Id, StringComparer.Ordinal),
        };
    }

    private static List<(string Id, string Name, string[] Allergens)> ReadDishes(RegistryContext context)
    {
        var sql = new TableSql(context, typeof(DishRow));
        using var select = sql.Command($"SELECT {sql.Columns([nameof(DishRow.Id), nameof(DishRow.Name), nameof(DishRow.Allergens)])} FROM {sql.Table}", 0);
        using var reader = select.ExecuteReader();
        var rows = new List<(string, string, string[])>();
        while (reader.Read()) rows.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return rows;
    }

    private static List<(int Person, string Allergen)> ReadAllergies(RegistryContext context, DateOnly day)
    {
        var sql = new TableSql(context, typeof(Allergy));
        using var select = sql.OnDay($"SELECT {sql.Columns([nameof(Allergy.PersonKey), nameof(Allergy.Allergen)], "a")} FROM {sql.Table} a", "a", day);
        using var reader = select.ExecuteReader();
        var rows = new List<(int, string)>();
        while (reader.Read()) rows.Add((reader.GetInt32(0), reader.GetString(1)));
        return rows;
    }
}
