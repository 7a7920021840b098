namespace EduDx.Tests.Registry;

public sealed class HistoryOfTreeTests : StoreFixture
{
    private const string School = "mn-vy-da,school,Trường Mầm non Vỹ Dạ,vy-da,kindergarten,,,,,,,,";

    private async Task<string?> CommuneOn(DateOnly day) =>
        (await Store.TreeAsync(day, default)).SingleOrDefault(n => n.Id == "mn-vy-da")?.ParentId;

    [Fact]
    public async Task A_school_that_moves_stays_where_it_was_on_past_days()
    {
        await Apply(CityFiles.Small());
        var key = (await City(Today)).Nodes.Single(n => n.Id == "mn-vy-da").Key;
        var moved = CityFiles.Small().Edit("nodes.csv", School, School.Replace(",vy-da,", ",phu-xuan,", StringComparison.Ordinal));
        var result = await Apply(moved, Today.AddDays(30));
        Assert.Equal(["mn-vy-da"], result.Differences[0].Changed.First);

        Assert.Equal("vy-da", await CommuneOn(new(2020, 1, 1)));
        Assert.Equal("vy-da", await CommuneOn(Today.AddDays(29)));
        Assert.Equal("phu-xuan", await CommuneOn(Today.AddDays(30)));
        Assert.True((await Apply(moved, Today.AddDays(60))).IsEmpty);
        var city = await City(Today.AddDays(60));
        Assert.Equal(key, city.Schools[city.SchoolIds.Find("mn-vy-da"u8)].Node.Key);

        await Apply(CityFiles.Small(), Today.AddDays(90));
        Assert.Equal("phu-xuan", await CommuneOn(Today.AddDays(89)));
        Assert.Equal("vy-da", await CommuneOn(Today.AddDays(90)));
    }

    [Fact]
    public async Task A_file_that_names_its_days_says_the_past()
    {
        await Apply(CityFiles.Small());
        var dated = CityFiles.Small().Edit("nodes.csv", School,
            School.Replace(",vy-da,", ",phu-xuan,", StringComparison.Ordinal) + "2025-06-30\n" + School[..^1] + "2025-07-01,");
        await Apply(dated);
        Assert.Equal("phu-xuan", await CommuneOn(new(2025, 6, 30)));
        Assert.Equal("vy-da", await CommuneOn(new(2025, 7, 1)));
        Assert.True((await Apply(dated)).IsEmpty);
        Assert.True((await Apply(dated, Today.AddDays(100))).IsEmpty);
    }

    [Fact]
    public async Task Old_districts_are_kept_beside_the_tree()
    {
        await Apply(CityFiles.Small());
        var old = await Store.GroupingsAsync(new(2025, 6, 30), default);
        Assert.Equal(["phu-xuan", "vy-da"], old.Select(g => g.NodeId).Order());
        Assert.Equal("Quận Phú Xuân (cũ)", old.Single(g => g.NodeId == "phu-xuan").Name);
        Assert.Empty(await Store.GroupingsAsync(new(2025, 7, 1), default));
    }

    [Fact]
    public async Task The_tree_comes_parents_first()
    {
        await Apply(CityFiles.Small());
        var tree = await Store.TreeAsync(Today, default);
        Assert.Equal(
            [
                "hue", "phu-xuan", "vy-da", "mn-vy-da", "thcs-phu-xuan-1", "mn-vy-da.c1", "thcs-phu-xuan-1.c1",
                "mn-vy-da.la1", "thcs-phu-xuan-1.6a1", "thcs-phu-xuan-1.6a2",
            ], tree.Select(n => n.Id));
        Assert.Null(tree[0].ParentId);
    }
}
