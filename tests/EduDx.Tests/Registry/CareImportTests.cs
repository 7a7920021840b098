using System.Numerics;
using EduDx.Live.City;

namespace EduDx.Tests.Registry;

public sealed class CareImportTests : StoreFixture
{
    [Fact]
    public async Task A_kindergarten_knows_births_allergies_dishes_and_who_teaches_which_class()
    {
        await Apply(CityFiles.Small());
        var city = await City(Today);
        var school = Kindergarten(city);
        Assert.Equal(school.PersonKeys.Length, school.Births.Length);
        Assert.All(school.Groups.Where(g => !g.IsStaff), g => Assert.All(school.Births.AsSpan(g.First, g.Count).ToArray(), b => Assert.InRange(DateOnly.FromDayNumber(b).Year, 2019, 2025)));
        Assert.Equal(2, school.Allergens.Count(a => a != 0));
        Assert.Equal(["egg", "milk", "shellfish"], city.Allergens);
        Assert.Equal((2, "Trứng hấp"), (BitOperations.PopCount(city.Dishes["trung-hap"].Allergens), city.Dishes["trung-hap"].Name));
        Assert.Equal(0u, city.Dishes["chao-ga"].Allergens);
        var teacher = Assert.Single(Enumerable.Range(0, school.Teaches.Length), i => school.Teaches[i] >= 0);
        Assert.Equal("mn-vy-da.la1", school.Groups[school.Teaches[teacher]].Node.Id);
        Assert.True(school.Groups[school.PersonGroups[teacher]].IsStaff);
        // Nobody asks for the ages of the others.
        Assert.All(city.Schools.Where(s => !s.IsKindergarten), s => Assert.Empty(s.Births));
    }

    [Fact]
    public async Task An_allergy_that_ends_keeps_its_past()
    {
        await Apply(CityFiles.Small());
        var files = CityFiles.Small().Only("allergies.csv");
        files["allergies.csv"] = "person,allergen,from,to\n";
        await Apply(files, Today.AddDays(10));
        Assert.Empty(Kindergarten(await City(Today.AddDays(10))).Allergens);
        Assert.NotEmpty(Kindergarten(await City(Today.AddDays(9))).Allergens);
    }

    [Fact]
    public async Task Every_bad_row_says_where()
    {
        var files = CityFiles.Small()
            .Append("dishes.csv", "Canh chua,Canh chua,", "canh,Canh chua,Fish", "chao-ga,Cháo gà,")
            .Append("allergies.csv", "p-9999999,milk,,", "p-0000001,Sữa,,");
        Assert.Equal(["dishes.csv:6:dish", "dishes.csv:7:allergens", "dishes.csv:8:dish", "allergies.csv:4:person", "allergies.csv:5:allergen"], await Refuse(files));
    }

    private static SchoolModel Kindergarten(CityModel city) => city.Schools[city.SchoolIds.Find("mn-vy-da"u8)];
}
