using System.Text;
using EduDx.Registry;

namespace EduDx.Tests.Registry;

public sealed class ImportTests : StoreFixture
{
    [Fact]
    public async Task The_first_import_adds_everything()
    {
        var result = await Apply(CityFiles.Small());
        Assert.Equal(1, result.Version);
        var pupils = result.Differences.Single(d => d.File == "pupils.csv");
        Assert.Equal((24, 0, 0), (pupils.Added.Count, pupils.Changed.Count, pupils.Ended.Count));
        Assert.Equal(20, pupils.Added.First.Count);
        Assert.Equal("p-0000001", pupils.Added.First[0]);
        Assert.Equal([10, 2, 5, 24, 4, 5, 1, 5, 4, 2, 4, 1], result.Differences.Select(d => d.Added.Count));
    }

    [Fact]
    public async Task A_preview_answers_the_difference_and_changes_nothing()
    {
        var preview = await Store.ImportAsync(CityFiles.Small().Streams, apply: false, Today, default);
        Assert.False(preview.Applied);
        Assert.Equal(24, preview.Differences.Single(d => d.File == "pupils.csv").Added.Count);
        Assert.Equal(0, preview.Version);
        Assert.Empty((await City(Today)).Nodes);
        var applied = await Apply(CityFiles.Small());
        Assert.Equal(preview.Differences.Select(d => d.Added.Count), applied.Differences.Select(d => d.Added.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(400)]
    public async Task The_same_files_again_change_nothing_on_any_later_day(int days)
    {
        await Apply(CityFiles.Small());
        var again = await Apply(CityFiles.Small(), Today.AddDays(days));
        Assert.True(again.IsEmpty);
        Assert.Equal(1, again.Version);
    }

    [Fact]
    public async Task A_file_that_is_not_sent_is_left_as_it_is()
    {
        await Apply(CityFiles.Small());
        var result = await Apply(CityFiles.Small().Edit("pupils.csv", "Học sinh 3,", "Học sinh ba,").Only("pupils.csv"));
        var pupils = Assert.Single(result.Differences);
        Assert.Equal((0, 1, 0), (pupils.Added.Count, pupils.Changed.Count, pupils.Ended.Count));
        Assert.Equal(["p-0000003"], pupils.Changed.First);
        Assert.Equal(2, result.Version);
        Assert.Equal(29, (await City(Today)).PersonIds.Count);
    }

    [Fact]
    public async Task A_row_that_is_missing_ends_today_and_keeps_its_past()
    {
        await Apply(CityFiles.Small());
        var files = CityFiles.Small().Edit("pupils.csv", "p-0000024,Học sinh 24,2020-12-15,mn-vy-da.la1,HUE0000024,,\n", "").Only("pupils.csv");
        var result = await Apply(files, Today.AddDays(10));
        Assert.Equal(["p-0000024"], result.Differences[0].Ended.First);
        Assert.Equal(-1, (await City(Today.AddDays(10))).PersonIds.Find("p-0000024"u8));
        Assert.Equal(-1, (await City(Today.AddDays(10))).Cards.Find("HUE0000024"u8));
        Assert.True((await City(Today.AddDays(9))).PersonIds.Find("p-0000024"u8) >= 0);
        Assert.True((await City(Today.AddDays(9))).Cards.Find("HUE0000024"u8) >= 0);
        Assert.True((await Apply(files, Today.AddDays(11))).IsEmpty);

        var back = await Apply(CityFiles.Small(), Today.AddDays(20));
        Assert.Equal(["p-0000024"], back.Differences.Single(d => d.File == "pupils.csv").Added.First);
        Assert.Equal(-1, (await City(Today.AddDays(15))).PersonIds.Find("p-0000024"u8));
        Assert.True((await City(Today.AddDays(20))).PersonIds.Find("p-0000024"u8) >= 0);
    }

    [Fact]
    public async Task Names_are_stored_composed_and_a_byte_order_mark_is_allowed()
    {
        // "Vỹ Dạ" as a Mac writes it: y + tilde, a + dot below; and a letter whose marks come in the other order.
        var files = CityFiles.Small().Edit("nodes.csv", "Phường Vỹ Dạ", "Phu\u031Bo\u031B\u0300ng Vy\u0303 Da\u0323 \u00E2\u0323");
        files.Bytes("nodes.csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(files["nodes.csv"])]);
        await Apply(files);
        var tree = await Store.TreeAsync(Today, default);
        Assert.Equal("Ph\u01B0\u1EDDng V\u1EF9 D\u1EA1 \u1EAD", tree.Single(n => n.Id == "vy-da").Name);
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_and_lines_may_end_as_on_Windows()
    {
        var files = CityFiles.Small();
        files["calendar.csv"] = "reason,weekdays,to,from,kind,node\r\n\"Nghỉ, lễ\",,2026-09-02,2026-09-01,holiday,hue\r\n";
        await Apply(files);
        Assert.Equal("Nghỉ, lễ", (await City(Today)).Schools[0].Calendar.Single().Reason);
    }

    [Fact]
    public async Task A_folder_is_imported_once()
    {
        var first = await Store.ImportFolderAsync(CityFiles.Folder, Today, default);
        Assert.True(first is { Applied: true, Skipped: false });
        var second = await Store.ImportFolderAsync(CityFiles.Folder, Today, default);
        Assert.True(second is { Applied: true, Skipped: true, Version: 1 });
    }

    [Fact]
    public async Task The_registry_is_there_after_a_restart()
    {
        await Apply(CityFiles.Small());
        using var again = new RegistryStore(DatabasePath, TimeProvider.System);
        await again.OpenAsync(default);
        Assert.Equal(2, (await again.LoadCityAsync(Today, default)).Schools.Length);
    }
}
