using System.Text;
using EduDx.Live.City;

namespace EduDx.Tests.Registry;

public sealed class DeviceImportTests : StoreFixture
{
    private const string Room = "thcs-phu-xuan-1,r1,,Phòng họp số 1,30,,\n";
    private const string Projector = "prj-6a1,projector,,Máy chiếu 6A1,thcs-phu-xuan-1.6a1,,";

    [Fact]
    public async Task Devices_stand_behind_kiosks_and_before_rooms_with_their_types_classes_and_rooms()
    {
        await Apply(CityFiles.Small());
        var city = await City(Today);
        var school = city.Schools[city.SchoolIds.Find("thcs-phu-xuan-1"u8)];
        Assert.Equal(["k1", "k2", "air-6a1", "prj-6a1", "r1-camera", "r1-screen", "r1"], school.Devices.Select(d => d.Source));
        for (var k = 0; k < school.Kiosks.Length; k++) Assert.Equal((school.Kiosks[k].Key, DeviceKind.Kiosk), (school.Devices[k].Key, school.Devices[k].Kind));
        var room = Assert.Single(school.Rooms);
        Assert.Equal((6, 30), (room.Controller, room.Capacity));
        Assert.Equal(["r1-camera", "r1-screen"], room.Equipment.Select(e => school.Devices[e].Source));
        Assert.Equal("thcs-phu-xuan-1.6a1", school.Groups[school.Devices[2].Group].Node.Id);
        Assert.Equal(["temp_c", "humidity_pct", "co2_ppm", "noise_db", "light_lx", "pm25_ugm3"], school.Devices[2].Type.Metrics.Select(m => m.Name));
        var at = city.DeviceIds.Find(Encoding.ASCII.GetBytes("mn-vy-da/fridge-1"));
        var fridge = city.Schools[city.DeviceRefs[at].School].Devices[city.DeviceRefs[at].Slot];
        Assert.Equal((DutyHours.Always, 90_000L), (fridge.Type.Duty, fridge.Type.OfflineAfterMs));
        Assert.Equal(room.Key, city.Schools[city.RoomRefs[city.RoomIds.Find("thcs-phu-xuan-1/r1"u8)].School].Rooms[0].Key);
    }

    [Fact]
    public async Task A_device_that_leaves_keeps_its_past_and_its_key_when_it_comes_back()
    {
        await Apply(CityFiles.Small());
        var before = await Fridge(Today);
        var files = CityFiles.Small().Edit("devices.csv", "mn-vy-da,fridge-1,fridge,mn-vy-da.c1,Tủ lưu mẫu bếp,,,,\n", "").Only("devices.csv");
        await Apply(files, Today.AddDays(10));
        Assert.Null(await Fridge(Today.AddDays(10)));
        Assert.Equal(before, await Fridge(Today.AddDays(9)));
        await Apply(CityFiles.Small().Only("devices.csv"), Today.AddDays(20));
        Assert.Equal(before, await Fridge(Today.AddDays(20)));
    }

    [Fact]
    public async Task A_school_without_device_files_has_its_kiosks_as_devices()
    {
        await Apply(CityFiles.Small().Only("nodes.csv", "pupils.csv", "staff.csv", "kiosks.csv", "sessions.csv", "calendar.csv"));
        Assert.All((await City(Today)).Schools.Where(s => s.Kiosks.Length > 0), s => Assert.Equal(s.Kiosks.Select(k => k.Key), s.Devices.Select(d => d.Key)));
    }

    [Fact]
    public async Task Every_bad_row_says_where()
    {
        var files = CityFiles.Small()
            .Append("device-types.csv", "Bad Type,a,b,school,30,3,", "odd,a,b,sometimes,0,3,temp_c")
            .Append("rooms.csv", "thcs-phu-xuan-1,r1,,Phòng,20,,", "no-school,r1,,Phòng,20,,", "thcs-phu-xuan-1,r2,mn-vy-da.c1,Phòng,-4,,")
            .Append("devices.csv", "thcs-phu-xuan-1,x1,toaster,,Máy,,,,", "thcs-phu-xuan-1,x2,fridge,,Máy,mn-vy-da.la1,,,", "thcs-phu-xuan-1,x3,fridge,,Máy,,r7,,");
        Assert.Equal(
            [
                "device-types.csv:7:type", "device-types.csv:8:duty", "device-types.csv:8:heartbeat_s", "device-types.csv:8:metrics",
                "rooms.csv:3:from", "rooms.csv:4:school", "rooms.csv:5:campus", "rooms.csv:5:capacity",
                "devices.csv:7:type", "devices.csv:8:class", "devices.csv:9:room",
            ],
            await Refuse(files));
    }

    [Fact]
    public async Task A_device_in_a_room_that_has_ended_is_refused()
    {
        await Apply(CityFiles.Small());
        await Apply(CityFiles.Small().Edit("rooms.csv", Room, "").Edit("devices.csv", ",r1,", ",,"), Today.AddDays(5));
        var late = await Store.ImportAsync(CityFiles.Small().Only("devices.csv").Streams, true, Today.AddDays(10), default);
        Assert.Equal(["devices.csv:room", "devices.csv:room"], late.Errors.Select(e => $"{e.File}:{e.Column}"));
        Assert.All(late.Errors, e => Assert.Contains("has ended", e.Message, StringComparison.Ordinal));
        await Apply(CityFiles.Small().Only("rooms.csv", "devices.csv"), Today.AddDays(15));
        Assert.Equal(2, (await City(Today.AddDays(15))).Schools.SelectMany(s => s.Rooms).Single().Equipment.Length);
    }

    [Fact]
    public async Task A_room_does_not_end_around_its_devices()
    {
        await Apply(CityFiles.Small());
        var both = await Store.ImportAsync(CityFiles.Small().Edit("rooms.csv", Room, "").Only("rooms.csv", "devices.csv").Streams, true, Today.AddDays(5), default);
        Assert.Equal(["devices.csv:room", "devices.csv:room"], both.Errors.Select(e => $"{e.File}:{e.Column}"));
        var alone = await Store.ImportAsync(CityFiles.Small().Edit("rooms.csv", Room, "").Only("rooms.csv").Streams, true, Today.AddDays(5), default);
        Assert.Contains("'r1' of 'thcs-phu-xuan-1' ends and 2 devices are still in it", Assert.Single(alone.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_changes_its_type_and_place_keeps_its_key_and_its_past()
    {
        await Apply(CityFiles.Small());
        var moved = CityFiles.Small().Edit("devices.csv", Projector, "prj-6a1,room-screen,,Máy chiếu 6A1,,r1,").Only("devices.csv");
        await Apply(moved, Today.AddDays(5));
        var (before, after) = (await Moved(Today.AddDays(4)), await Moved(Today.AddDays(5)));
        Assert.Equal(("projector", -1, "room-screen", 0), (before.Type.Id, before.Room, after.Type.Id, after.Room));
        Assert.Equal(before.Key, after.Key);
        Assert.True((await Apply(moved, Today.AddDays(9))).IsEmpty);

        async Task<DeviceModel> Moved(DateOnly day) => (await City(day)).Schools.SelectMany(s => s.Devices).Single(d => d.Source == "prj-6a1");
    }

    [Theory]
    [InlineData("a:1 b:1 c:1 d:1 e:1 f:1 g:1 h:1", false)]
    [InlineData("a:1 b:1 c:1 d:1 e:1 f:1 g:1 h:1 i:1", true)]
    [InlineData("a:1 a:2", true)]
    [InlineData("a:-1", true)]
    [InlineData("a:", true)]
    [InlineData("A:1", true)]
    public async Task A_type_has_at_most_eight_metrics_each_once(string metrics, bool bad)
    {
        var result = await Store.ImportAsync(CityFiles.Small().Append("device-types.csv", $"x,A,B,school,30,3,{metrics}").Streams, true, Today, default);
        Assert.Equal(bad ? ["device-types.csv:7:metrics"] : [], result.Errors.Select(e => $"{e.File}:{e.Line}:{e.Column}"));
    }

    private async Task<int?> Fridge(DateOnly day)
    {
        var city = await City(day);
        return city.Schools.SelectMany(s => s.Devices).FirstOrDefault(d => d.Source == "fridge-1")?.Key;
    }
}
