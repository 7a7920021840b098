using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Walls.Operations;

namespace EduDx.Wall.Tests.Walls;

public sealed class SystemWallTests : WallBench
{
    [Fact]
    public void The_law_of_the_numbers_is_written_in_full()
    {
        var wall = Open<SystemWall>("system", new() { System = City() }, "en");
        AddsUp(wall);
        Assert.Contains("0 in flight", wall.Find("[data-testid=sum]").TextContent, StringComparison.Ordinal);
        Assert.Equal(5, Value(wall, "rejected"));
        // A part of 0 stands in the equation, and has no sliver in the bar.
        Assert.Equal(2, wall.FindAll("[data-testid=sum] .state-bar .seg").Count);
        Assert.Equal(60, wall.FindAll(".chart-table tbody tr").Count);
    }

    [Fact]
    public void The_rate_chart_counts_back_from_now_and_adds_up()
    {
        var frame = City();
        frame.Rates = [.. Enumerable.Repeat(10.0, 60)];
        var chart = Open<SystemWall>("system", new() { System = frame }, "en").Find("[data-testid=curve-chart]");
        Assert.Contains("600 stored", chart.TextContent, StringComparison.Ordinal);
        Assert.Equal("−2:00", chart.QuerySelector(".chart-table tbody th")!.TextContent);
        Assert.Equal("−0:02", chart.QuerySelector(".chart-table tbody tr:last-child th")!.TextContent);
    }

    [Fact]
    public void Trouble_of_the_history_store_is_said_with_its_reason() => Assert.Contains(
        "disk is full", Open<SystemWall>("system", new() { System = City() }).Find("[data-testid=process]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Reasons_are_counted_and_nothing_lost_is_said()
    {
        var wall = Open<SystemWall>("system", new() { System = City() });
        Assert.Contains("unknown_card", wall.Find("[data-testid=reasons-title]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Không mất gì", wall.Find("[data-testid=losses-title]").TextContent, StringComparison.Ordinal);
    }

    private static SystemFrame City() => new()
    {
        Scope = "hue", Name = "Thành phố Huế", AsOf = Frames.Morning, Counters = new CountersAnswer { Received = 1_005, Stored = 1_000, Rejected = 5 },
        RejectedBy = [new NamedCount("unknown_card", 5)], Rates = new double[60], HistoryTrouble = "disk is full", ListeningSince = Frames.Morning,
    };
}
