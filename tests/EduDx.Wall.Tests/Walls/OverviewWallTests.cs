using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Live;
using EduDx.Wall.Walls.Overview;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Wall.Tests.Walls;

public sealed class OverviewWallTests : BunitContext
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeHub _hub = new();

    public OverviewWallTests()
    {
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton<IWallHub>(_hub);
        Services.AddSingleton(new HttpClient(new FakeServer()) { BaseAddress = new Uri("http://wall.test/") });
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void The_figures_add_up_on_the_screen()
    {
        var wall = Open("hue", "vi", Frames.City());
        var due = Frames.City().Enrolled - Frames.City().Off;
        var sum = new[] { "present", "absent", "unknown", "expected" }.Sum(name => Value(wall, name));
        Assert.Equal(due - Frames.City().LeftEarly, sum);
        Assert.Equal(300, Value(wall, "late"));
        Assert.Contains("20", wall.Find("[data-testid=sum]").TextContent, StringComparison.Ordinal);
        Assert.Contains("về sớm", wall.Find("[data-testid=sum]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_is_never_shown_as_absent()
    {
        var wall = Open("hue", "vi", Frames.City());
        Assert.Equal(580, Value(wall, "absent"));
        Assert.Equal(1_000, Value(wall, "unknown"));
        Assert.Contains("không tính là vắng", wall.Find("[data-testid=figure-unknown]").TextContent, StringComparison.Ordinal);
        var tile = wall.Find("[data-testid=tile-a-luoi-3]");
        Assert.Equal("unknown", tile.GetAttribute("data-level"));
        Assert.Contains("Chưa rõ", tile.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("60", tile.QuerySelector(".place-value")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Expected_leaves_the_screen_when_nobody_is_expected()
    {
        var frame = Frames.City();
        (frame.Absent, frame.Expected) = (frame.Absent + frame.Expected, 0);
        Assert.Empty(Open("hue", "vi", frame).FindAll("[data-testid=figure-expected]"));
    }

    [Fact]
    public void Links_carry_the_language_and_drill_by_scope()
    {
        var frame = Frames.City();
        frame.Path = [new PathStep("hue", "city", "Thành phố Huế"), new PathStep("vinh-loc", "commune", "Vinh Lộc")];
        var wall = Open("hue", "en", frame);
        Assert.All(wall.FindAll("[data-testid=breadcrumb] a"), link => Assert.EndsWith("&lang=en", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal("/overview?scope=vinh-loc&lang=en", wall.Find("[data-testid=tile-vinh-loc]").GetAttribute("href"));
        Assert.Equal("/overview?scope=hue&lang=vi", wall.Find("[data-testid=lang-switch]").GetAttribute("href"));
    }

    [Fact]
    public void A_tile_is_live_then_late_then_stale_and_the_banner_names_the_last_figures()
    {
        var wall = Open("hue", "vi", Frames.City());
        Assert.Equal("live", State(wall));
        Assert.Empty(wall.FindAll("[data-testid=banner-lost]"));

        _time.Advance(TimeSpan.FromSeconds(4));
        wall.WaitForAssertion(() => Assert.Equal("late", State(wall)));
        Assert.Contains("7:12:07", wall.Find("[data-testid=banner-lost]").TextContent, StringComparison.Ordinal);
        Assert.Contains("trễ 4 giây", wall.Find("[data-testid=asof]").TextContent, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(6));
        wall.WaitForAssertion(() => Assert.Equal("stale", State(wall)));
        Assert.Contains("mất kết nối từ 7:12:07", wall.Find("[data-testid=asof]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_frame_the_screen_says_that_it_waits()
    {
        var wall = Open("hue", "vi", null);
        Assert.Contains("Đang chờ máy chủ", wall.Find("[data-testid=no-data]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void With_an_empty_registry_the_screen_says_what_to_do()
    {
        var empty = new AttendanceFrame { View = "overview", Scope = "hue", Id = "hue", Kind = "city", Name = "Thành phố Huế", AsOf = Frames.Morning };
        var wall = Open("hue", "vi", empty);
        Assert.Contains("Chưa có danh sách trường", wall.Find("[data-testid=no-data]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nhập CSV", wall.Find("[data-testid=no-data]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_day_says_so_with_its_reason()
    {
        var frame = Frames.City();
        (frame.Off, frame.Present, frame.Late, frame.LeftEarly, frame.Absent, frame.Excused, frame.Unknown, frame.Expected) = (frame.Enrolled, 0, 0, 0, 0, 0, 0, 0);
        (frame.Day, frame.DayReason) = ("closed", "Nghỉ lũ");
        var figure = Open("hue", "vi", frame).Find("[data-testid=figure-present]");
        Assert.Contains("Nghỉ", figure.QuerySelector(".value")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nghỉ lũ", figure.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_history_nothing_is_compared()
    {
        Assert.Contains("chưa có tuần nào để so", Open("hue", "vi", Frames.City()).Find("[data-testid=figure-present]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<OverviewWall> Open(string scope, string lang, AttendanceFrame? frame)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/overview?scope={scope}&lang={lang}");
        if (frame is not null)
        {
            _hub.Say(Frames.Item(frame));
        }
        var wall = Render<OverviewWall>();
        if (frame is not null)
        {
            wall.WaitForState(() => wall.FindAll("[data-state=live]").Count > 0);
        }
        return wall;
    }

    private static int Value(IRenderedComponent<OverviewWall> wall, string name) =>
        int.Parse(wall.Find($"[data-testid=figure-{name}]").GetAttribute("data-value")!, System.Globalization.CultureInfo.InvariantCulture);

    private static string State(IRenderedComponent<OverviewWall> wall) => wall.Find("[data-testid=figure-present]").GetAttribute("data-state")!;
}
