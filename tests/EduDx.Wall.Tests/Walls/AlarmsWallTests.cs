using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Walls.Alarms;

namespace EduDx.Wall.Tests.Walls;

public sealed class AlarmsWallTests : WallBench
{
    [Fact]
    public void The_figures_add_up_and_the_places_drill()
    {
        var wall = Open<AlarmsWall>("alarms", new() { Alarms = City() });
        AddsUp(wall);
        Assert.Equal((2L, 3L, 4L), (Value(wall, "critical"), Value(wall, "warning"), Value(wall, "unacknowledged")));
        Assert.Equal("/alarms?scope=an-cuu&lang=vi", wall.Find("[data-testid=tile-an-cuu]").GetAttribute("href"));
    }

    [Fact]
    public void An_alarm_says_what_where_since_when_and_who_has_it()
    {
        var wall = Open<AlarmsWall>("alarms", new() { Alarms = City() });
        var first = wall.Find("[data-testid=alarm-7]").TextContent;
        Assert.Contains("Mất kết nối hàng loạt", first, StringComparison.Ordinal);
        Assert.Contains("chưa ai nhận", first, StringComparison.Ordinal);
        Assert.Contains("72 nguồn, 12 trường", first, StringComparison.Ordinal);
        Assert.Contains("12 phút", first, StringComparison.Ordinal);
        Assert.Contains("đang lo: tổ kỹ thuật", wall.Find("[data-testid=alarm-8]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/console?scope=hue&alarm=7&lang=vi", wall.Find("[data-testid=alarm-7] a").GetAttribute("href"));
    }

    [Fact]
    public void No_open_alarm_is_calm_in_words()
    {
        var frame = City();
        (frame.List, frame.ListTotal, frame.Critical, frame.Warning, frame.Shelved, frame.Unacknowledged) = ([], 0, 0, 0, 0, 0);
        var wall = Open<AlarmsWall>("alarms", new() { Alarms = frame }, "en");
        AddsUp(wall);
        Assert.Contains("No alarm is open.", wall.Find("[data-testid=open-alarms-list]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_is_said()
    {
        var frame = City();
        frame.Performance = new AlarmPerformance { From = Frames.Morning.AddDays(-1), Per10Minutes = [.. Enumerable.Repeat(0, 143), 25], Flood = true, FloodPct = 0.7 };
        var wall = Open<AlarmsWall>("alarms", new() { Alarms = frame });
        Assert.Contains("Đang dồn dập", wall.Find("[data-testid=figure-flood]").TextContent, StringComparison.Ordinal);
        Assert.Equal(120, wall.FindAll(".chart-table tbody tr").Count);
    }

    [Fact]
    public void A_takeover_stands_before_the_wall_until_it_is_gone()
    {
        var frame = City();
        frame.Alarm.Takeover = frame.List[0];
        var wall = Open<AlarmsWall>("alarms", new() { Alarms = frame });
        var over = wall.Find("[data-testid=takeover]");
        Assert.Contains("Mất kết nối hàng loạt", over.TextContent, StringComparison.Ordinal);
        Assert.Contains("điện hoặc đường truyền của phường, xã", over.TextContent, StringComparison.Ordinal);
        Say(new() { Alarms = City() });
        wall.WaitForAssertion(() => Assert.Empty(wall.FindAll("[data-testid=takeover]")));
    }

    internal static AlarmsFrame City() => new()
    {
        Id = "hue", Scope = "hue", Kind = "city", Name = "Thành phố Huế", Path = [new PathStep("hue", "city", "Thành phố Huế")],
        Critical = 2, Warning = 3, Shelved = 1, Unacknowledged = 4, RaisedToday = 9, ClearedToday = 3, ListTotal = 6,
        Children = [new AlarmNode { Id = "an-cuu", Kind = "commune", Name = "Phường An Cựu", Level = "critical", Critical = 1, Warning = 2, Unacknowledged = 3 }],
        List =
        [
            new AlarmCard
            {
                Id = 7, Rule = "outage", NameVi = "Mất kết nối hàng loạt", NameEn = "Outage", Severity = "critical", State = "raised", NodeId = "an-cuu", NodeName = "Phường An Cựu",
                SubjectName = "Phường An Cựu", Since = Frames.Morning.AddMinutes(-12), RaisedAt = Frames.Morning.AddMinutes(-11), Members = 72, Schools = 12, Cause = "commune",
            },
            new AlarmCard
            {
                Id = 8, Rule = "fridge-warm", NameVi = "Tủ lưu mẫu quá ấm", NameEn = "Sample fridge too warm", Severity = "critical", State = "acknowledged", NodeId = "s", NodeName = "Trường Mầm non Hoa Sen",
                SubjectName = "Tủ lạnh lưu mẫu bếp ăn", Since = Frames.Morning.AddMinutes(-30), RaisedAt = Frames.Morning.AddMinutes(-20), AssignedTo = "tổ kỹ thuật", Value = 11.2, Limit = 8, Metric = "temp_c",
            },
        ],
    };
}
