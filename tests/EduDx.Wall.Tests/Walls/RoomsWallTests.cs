using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Walls.Rooms;

namespace EduDx.Wall.Tests.Walls;

public sealed class RoomsWallTests : WallBench
{
    [Fact]
    public void Rooms_add_up_and_a_meeting_names_what_is_missing()
    {
        var wall = Open<RoomsWall>("rooms", new() { Rooms = City() });
        AddsUp(wall);
        Assert.Equal(10, Value(wall, "inUse") + Value(wall, "free") + Value(wall, "unknown"));
        var row = wall.Find("[data-readiness=notReady]");
        Assert.Contains("Thiếu: Máy quay, Micro", row.TextContent, StringComparison.Ordinal);
        Assert.NotNull(row.QuerySelector(".mark-critical"));
        Assert.Contains("1.800 ppm", wall.Find("[data-testid=rooms-list]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_use_by_hour_has_a_table_behind_it()
    {
        var rows = Open<RoomsWall>("rooms", new() { Rooms = City() }).FindAll(".chart-table tbody tr");
        Assert.Equal(24, rows.Count);
        Assert.Equal(["7:00", "35", "60"], rows[7].Children.Select(cell => cell.TextContent));
    }

    [Fact]
    public void All_unknown_is_not_all_ready()
    {
        var frame = City();
        (frame.InUse, frame.Free, frame.Unknown, frame.List) = (0, 0, 10, []);
        var list = Open<RoomsWall>("rooms", new() { Rooms = frame }).Find("[data-testid=rooms-list]");
        Assert.DoesNotContain("đều sẵn sàng", list.TextContent, StringComparison.Ordinal);
        Assert.NotNull(list.QuerySelector(".mark-unknown"));
    }

    private static RoomsFrame City() => new()
    {
        Id = "hue", Scope = "hue", Kind = "city", Name = "Thành phố Huế", Rooms = 10, InUse = 4, Free = 5, Unknown = 1, NotReady = 1, Stuffy = 1, Meetings = 8, NoShow = 2,
        Schedule = [new MeetingRow { Id = "m", Room = "s/room/r", RoomName = "Phòng họp 1", SchoolName = "Trường A", State = "upcoming", Readiness = "notReady", Missing = ["Máy quay", "Micro"], StartsAt = Frames.Morning, EndsAt = Frames.Morning.AddHours(1) }],
        List = [new RoomRow { Id = "s/room/r", Name = "Phòng họp 1", School = "s", SchoolName = "Trường A", State = "free", Readiness = "none", Co2Ppm = 1_800, Stuffy = true }],
        UsedByHour = [.. Enumerable.Range(0, 24).Select(hour => hour == 7 ? 35 : 0)],
        BookedByHour = [.. Enumerable.Range(0, 24).Select(hour => hour == 7 ? 60 : 0)],
    };
}
