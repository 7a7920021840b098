using EduDx.Wall.Playlist;

namespace EduDx.Wall.Tests.Playlist;

public sealed class PlaylistTests
{
    private static readonly DateTime s_monday = new(2026, 11, 23, 9, 0, 0);

    [Fact]
    public void The_list_that_ships_is_sound()
    {
        var entries = PlaylistFile.Read(File.ReadAllText(Path.Combine(Browser.Repository.Root, "dashboards/EduDx.Wall/wwwroot/playlist.json")), "default", out var problem);
        Assert.Null(problem);
        Assert.True(entries.Length >= 5);
    }

    [Fact]
    public void Walls_follow_one_another_and_those_out_of_their_hours_are_passed_over()
    {
        PlaylistEntry[] list = [new("overview", null, 10, null, null, null), new("rooms", null, 10, "12:00", "13:00", null), new("devices", null, 10, "06:00", "18:00", "12345"), new("system", null, 10, null, null, "67")];
        Assert.Equal(2, PlaylistFile.After(list, 0, s_monday));
        Assert.Equal(0, PlaylistFile.After(list, 2, s_monday));
        Assert.Equal(1, PlaylistFile.After(list, 0, s_monday.AddHours(3.5)));
        Assert.Equal(3, PlaylistFile.After(list, 0, s_monday.AddDays(5)));
    }

    [Fact]
    public void A_span_may_pass_midnight_and_a_list_may_have_nothing_to_show()
    {
        Assert.True(new PlaylistEntry("system", null, 10, "22:00", "05:00", null).IsShown(s_monday.AddHours(15)));
        Assert.Equal(-1, PlaylistFile.After([new("system", null, 10, "01:00", "02:00", null)], 0, s_monday));
    }

    [Theory]
    [InlineData("{", "playlist.json:")]
    [InlineData("{\"other\":[]}", "'default' is not there")]
    [InlineData("{\"default\":[{\"view\":\"weather\",\"seconds\":10}]}", "view 'weather'")]
    [InlineData("{\"default\":[{\"view\":\"rooms\",\"seconds\":1}]}", "5 to 3600")]
    [InlineData("{\"default\":[{\"view\":\"rooms\",\"seconds\":10,\"from\":\"8h\"}]}", "times HH:MM")]
    [InlineData("{\"default\":[{\"view\":\"rooms\",\"seconds\":10,\"days\":\"0\"}]}", "digits from 1")]
    public void A_bad_list_says_what_and_where(string json, string says)
    {
        Assert.Empty(PlaylistFile.Read(json, "default", out var problem));
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }
}
