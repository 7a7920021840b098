using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Walls.Devices;

namespace EduDx.Wall.Tests.Walls;

public sealed class DevicesWallTests : WallBench
{
    [Fact]
    public void The_figures_add_up_to_all_devices()
    {
        var wall = Open<DevicesWall>("devices", new() { Devices = City() });
        AddsUp(wall);
        Assert.Equal(100, new[] { "online", "offline", "impaired", "unknown", "offDuty" }.Sum(name => Value(wall, name)));
        Assert.Contains("66,7 %", wall.Find("[data-testid=figure-on]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_device_says_since_when_where_and_that_nobody_has_it()
    {
        var text = Open<DevicesWall>("devices", new() { Devices = City() }).Find("[data-testid=broken-list]").TextContent;
        Assert.Contains("12 phút", text, StringComparison.Ordinal);
        Assert.Contains("7:00", text, StringComparison.Ordinal);
        Assert.Contains("Nguyễn Thị Minh Khai", text, StringComparison.Ordinal);
        Assert.Contains("chưa ai nhận", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tile_shows_offline_devices_and_drills()
    {
        var tile = Open<DevicesWall>("devices", new() { Devices = City() }, "en").Find("[data-testid=tile-an-cuu]");
        Assert.Equal("7", tile.QuerySelector(".place-value")!.TextContent);
        Assert.Equal("/devices?scope=an-cuu&lang=en", tile.GetAttribute("href"));
    }

    [Fact]
    public void Nothing_broken_is_said_but_not_as_good_while_devices_are_unknown()
    {
        var frame = City();
        (frame.List, frame.ListTotal, frame.Online, frame.Degraded, frame.Quarantined, frame.Offline, frame.OffDuty, frame.Unknown) = ([], 0, 0, 0, 0, 0, 0, 100);
        var wall = Open<DevicesWall>("devices", new() { Devices = frame });
        AddsUp(wall);
        Assert.Contains("Không có thiết bị nào hỏng", wall.Find("[data-testid=broken-list]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(wall.Find("[data-testid=broken-list] .mark-unknown"));
        Assert.Contains("hatched", wall.Find("[data-testid=figure-unknown]").ClassName!, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_registry_says_what_to_do() => Assert.Contains(
        "Chưa có danh sách trường",
        Open<DevicesWall>("devices", new() { Devices = new DevicesFrame { Kind = "city" } }).Find("[data-testid=no-data]").TextContent,
        StringComparison.Ordinal);

    [Fact]
    public void Old_figures_are_late()
    {
        var wall = Open<DevicesWall>("devices", new() { Devices = City() });
        Time.Advance(TimeSpan.FromSeconds(4));
        wall.WaitForAssertion(() => Assert.Equal("late", wall.Find("[data-testid=figure-online]").GetAttribute("data-state")));
    }

    private static DevicesFrame City() => new()
    {
        Id = "hue", Scope = "hue", Kind = "city", Name = "Thành phố Huế", Path = [new PathStep("hue", "city", "Thành phố Huế")],
        Devices = 100, Online = 70, Degraded = 5, Quarantined = 1, Offline = 14, Unknown = 6, OffDuty = 4, OnMinutes = 1_800, LessonMinutes = 1_200,
        Children = [new DeviceNode { Id = "an-cuu", Kind = "commune", Name = "Phường An Cựu", Level = "critical", Devices = 50, Offline = 7 }],
        Types = [new DeviceTypeFigures { Type = "projector", NameVi = "Máy chiếu", NameEn = "Projector", Devices = 100, Offline = 14 }],
        List = [new DeviceRow { Id = "s/device/p-1", Name = "Máy chiếu 1", School = "s", SchoolName = "Trường Trung học cơ sở Nguyễn Thị Minh Khai", Where = "6A1", State = "offline", Since = Frames.Morning.AddMinutes(-12).AddSeconds(-7) }],
        ListTotal = 20,
    };
}
