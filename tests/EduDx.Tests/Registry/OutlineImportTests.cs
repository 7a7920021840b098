using EduDx.Live.City;

namespace EduDx.Tests.Registry;

public sealed class OutlineImportTests : StoreFixture
{
    private const string Header = "campus,points,from,to\n";
    private const string Ring = "16.4630 107.5900; 16.4645 107.5900; 16.4645 107.5915; 16.4630 107.5915";

    [Fact]
    public async Task An_outline_holds_in_the_radius_stead_from_its_day_on()
    {
        await Apply(CityFiles.Small());
        await Apply(File($"thcs-phu-xuan-1.c1,{Ring},,\n"), Today.AddDays(3));
        Assert.Equal((16.4637, 50), (Place(await City(Today.AddDays(3))).Latitude, Place(await City(Today.AddDays(3))).RadiusMetres));
        Assert.Equal(0, Place(await City(Today.AddDays(3))).Outline!.MetresBeyond(16.4644, 107.5901));
        Assert.InRange(Place(await City(Today.AddDays(3))).Outline!.MetresBeyond(16.4655, 107.5901), 110, 113);
    }

    [Fact]
    public async Task An_outline_that_ends_keeps_its_past()
    {
        await Apply(CityFiles.Small());
        await Apply(File($"thcs-phu-xuan-1.c1,{Ring},,\n"));
        await Apply(File(""), Today.AddDays(5));
        Assert.NotNull(Place(await City(Today.AddDays(4))).Outline);
        Assert.Null(Place(await City(Today.AddDays(5))).Outline);
    }

    [Fact]
    public async Task Every_bad_row_says_where() =>
        Assert.Equal(
            ["outlines.csv:2:points", "outlines.csv:3:campus", "outlines.csv:4:points", "outlines.csv:6:from"],
            await Refuse(With(Header
                + "thcs-phu-xuan-1.c1,16 107; 16.1 107,,2026-09-01\n" + $"thcs-phu-xuan-1.c9,{Ring},,\n" + "mn-vy-da.c1,sixteen,,\n" + $"thcs-phu-xuan-1.c1,{Ring},2026-10-01,\n" + $"thcs-phu-xuan-1.c1,{Ring},2026-11-01,\n")));

    private static CityFiles File(string rows) => With(Header + rows).Only("outlines.csv");

    private static CityFiles With(string outlines) => CityFiles.Small().Bytes("outlines.csv", System.Text.Encoding.UTF8.GetBytes(outlines));

    private static Place Place(CityModel city) => city.Schools[city.SchoolIds.Find("thcs-phu-xuan-1"u8)].Campuses[0].Place!;
}
