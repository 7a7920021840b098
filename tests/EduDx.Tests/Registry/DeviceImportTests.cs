using System.Text;
using EduDx.Live.City;

namespace EduDx.Tests.Registry;

public sealed class DeviceImportTests : StoreFixture
{
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

    private async Task<int?> Fridge(DateOnly day)
    {
        var city = await City(day);
        return city.Schools.SelectMany(s => s.Devices).FirstOrDefault(d => d.Source == "fridge-1")?.Key;
    }
}
