using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Walls.Staff;

namespace EduDx.Wall.Tests.Walls;

public sealed class StaffWallTests : WallBench
{
    [Fact]
    public void The_staff_and_the_verdicts_of_their_places_add_up()
    {
        var wall = Open<StaffWall>("staff", new() { Staff = City() });
        AddsUp(wall);
        Assert.Equal((2L, 85L, 5L), (Value(wall, "withoutTeacher"), Value(wall, "present"), Value(wall, "unknown")));
        Assert.Equal(["80", "3", "2", "1"], wall.FindAll("[data-testid=verdicts] li b").Select(count => count.TextContent));
        Assert.Equal("86", wall.Find("[data-arrivals]").GetAttribute("data-arrivals"));
    }

    [Fact]
    public void A_class_without_a_teacher_says_since_when_and_how_many_wait()
    {
        var wall = Open<StaffWall>("staff", new() { Staff = City() });
        var rows = wall.FindAll("[data-testid=missing-list] li");
        Assert.Equal(["warning", "unknown"], rows.Select(row => row.GetAttribute("data-level")));
        Assert.Contains("không có giáo viên · 31 học sinh đang chờ", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("12 phút", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("từ trống 7:00", rows[0].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("không có giáo viên", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("2", wall.Find("[data-testid=tile-an-cuu] .place-value").TextContent);
    }

    [Fact]
    public void A_school_lists_pseudonyms_with_the_verdict_of_the_place()
    {
        var frame = City() with { Kind = "school", Children = [], List = [new StaffRow { Person = "s-0000001", Class = "6A1", State = "late", ArrivedAt = Frames.Morning, Place = "outside" }, new StaffRow { Person = "s-0000002", State = "absent" }] };
        var rows = Open<StaffWall>("staff", new() { Staff = frame }).FindAll("[data-testid=staff-list] tbody tr");
        Assert.Equal(["s-0000001", "6A1", "trễ", "7:12", "ngoài khuôn viên"], rows[0].Children.Select(cell => cell.TextContent.Trim()));
        Assert.NotNull(rows[0].QuerySelector(".mark-warning"));
        Assert.Equal(["s-0000002", "–", "vắng không phép", "–", "–"], rows[1].Children.Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public void A_closed_day_expects_no_teacher()
    {
        var frame = City();
        (frame.Off, frame.Present, frame.Late, frame.LeftEarly, frame.Absent, frame.Excused, frame.Unknown) = (100, 0, 0, 0, 0, 0, 0);
        (frame.Missing, frame.WithoutTeacher, frame.TeacherUnknown, frame.Classes) = ([], 0, 0, 0);
        var wall = Open<StaffWall>("staff", new() { Staff = frame });
        AddsUp(wall);
        Assert.Contains("Nghỉ", wall.Find("[data-testid=figure-present] .value").TextContent, StringComparison.Ordinal);
        Assert.NotNull(wall.Find("[data-testid=missing-list] .mark-closed"));
    }

    [Fact]
    public void All_unknown_is_not_all_well()
    {
        var frame = City();
        (frame.Missing, frame.WithoutTeacher, frame.TeacherUnknown) = ([], 0, frame.Classes);
        var list = Open<StaffWall>("staff", new() { Staff = frame }, "en").Find("[data-testid=missing-list]");
        Assert.NotNull(list.QuerySelector(".mark-unknown"));
        Assert.DoesNotContain("Every class", list.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_registry_says_what_to_do() => Assert.Contains(
        "Chưa có danh sách trường",
        Open<StaffWall>("staff", new() { Staff = new StaffFrame { Kind = "city" } }).Find("[data-testid=no-data]").TextContent,
        StringComparison.Ordinal);

    internal static StaffFrame City() => new()
    {
        Id = "hue", Scope = "hue", Kind = "city", Name = "Thành phố Huế", Session = "morning", Path = [new PathStep("hue", "city", "Thành phố Huế")],
        Enrolled = 100, Present = 80, Late = 5, LeftEarly = 1, Absent = 6, Excused = 3, Unknown = 5, Inside = 80, Outside = 3, Uncertain = 2, NoPlace = 1,
        Classes = 50, WithoutTeacher = 2, TeacherUnknown = 1,
        Children = [new StaffNode { Id = "an-cuu", Kind = "commune", Name = "Phường An Cựu", Level = "critical", Enrolled = 40, Classes = 20, WithoutTeacher = 2 }],
        Missing =
        [
            new TeacherRow { Id = "s.6a1", Name = "6A1", School = "s", SchoolName = "Trường A", Pupils = 31, Since = Frames.Morning.AddMinutes(-12).AddSeconds(-7), State = "none" },
            new TeacherRow { Id = "s.6a2", Name = "6A2", School = "s", SchoolName = "Trường A", Pupils = 30, Since = Frames.Morning.AddMinutes(-12), State = "unknown" },
        ],
    };
}
