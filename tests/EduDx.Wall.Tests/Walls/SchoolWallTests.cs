using System.Net;
using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Tests.Places;
using EduDx.Wall.Walls.School;
using EduDx.Wall.Walls.Status;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace EduDx.Wall.Tests.Walls;

public sealed class SchoolWallTests : WallBench
{
    [Fact]
    public void Everything_about_one_school_stands_on_one_screen()
    {
        var wall = Open<SchoolWall>("school", new() { School = Kindergarten() });
        Assert.Equal((28L, 85L, 880L, 1L, 1L), (Value(wall, "present"), Value(wall, "staff"), Value(wall, "care"), Value(wall, "offline"), Value(wall, "alarms")));
        Assert.Equal(1, Value(wall, "status"));
        foreach (var part in new[] { "tile-mn-a.la1", "school-kitchens", "open-alarms-list", "classes-list", "missing-list", "broken-list", "rooms-list" })
        {
            Assert.NotNull(wall.Find($"[data-testid='{part}']"));
        }
        Assert.Single(wall.FindAll("[data-testid=broken-list] li"));
        Assert.Contains("Máy chiếu 2", wall.Find("[data-testid=broken-list]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_school_that_is_no_kindergarten_has_no_kitchen()
    {
        var frame = Kindergarten();
        frame.Care = null;
        var wall = Open<SchoolWall>("school", new() { School = frame });
        Assert.Empty(wall.FindAll("[data-testid=school-kitchens], [data-testid=classes-list], [data-testid=figure-care]"));
    }

    [Fact]
    public void Several_kitchens_have_a_row_each()
    {
        var frame = Kindergarten();
        var one = frame.Care!.KitchenList[0];
        frame.Care.KitchenList = [one, one with { Id = "mn-a/kitchen/so-2", Name = "Điểm số 2", Problems = [] }];
        var rows = Open<SchoolWall>("school", new() { School = frame }).FindAll("[data-testid=school-kitchens] li");
        Assert.Equal(2, rows.Count);
        Assert.Contains("Thiếu suất 25", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(["done", "failed", "waiting"], rows[0].QuerySelectorAll("[data-step]").Select(step => step.GetAttribute("data-state")));
        Assert.NotNull(rows[1].QuerySelector(".mark-live"));
    }

    [Fact]
    public void A_closed_school_says_why_and_since_when()
    {
        var frame = Kindergarten();
        frame.Status = new SchoolStatusRow { Status = "flooded", Reason = "Lũ sông Bồ", Since = Frames.Morning, ChecklistItems = 2, ChecklistDone = 1, DaysOwed = 3 };
        (frame.Attendance.Off, frame.Attendance.Present, frame.Attendance.Late, frame.Attendance.Absent) = (frame.Attendance.Enrolled, 0, 0, 0);
        var wall = Open<SchoolWall>("school", new() { School = frame });
        var text = wall.Find("[data-testid=figure-status]").TextContent;
        Assert.Contains("Ngập", text, StringComparison.Ordinal);
        Assert.Contains("Lũ sông Bồ", text, StringComparison.Ordinal);
        Assert.Contains("kiểm tra 1/2 · 3 ngày bù", text, StringComparison.Ordinal);
        Assert.Contains("Nghỉ", wall.Find("[data-testid=figure-present] .value").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_pupils_have_a_figure_of_their_own_and_are_not_absent()
    {
        var frame = Kindergarten();
        (frame.Attendance.Present, frame.Attendance.Unknown) = (0, 27);
        var wall = Open<SchoolWall>("school", new() { School = frame });
        Assert.Equal(27, Value(wall, "unknown"));
        Assert.Contains("Vắng 2", wall.Find("[data-testid=figure-present]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_shows_its_squares_and_its_card()
    {
        var frame = Kindergarten();
        (frame.Kind, frame.Attendance.Children) = ("class", []);
        var wall = Open<SchoolWall>("school", new() { School = frame });
        Assert.Equal(30, wall.FindAll(".square").Count);
        Assert.NotNull(wall.Find("[data-testid=class-card]"));
        Assert.Empty(wall.FindAll("[data-testid=figure-staff], [data-testid=missing-list]"));
    }

    [Fact]
    public void The_path_leads_back_to_the_maps()
    {
        var wall = Open<SchoolWall>("school", new() { School = Kindergarten() }, scope: "mn-a");
        Assert.Equal(["/overview?scope=hue&lang=vi", "/overview?scope=an-cuu&lang=vi", "/school?scope=mn-a&lang=vi"], wall.FindAll("[data-testid=breadcrumb] a").Select(link => link.GetAttribute("href")));
        Assert.Empty(wall.FindAll("[data-testid=to-school]"));
    }

    [Fact]
    public void A_place_that_is_no_school_lets_one_choose_by_name_without_marks()
    {
        Server.Answers["/api/v1/tree"] = (HttpStatusCode.OK, PlaceIndexTests.Json);
        var wall = Open<SchoolWall>("school", new() { School = new SchoolFrame { Kind = "city", Scope = "hue", Name = "Thành phố Huế" } });
        Assert.Contains("Chọn một trường", wall.Find("[data-testid=no-data]").TextContent, StringComparison.Ordinal);
        wall.WaitForAssertion(() => Assert.Contains("gõ một phần", wall.Find("#finder-help").TextContent, StringComparison.Ordinal));
        wall.Find("[data-testid=finder]").Input("dang huy tru");
        Assert.Equal("/school?scope=th-dang-huy-tru&lang=vi", wall.Find(".finder-hits a").GetAttribute("href"));
        wall.Find("[data-testid=finder]").Input("khong co");
        Assert.Empty(wall.FindAll(".finder-hits a"));
        Assert.Contains("Không có nơi nào", wall.Find(".finder-hits").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("an-cuu", "Chọn một trường", "'an-cuu' is a commune")]
    [InlineData("nowhere", "Máy chủ không mở được màn hình này", "")]
    public void A_refusal_is_an_invitation_only_where_there_are_schools(string scope, string says, string hides)
    {
        Server.Answers["/api/v1/tree"] = (HttpStatusCode.OK, PlaceIndexTests.Json);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/school?scope={scope}&lang=vi");
        var wall = Render<SchoolWall>();
        Refuse(scope == "an-cuu" ? "'an-cuu' is a commune" : "the tree has no node 'nowhere'");
        wall.WaitForAssertion(() => Assert.Contains(says, wall.Find("[data-testid=no-data]").TextContent, StringComparison.Ordinal));
        Assert.True(hides.Length == 0 || !wall.Markup.Contains(hides, StringComparison.Ordinal), wall.Markup);
    }

    [Fact]
    public void A_city_wall_has_no_link_to_a_school_of_its_own() => Assert.Empty(Open<StatusWall>("status", new() { Status = StatusWallTests.City() }).FindAll("[data-testid=to-school]"));

    private static SchoolFrame Kindergarten() => new()
    {
        Scope = "mn-a", Kind = "school", Name = "Mầm non A", Path = CareWallTests.School().Path, Status = new SchoolStatusRow { Id = "mn-a", Status = "open" },
        Attendance = new AttendanceFrame
        {
            Id = "mn-a", Kind = "school", Name = "Mầm non A", Session = "morning", Enrolled = 30, Present = 27, Late = 1, Absent = 2,
            Children = [new AttendanceNode { Id = "mn-a.la1", Kind = "class", Name = "Lá 1", Enrolled = 30, Present = 27, Late = 1, Absent = 2 }],
        },
        Staff = StaffWallTests.City() with { Kind = "school", Children = [] },
        Devices = new DevicesFrame { Kind = "school", Devices = 2, Online = 1, Offline = 1, List = [new DeviceRow { Id = "a", Name = "Máy chiếu 1", School = "mn-a", State = "online" }, new DeviceRow { Id = "b", Name = "Máy chiếu 2", School = "mn-a", State = "offline" }] },
        Rooms = new RoomsFrame { Kind = "school", Rooms = 1, Free = 1 },
        Care = CareWallTests.School(),
        Alarms = [new AlarmCard { Id = 7, NameVi = "Tủ lưu mẫu quá ấm", NameEn = "Fridge too warm", Severity = "critical", State = "raised", NodeId = "mn-a", NodeName = "Mầm non A", SubjectName = "Tủ 1", Since = Frames.Morning, RaisedAt = Frames.Morning }],
    };
}
