using System.Security.Cryptography;
using System.Text;

namespace EduDx.Tests.FirmwareSim;

public sealed class CityTests(WrittenCity city) : IClassFixture<WrittenCity>
{
    [Fact]
    public void The_same_seed_writes_the_same_bytes_and_another_seed_does_not()
    {
        var again = WrittenCity.Write(7, 1);
        var other = WrittenCity.Write(8, 1);
        try
        {
            Assert.Equal(Hashes(city.Folder), Hashes(again));
            Assert.NotEqual(Hashes(city.Folder)["pupils.csv"], Hashes(other)["pupils.csv"]);
        }
        finally
        {
            Directory.Delete(again, true);
            Directory.Delete(other, true);
        }
    }

    [Fact]
    public void The_totals_are_those_of_the_reference_city()
    {
        var nodes = Rows("nodes.csv");
        Assert.Equal(40, nodes.Count(n => n[1] == "commune"));
        Assert.Equal(569, nodes.Count(n => n[1] == "school"));
        Assert.Equal(190, nodes.Count(n => n[4] == "kindergarten"));
        Assert.InRange(nodes.Count(n => n[1] == "class"), 9_500, 10_500);
        Assert.Equal(295_000, Rows("pupils.csv").Count);
        Assert.Equal(22_000, Rows("staff.csv").Count);
        Assert.Equal(2_000, Rows("kiosks.csv").Count);
    }

    [Fact]
    public void A_class_of_a_kindergarten_has_two_teachers_and_any_other_one()
    {
        var kindergartens = Rows("nodes.csv").Where(n => n[4] == "kindergarten").Select(n => n[0]).ToHashSet();
        var teachers = Rows("staff.csv").Where(s => s[4].Length > 0).GroupBy(s => s[4]).ToArray();
        Assert.Equal(Rows("nodes.csv").Count(n => n[1] == "class"), teachers.Length);
        Assert.All(teachers, t => Assert.Equal(kindergartens.Contains(t.Key.Split('.')[0]) ? 2 : 1, t.Count()));
    }

    [Fact]
    public void One_child_in_twenty_five_must_not_eat_something_that_kitchens_cook()
    {
        var allergens = Rows("dishes.csv").SelectMany(d => d[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet();
        var allergies = Rows("allergies.csv");
        Assert.InRange(allergies.Select(a => a[0]).Distinct().Count(), 58_000 * 0.035, 58_000 * 0.045);
        Assert.All(allergies, a => Assert.Contains(a[1], allergens));
        var children = Rows("pupils.csv").Where(p => p[3].StartsWith("mn-", StringComparison.Ordinal)).Select(p => p[0]).ToHashSet();
        Assert.All(allergies, a => Assert.Contains(a[0], children));
    }

    [Fact]
    public void No_two_communes_share_a_place_on_the_tile_map()
    {
        var places = Rows("nodes.csv").Where(n => n[1] == "commune").Select(n => (Column: int.Parse(n[5]), Row: int.Parse(n[6]))).ToArray();
        Assert.Equal(40, places.Distinct().Count());
        Assert.All(places, p => Assert.True(p.Column is >= 0 and < 10 && p.Row is >= 0 and < 7));
    }

    [Fact]
    public void Ids_are_unique_and_every_reference_is_known()
    {
        var nodes = Rows("nodes.csv");
        var ids = nodes.Select(n => n[0]).ToHashSet();
        Assert.Equal(nodes.Count, ids.Count);
        Assert.All(nodes.Where(n => n[1] != "city"), n => Assert.Contains(n[3], ids));
        Assert.All(Rows("pupils.csv"), p => Assert.Contains(p[3], ids));
        Assert.All(Rows("staff.csv"), s => Assert.True(ids.Contains(s[3]) && (s[4].Length == 0 || ids.Contains(s[4]))));
        var people = Rows("pupils.csv").Select(p => (p[0], p[4])).Concat(Rows("staff.csv").Select(s => (s[0], s[5]))).ToArray();
        Assert.Equal(317_000, people.Select(p => p.Item1).Distinct().Count());
        Assert.Equal(317_000, people.Select(p => p.Item2).Distinct().Count());
    }

    [Fact]
    public void Files_are_composed_utf8_without_cells_that_a_spreadsheet_would_run()
    {
        foreach (var file in Directory.GetFiles(city.Folder))
        {
            Assert.True(File.ReadAllText(file).IsNormalized(NormalizationForm.FormC), file);
            Assert.All(Rows(Path.GetFileName(file)), row => Assert.DoesNotContain(row, cell => cell.Length > 0 && "=+@-".Contains(cell[0])));
        }
    }

    private List<string[]> Rows(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(city.Folder, file));
        var columns = lines[0].Split(',').Length;
        // The generator writes no cell that needs quotes; a row that had one would show by its number of cells.
        return [.. lines.Skip(1).Select(l => l.Split(',')).Select(cells => cells.Length == columns ? cells : throw new InvalidDataException($"{file}: {string.Join(',', cells)}"))];
    }

    private static Dictionary<string, string> Hashes(string folder) =>
        Directory.GetFiles(folder).ToDictionary(f => Path.GetFileName(f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))));
}
