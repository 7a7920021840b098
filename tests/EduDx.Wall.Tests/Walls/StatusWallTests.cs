using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Walls.Status;

namespace EduDx.Wall.Tests.Walls;

public sealed class StatusWallTests : WallBench
{
    [Fact]
    public void The_states_add_up_to_all_schools()
    {
        var wall = Open<StatusWall>("status", new() { Status = City() });
        AddsUp(wall);
        Assert.Equal(99, new[] { "open", "flooded", "closed", "online", "shelter" }.Sum(name => Value(wall, name)));
        Assert.Contains("Nghỉ theo lịch 1", wall.Find("[data-testid=figure-closed]").TextContent, StringComparison.Ordinal);
        Assert.Contains("31 ngày phải học bù", wall.Find("[data-testid=figure-away]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commune_shows_how_many_are_not_open_and_what_they_are()
    {
        var tile = Open<StatusWall>("status", new() { Status = City() }).Find("[data-testid=tile-phu-vang]");
        Assert.Equal("9/12", tile.QuerySelector(".place-value")!.TextContent);
        Assert.Equal(["seg seg-present", "seg seg-absent", "seg seg-excused"], tile.QuerySelectorAll(".place-bar .seg").Select(part => part.ClassName));
        Assert.Contains("Ngập 7", tile.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commune_s_map_says_each_school_s_status_in_words()
    {
        var frame = City() with
        {
            Kind = "commune",
            Children = [new StatusNode { Id = "th-a", Kind = "school", Name = "Tiểu học A", Schools = 1, Shelter = 1, Level = "critical" }, new StatusNode { Id = "th-b", Kind = "school", Name = "Tiểu học B", Schools = 1, Open = 1, Reopening = 1, Level = "warning" }, new StatusNode { Id = "th-c", Kind = "school", Name = "Tiểu học C", Schools = 1, Off = 1 }],
        };
        var wall = Open<StatusWall>("status", new() { Status = frame });
        Assert.Equal(["Nơi trú", "Đang mở lại", "Nghỉ theo lịch"], wall.FindAll(".place-value").Select(value => value.TextContent));
        Assert.Equal("closed", wall.Find("[data-testid=tile-th-c]").GetAttribute("data-level"));
    }

    [Fact]
    public void An_order_says_why_by_whom_and_how_far_the_reopening_is()
    {
        var wall = Open<StatusWall>("status", new() { Status = City() });
        var flood = wall.Find("[data-testid=closure-5]").TextContent;
        Assert.Contains("Ngập", flood, StringComparison.Ordinal);
        Assert.Contains("Lũ sông Bồ", flood, StringComparison.Ordinal);
        Assert.Contains("trực ban sở", flood, StringComparison.Ordinal);
        Assert.Contains("2 giờ", flood, StringComparison.Ordinal);
        Assert.Contains("kiểm tra 1/2", wall.Find("[data-testid=closure-3]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/closures?scope=hue&lang=vi", wall.Find("[data-testid=open-closures]").GetAttribute("href"));
    }

    [Fact]
    public void A_school_of_the_list_leads_to_its_page()
    {
        var row = Open<StatusWall>("status", new() { Status = City() }, "en").Find("[data-testid=status-th-a]");
        Assert.Equal("/school?scope=th-a&lang=en", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Flooded", row.TextContent, StringComparison.Ordinal);
        Assert.NotNull(row.QuerySelector(".mark-critical"));
    }

    [Fact]
    public void A_common_day_is_calm_in_words()
    {
        var frame = City() with { Open = 100, Closed = 0, Flooded = 0, Online = 0, Shelter = 0, Off = 0, List = [], Closures = [] };
        var wall = Open<StatusWall>("status", new() { Status = frame });
        AddsUp(wall);
        Assert.Contains("Không có lệnh đóng nào", wall.Find("[data-testid=closures]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Mọi trường đều mở", wall.Find("[data-testid=statuses]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_registry_says_what_to_do() => Assert.Contains(
        "Chưa có danh sách trường",
        Open<StatusWall>("status", new() { Status = new StatusFrame { Kind = "city" } }).Find("[data-testid=no-data]").TextContent,
        StringComparison.Ordinal);

    internal static StatusFrame City() => new()
    {
        Id = "hue", Scope = "hue", Kind = "city", Name = "Thành phố Huế", Path = [new PathStep("hue", "city", "Thành phố Huế")], Date = new DateOnly(2026, 11, 23),
        Schools = 100, Open = 80, Closed = 6, Flooded = 8, Online = 3, Shelter = 2, Off = 1, Reopening = 4, PupilsAway = 9_120, DaysOwed = 31,
        Children = [new StatusNode { Id = "phu-vang", Kind = "commune", Name = "Xã Phú Vang", Level = "critical", Schools = 12, Open = 3, Flooded = 7, Closed = 2 }],
        List = [new SchoolStatusRow { Id = "th-a", Name = "Trường Tiểu học A", CommuneName = "Xã Phú Vang", Status = "flooded", Reason = "Lũ sông Bồ", Since = Frames.Morning.AddHours(-2), Closure = 5, ChecklistItems = 2, DaysOwed = 2 }],
        Closures =
        [
            new ClosureCard { Id = 5, Status = "flooded", State = "inForce", Nodes = ["phu-vang"], Schools = 12, Reason = "Lũ sông Bồ", By = "trực ban sở", At = Frames.Morning.AddHours(-2), From = new DateOnly(2026, 11, 23), Checklist = Checklist(0) },
            new ClosureCard { Id = 3, Status = "closed", State = "reopened", Nodes = ["th-b"], Schools = 1, Reason = "Sân ngập", By = "trực ban phường", At = Frames.Morning.AddDays(-2), From = new DateOnly(2026, 11, 21), EndedAt = Frames.Morning, EndedBy = "trực ban phường", Checklist = Checklist(1) },
        ],
    };

    internal static ChecklistItem[] Checklist(int done) =>
    [
        new ChecklistItem { Id = "power", TextVi = "Điện an toàn", TextEn = "Power is safe", DoneBy = done > 0 ? "cô Hạnh" : null, DoneAt = done > 0 ? Frames.Morning : null },
        new ChecklistItem { Id = "water", TextVi = "Nước sạch", TextEn = "Clean water" },
    ];
}
